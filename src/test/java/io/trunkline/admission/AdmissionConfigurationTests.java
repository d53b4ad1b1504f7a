package io.trunkline.admission;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AdmissionConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(UserConfigurations.of(AdmissionConfiguration.class, Properties.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void withoutRedisNothingOfItExists(CapturedOutput output) {
		this.application.withPropertyValues("trunkline.admission.redis-url=").run((context) -> {
			assertThat(context).hasSingleBean(Admission.class)
				.hasSingleBean(Permits.class)
				.hasSingleBean(HealthIndicator.class)
				.doesNotHaveBean(SharedRedis.class)
				.doesNotHaveBean(ReactiveHealthIndicator.class);
			assertThat(context.getBean(Permits.class).capacity()).isEqualTo(100);
		});
		assertThat(output).doesNotContain("REDIS_URL");
	}

	@Test
	void withRedisTokensAreKeptThere() {
		try (LocalRedis redis = new LocalRedis().start()) {
			this.application.withPropertyValues("trunkline.admission.redis-url=" + redis.url().value())
				.run((context) -> {
					assertThat(context).hasBean("redisHealthIndicator");
					SharedRedis shared = context.getBean(SharedRedis.class);
					Admission admission = context.getBean(Admission.class);
					Mono<Long> kept = admission.issue(AdmissionContract.call("c-1"))
						.then(shared.run((commands) -> commands.exists("vc:c-1")));
					assertThat(kept.retry(20).block()).isEqualTo(1);
				});
		}
	}

	@Test
	void anAbsentRedisDoesNotStopTheStart() {
		try (LocalRedis absent = new LocalRedis()) {
			this.application.withPropertyValues("trunkline.admission.redis-url=" + absent.url().value())
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void productionWithoutRedisWarnsOnce(CapturedOutput output) {
		this.application.withPropertyValues("spring.profiles.active=production")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.toString().split("REDIS_URL is not set", -1)).hasSize(2);
		assertThat(output).contains("ONE pod only");
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-concurrent-calls=0", "max-concurrent-calls=10001", "token-ttl=0s", "token-ttl=-1s",
			"token-ttl=11m", "redis-url=http://redis" })
	void aWrongSettingIsNamed(String setting) {
		this.application.withPropertyValues("trunkline.admission." + setting).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasStackTraceContaining(setting.substring(0, setting.indexOf('=')));
		});
	}

	@EnableConfigurationProperties(AdmissionProperties.class)
	static class Properties {

	}

}
