package io.trunkline.provider;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProviderTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private long now;

	private final Provider provider = new Provider("voice", 4, "trunkline.voice.most", this.meters,
			new SteadyClock(() -> this.now));

	@Test
	void aFewFailuresDoNotOpenTheCircuit() {
		fail(9);
		this.provider.begin().close();
	}

	@Test
	void halfOfTheLatestUsesOpenIt() {
		succeed(10);
		fail(9);
		assertThat(this.provider.isWell()).isTrue();
		fail(1);
		assertRefused("failed too often of late");
		assertThat(refused("circuit")).isOne();
		assertThat(this.meters.get("trunkline.provider.circuit.open").gauge().value()).isOne();
	}

	@Test
	void whatSaysNothingAboutTheProviderDoesNotCount() {
		for (int i = 0; i < 100; i++) {
			this.provider.begin().close();
		}
		fail(9);
		assertThat(this.provider.isWell()).isTrue();
	}

	@Test
	void threeAreLetThroughAfterAWhileAndCloseTheCircuitIfTheySucceed() {
		fail(10);
		pass(Duration.ofSeconds(11));
		Provider.Use first = this.provider.begin();
		Provider.Use second = this.provider.begin();
		Provider.Use third = this.provider.begin();
		assertRefused("failed too often of late");
		List.of(first, second, third).forEach(Provider.Use::succeeded);
		assertThat(this.provider.isWell()).isTrue();
	}

	@Test
	void theCircuitStaysOpenIfTheyFail() {
		fail(10);
		pass(Duration.ofSeconds(11));
		fail(3);
		assertRefused("failed too often of late");
	}

	@Test
	void aProbeThatWasGivenUpMakesRoomForAnother() {
		fail(10);
		pass(Duration.ofSeconds(11));
		for (int i = 0; i < 10; i++) {
			this.provider.begin().close();
		}
		succeed(3);
		assertThat(this.provider.isWell()).isTrue();
	}

	@Test
	void aUseOverTheBudgetIsRefusedAndNamesTheSetting() {
		List<Provider.Use> uses = List.of(this.provider.begin(), this.provider.begin(), this.provider.begin(),
				this.provider.begin());
		assertRefused("raise trunkline.voice.most");
		assertThat(refused("budget")).isOne();
		assertThat(this.meters.get("trunkline.provider.in.use").gauge().value()).isEqualTo(4);
		uses.getFirst().close();
		uses.getFirst().close();
		this.provider.begin();
		assertRefused("raise trunkline.voice.most");
	}

	@Test
	void onlyTheFirstVerdictOnAUseCounts() {
		for (int i = 0; i < 20; i++) {
			Provider.Use use = this.provider.begin();
			use.succeeded();
			use.failed();
			use.close();
		}
		assertThat(this.provider.isWell()).isTrue();
	}

	@Test
	void healthNamesWhoIsNotWell() {
		Provider other = new Provider("model", 2, "trunkline.model.most", this.meters);
		ProviderHealth health = new ProviderHealth(List.of(this.provider, other));
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		fail(10);
		assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.health().getDetails()).containsEntry("voice", "circuit open, 0 of 4 in use")
			.containsEntry("model", "circuit closed, 0 of 2 in use");
	}

	@Test
	void metersSayWhichProviderAndWhat() {
		this.provider.connected(Duration.ofMillis(80));
		this.provider.met(Trouble.BROKEN);
		this.provider.reconnected(true);
		this.provider.replayed(Duration.ofMillis(40));
		fail(10);
		assertRefused("failed too often of late");
		assertThat(this.meters.getMeters())
			.extracting((meter) -> meter.getId().getName() + meter.getId().getTags() + meter.getId().getType())
			.containsExactlyInAnyOrder("trunkline.provider.circuit.open[tag(provider=voice)]GAUGE",
					"trunkline.provider.connect[tag(provider=voice)]TIMER",
					"trunkline.provider.errors[tag(error=broken), tag(provider=voice)]COUNTER",
					"trunkline.provider.in.use[tag(provider=voice)]GAUGE",
					"trunkline.provider.reconnects[tag(outcome=restored), tag(provider=voice)]COUNTER",
					"trunkline.provider.refused[tag(provider=voice), tag(reason=circuit)]COUNTER",
					"trunkline.provider.replayed.seconds[tag(provider=voice)]COUNTER");
		assertThat(this.meters.get("trunkline.provider.errors").tag("error", "broken").counter().count()).isOne();
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			Provider.Use use = this.provider.begin();
			use.failed();
			use.close();
		}
	}

	private void succeed(int times) {
		for (int i = 0; i < times; i++) {
			Provider.Use use = this.provider.begin();
			use.succeeded();
			use.close();
		}
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	private void assertRefused(String why) {
		assertThatExceptionOfType(ProviderUnavailableException.class).isThrownBy(this.provider::begin)
			.withMessageContaining(why);
	}

	private double refused(String reason) {
		return this.meters.get("trunkline.provider.refused")
			.tags("provider", "voice", "reason", reason)
			.counter()
			.count();
	}

	private enum Trouble {

		BROKEN

	}

}
