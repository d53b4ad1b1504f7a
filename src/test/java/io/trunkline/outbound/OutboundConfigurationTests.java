package io.trunkline.outbound;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.admission.LocalRedis;
import io.trunkline.admission.SharedRedis;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.call.CallListener;
import io.trunkline.call.Orders;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import io.trunkline.telephony.Dialler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundConfigurationTests {

	private final RecordedCalls calls = new RecordedCalls();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(UserConfigurations.of(OutboundConfiguration.class, Properties.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean("agents", Agents.class, () -> new Agents(List.of(SampleAgents.reception())))
		.withBean(RecordedCalls.class, () -> this.calls);

	@Test
	void callsArePlacedAndWhoeverWantsToKnowIsTold() {
		this.application.withBean(Dialler.class, () -> new FakeDialler(() -> 0)).run((context) -> {
			assertThat(context).hasSingleBean(Orders.class).hasSingleBean(CallListener.class);
			StepVerifier.create(context.getBean(OutboundCalls.class).place(Wishes.wish("k-1")))
				.assertNext((placed) -> assertThat(placed.state()).isEqualTo(State.PLACED))
				.verifyComplete();
			assertThat(this.calls.dialling()).hasSize(1);
			assertThat(context.getBean(MeterRegistry.class).get("trunkline.outbound.queue").gauge().value()).isZero();
		});
	}

	@Test
	void withoutACarrierTheServiceStartsAndPlacesNoCalls() {
		this.application
			.run((context) -> StepVerifier.create(context.getBean(OutboundCalls.class).place(Wishes.wish("k-1")))
				.expectErrorSatisfies(
						(failure) -> assertThat(failure).isInstanceOfSatisfying(OutboundRefusedException.class,
								(refusal) -> assertThat(refusal.kind()).isEqualTo(Kind.CARRIER_NOT_CONFIGURED)))
				.verify());
	}

	@Test
	void anAgentWhoseCarrierIsNotThereIsRefusedAtStart() {
		this.application.withAllowBeanDefinitionOverriding(true)
			.withBean("agents", Agents.class, Pod::agents)
			.withBean(Dialler.class, () -> new FakeDialler(() -> 0))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("trunkline.agents.scout.outbound.carrier must be one of fake"));
	}

	@Test
	void withRedisOrdersAreKeptThere() {
		try (LocalRedis redis = new LocalRedis().start()) {
			this.application.withBean(Dialler.class, () -> new FakeDialler(() -> 0))
				.withBean(SharedRedis.class, () -> redis.connect(Duration.ofSeconds(10)))
				.run((context) -> {
					Placed placed = context.getBean(OutboundCalls.class).place(Wishes.wish("k-1")).block();
					assertThat(placed).isNotNull();
					Long kept = context.getBean(SharedRedis.class)
						.run((commands) -> commands.exists("oo:" + placed.id(), "oi:" + Digests.of("k-1")))
						.block();
					assertThat(kept).isEqualTo(2);
				});
		}
	}

	@Test
	void anEmptyListAllowsNobody() {
		this.application.withBean(Dialler.class, () -> new FakeDialler(() -> 0))
			.withPropertyValues("trunkline.outbound.countries=", "trunkline.outbound.from-numbers=")
			.run((context) -> StepVerifier.create(context.getBean(OutboundCalls.class).place(Wishes.wish(null)))
				.expectErrorSatisfies(
						(failure) -> assertThat(failure).hasMessageContaining("trunkline.outbound.countries"))
				.verify());
	}

	@Test
	void settingsMayComeFromTheEnvironmentAsOneText() {
		this.application
			.withPropertyValues("trunkline.outbound.countries=us, gb", "trunkline.outbound.calls-per-second=0.5")
			.run((context) -> {
				OutboundProperties properties = context.getBean(OutboundProperties.class);
				assertThat(properties.countries()).containsExactly("US", "GB");
				assertThat(properties.interval("fake")).isEqualTo(Duration.ofSeconds(2));
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "countries=US,UK | has UK", "countries=US,false | Norway", "countries=001 | has 001",
					"from-numbers=+12025550123,2025550123 | from-numbers[1]", "calls-per-second=0 | calls-per-second",
					"calls-per-second=101 | calls-per-second", "calls-per-second=NaN | calls-per-second",
					"carriers.fake.calls-per-second=0 | carriers.fake.calls-per-second",
					"carriers.fake.from-numbers=911 | carriers.fake.from-numbers[0]",
					"carriers.fake.calls-per-second=2 | carriers.fake", "queue=0 | queue", "queue=10001 | queue",
					"max-wait=0s | max-wait", "max-wait=11m | max-wait", "busy-wait=-1s | busy-wait",
					"busy-wait=11m | busy-wait", "answer-within=31s | answer-within" })
	void aWrongSettingIsNamed(String setting, String named) {
		this.application.withPropertyValues("trunkline.outbound." + setting).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasStackTraceContaining("trunkline.outbound.")
				.hasStackTraceContaining(named);
		});
	}

	@EnableConfigurationProperties(OutboundProperties.class)
	static class Properties {

	}

}
