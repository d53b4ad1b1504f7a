package io.trunkline.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.SampleAgents;
import io.trunkline.telephony.Dialler.Line;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrunksTests {

	private static final Line.Missing NOTHING_SET = new Line.Missing(List.of("trunkline.a.id (A_ID)"));

	private final FakeDialler a = new FakeDialler("a", () -> 0);

	private final FakeDialler b = new FakeDialler("b", () -> 0);

	@Test
	void theAgentsCarrierGoesBeforeTheServicesAndThatBeforeTheFirst() {
		assertThat(carrierOf("b", trunks("a"))).isEqualTo("b");
		assertThat(carrierOf("", trunks("b"))).isEqualTo("b");
		assertThat(carrierOf("", trunks(""))).isEqualTo("a");
	}

	@Test
	void theOnlyCarrierThatIsConfiguredIsTheServices() {
		this.a.line(NOTHING_SET);
		assertThat(carrierOf("", trunks(""))).isEqualTo("b");
		this.b.line(NOTHING_SET);
		assertThat(carrierOf("", trunks(""))).isEqualTo("a");
	}

	@Test
	void anAgentsCarrierMustBeThereAndHaveAllItNeeds() {
		assertThat(faults("c")).isEqualTo("trunkline.agents.reception.outbound.carrier must be one of a, b");
		assertThat(faults("a")).isEmpty();
		this.a.line(NOTHING_SET);
		assertThat(faults("a")).isEqualTo("trunkline.agents.reception.outbound.carrier is a, which places no calls"
				+ " without trunkline.a.id (A_ID)");
		assertThat(faults("")).isEmpty();
	}

	@Test
	void aCarrierWithAWrongSettingIsNotForAgentsEither() {
		this.a.line(() -> {
			throw new TelephonyException(Kind.REJECTED, "trunkline.a.id (A_ID) is no account");
		});
		assertThat(faults("a")).endsWith("is a, but trunkline.a.id (A_ID) is no account");
	}

	@Test
	void numbersBelongToTheServicesCarrierUnlessTheySayOtherwise() {
		Trunks trunks = trunks("b", Map.of("a", new OutboundProperties.Carrier(null, List.of("+12025550111"))));
		assertThat(numbersOf("a", trunks)).containsExactly("+12025550111");
		assertThat(numbersOf("b", trunks)).containsExactly("+12025550188");
	}

	@Test
	void eachCarrierHasItsPace() {
		OutboundProperties properties = properties("", Map.of("b", new OutboundProperties.Carrier(4.0, List.of())));
		assertThat(properties.interval("a")).isEqualTo(Duration.ofSeconds(1));
		assertThat(properties.interval("b")).isEqualTo(Duration.ofMillis(250));
	}

	@Test
	void settingsOfACarrierThatIsNotThereAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> trunks("", Map.of("c", new OutboundProperties.Carrier(null, List.of()))))
			.withMessageContaining("trunkline.outbound.carriers.c");
		assertThatIllegalArgumentException().isThrownBy(() -> trunks("c"))
			.withMessageContaining("trunkline.outbound.carrier must be one of [a, b]");
	}

	private String faults(String carrier) {
		return trunks("").faults(agent(carrier))
			.map((fault) -> fault.setting() + " " + fault.problem())
			.reduce("", String::concat);
	}

	private Trunks trunks(String usual) {
		return trunks(usual, Map.of());
	}

	private Trunks trunks(String usual, Map<String, OutboundProperties.Carrier> carriers) {
		return Pod.trunks(VirtualTimeScheduler.create(), properties(usual, carriers), this.a, this.b);
	}

	private static OutboundProperties properties(String usual, Map<String, OutboundProperties.Carrier> carriers) {
		return new OutboundProperties(List.of("US"), List.of("+12025550188"), 1, 3, Duration.ofMinutes(1),
				Duration.ofSeconds(30), Duration.ofSeconds(5), usual, carriers);
	}

	private static String carrierOf(String agents, Trunks trunks) {
		return trunks.of(agent(agents)).orElseThrow().carrier();
	}

	private static Iterable<String> numbersOf(String carrier, Trunks trunks) {
		return trunks.of(agent(carrier)).orElseThrow().fromNumbers();
	}

	private static Agent agent(String carrier) {
		return SampleAgents.reception("outbound.carrier", carrier);
	}

}
