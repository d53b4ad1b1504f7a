package io.trunkline.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.call.CallListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

class RecordsConfigurationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Room.class)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void withoutASinkNothingIsKept() {
		this.runner.withPropertyValues("trunkline.records.file=", "trunkline.records.webhook.url=").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(CallRecordSink.class);
			context.getBean(CallListener.class).on(Told.inbound("c-1"), Told.OFFERED);
			assertThat(context.getBean(MeterRegistry.class).get("trunkline.records.open").gauge().value()).isZero();
		});
	}

	@Test
	void everySinkGetsTheCallsThatAreOpenAtTheEnd() throws IOException {
		Told sink = new Told();
		this.runner
			.withPropertyValues("trunkline.records.file=" + this.directory + "/calls.jsonl",
					"trunkline.records.transcript=false", "trunkline.records.numbers=masked")
			.withBean(CallRecordSink.class, () -> sink)
			.run((context) -> {
				context.getBean(CallListener.class).on(Told.inbound("c-1"), Told.OFFERED);
				assertThat(health(context)).isEqualTo(Health.up()
					.withDetail("file", "well, 0 waiting, 0 lost")
					.withDetail("Told", "well, 0 waiting, 0 lost")
					.build());
			});
		assertThat(sink.written).singleElement().extracting(RecordEvent::callId).isEqualTo("c-1");
		assertThat(Files.readString(this.directory.resolve("calls.jsonl"))).contains("+12***23").contains("c-1");
	}

	@Test
	void serverThatIsAwayAtTheEndLeavesTheEventOnTheDisk() {
		this.runner
			.withPropertyValues("trunkline.records.webhook.url=http://127.0.0.1:1/records",
					"trunkline.records.webhook.secret=canary", "trunkline.records.webhook.spool=" + this.directory)
			.run((context) -> context.getBean(CallListener.class).on(Told.inbound("c-1"), Told.ENDED));
		assertThat(this.directory).isDirectoryContaining((file) -> file.toString().endsWith(".json"));
	}

	@ParameterizedTest
	@CsvSource({ "url,http://records.example.com/", "url,ftp://127.0.0.1/", "url,https://user@records.example.com/",
			"secret,''", "spool,''", "max-events,0", "max-size,1KB", "timeout,0s", "timeout,2m" })
	void settingThatCannotWorkIsNamed(String setting, String value) {
		this.runner
			.withPropertyValues("trunkline.records.webhook.url=https://records.example.com/",
					"trunkline.records.webhook.secret=canary", "trunkline.records.webhook.spool=" + this.directory,
					"trunkline.records.webhook." + setting + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("trunkline.records.webhook." + setting)
				.hasMessageNotContaining("canary"));
	}

	private static @Nullable Health health(ApplicationContext context) {
		return context.getBean("recordsHealthIndicator", HealthIndicator.class).health();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RecordsProperties.class)
	@Import(RecordsConfiguration.class)
	static class Room {

	}

}
