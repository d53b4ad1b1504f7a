package io.trunkline;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the compose file as its tool would, without one. */
class ComposeTests {

	private static final Set<String> SERVICE_KEYS = Set.of("build", "image", "environment", "ports", "depends_on",
			"healthcheck", "stop_grace_period", "read_only", "tmpfs", "cap_drop", "security_opt", "user", "command",
			"volumes");

	private static final Set<String> HEALTHCHECK_KEYS = Set.of("test", "interval", "timeout", "retries",
			"start_period");

	private final Map<String, Object> compose = Yaml.first("docker-compose.yml");

	private final Map<String, Object> services = Yaml.map(Yaml.at(this.compose, "services"));

	@Test
	void everyKeyIsKnown() {
		assertThat(this.compose).containsOnlyKeys("services");
		assertThat(this.services).containsKeys("trunkline", "redis");
		this.services.forEach((name, service) -> {
			assertThat(Yaml.map(service).keySet()).as(name).isSubsetOf(SERVICE_KEYS);
			assertThat(Yaml.map(Yaml.at(Yaml.map(service), "healthcheck")).keySet()).as(name)
				.isSubsetOf(HEALTHCHECK_KEYS)
				.contains("test", "interval", "timeout", "retries");
		});
	}

	@Test
	void everyServiceIsConfined() {
		this.services.forEach((name, service) -> assertThat(Yaml.map(service)).as(name)
			.containsEntry("read_only", true)
			.containsEntry("cap_drop", List.of("ALL"))
			.containsEntry("security_opt", List.of("no-new-privileges:true"))
			.containsEntry("tmpfs", List.of("/tmp")));
	}

	@Test
	void everyImageHasATagAndOursIsBuiltHere() {
		this.services.forEach((name, service) -> assertThat(Yaml.at(Yaml.map(service), "image")).as(name)
			.asString()
			.matches("[a-z/]+:[a-z0-9.-]+")
			.doesNotEndWith("latest"));
		assertThat(Yaml.at(this.services, "trunkline.build")).isEqualTo(".");
	}

	@Test
	void portsAreThoseOfTheApplicationAndOpenToThisMachineOnly() {
		Map<String, Object> application = Yaml.first("application.yml");
		assertThat(Yaml.list(Yaml.at(this.services, "trunkline.ports"))).extracting(Object::toString)
			.containsExactly(published(Yaml.at(application, "server.port")),
					published(Yaml.at(application, "management.server.port")));
		assertThat(Yaml.map(Yaml.at(this.services, "redis"))).doesNotContainKey("ports");
	}

	@Test
	void theSandboxNeedsNoKey() {
		assertThat(Yaml.map(Yaml.at(this.services, "trunkline.environment")))
			.containsOnlyKeys("SPRING_PROFILES_ACTIVE", "SERVER_ADDRESS", "MANAGEMENT_SERVER_ADDRESS", "REDIS_URL")
			.containsEntry("SPRING_PROFILES_ACTIVE", "sandbox")
			.containsEntry("SERVER_ADDRESS", "0.0.0.0")
			.containsEntry("MANAGEMENT_SERVER_ADDRESS", "0.0.0.0")
			.containsEntry("REDIS_URL", "redis://redis:6379");
	}

	@Test
	void theServiceWaitsForRedisAndAnswersForItself() {
		assertThat(Yaml.at(this.services, "trunkline.depends_on.redis.condition")).isEqualTo("service_healthy");
		List<?> check = Yaml.list(Yaml.at(this.services, "trunkline.healthcheck.test"));
		assertThat(check.getFirst()).isEqualTo("CMD");
		assertThat(check.getLast()).asString()
			.contains("/dev/tcp/127.0.0.1/8081")
			.contains("GET /actuator/health/readiness")
			.doesNotContain("curl");
	}

	private static String published(Object port) {
		return "127.0.0.1:" + port + ":" + port;
	}

}
