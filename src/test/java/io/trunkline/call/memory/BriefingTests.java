package io.trunkline.call.memory;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.SampleAgents;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BriefingTests {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550100", "+12025550123", CallLeg.Direction.OUTBOUND, "order-1");

	private final Agent agent = SampleAgents.reception("instructions", "Call {{customer_name}} about {{item}}.",
			"variables.customer_name", "somebody", "variables.item", "it", "transfer.destinations.sales.to",
			"+12025550111", "transfer.destinations.sales.briefing", "{{customer_name}} is on the line.");

	private final Briefings briefings = new Briefings(new Agents(List.of(this.agent)), CallerLookup.NONE,
			() -> Instant.EPOCH);

	@Test
	void streamBringsWhatIsDeclaredAndNotKnownYet() {
		Briefing briefing = this.briefings.about(LEG, "reception", Map.of("item", "the boat")).orElseThrow();
		assertThat(briefing.learn(Map.of("customerName", "Ada", "item", "something else", "evil", "value"))).isTrue();
		assertThat(briefing.agent().instructions()).isEqualTo("Call Ada about the boat.");
		assertThat(briefing.variables()).doesNotContainKey("evil");
	}

	@Test
	void streamWithoutNewsChangesNothing() {
		Briefing briefing = this.briefings.about(LEG, "reception", Map.of("item", "the boat")).orElseThrow();
		assertThat(briefing.learn(Map.of("item", "something else", "caller", "+19005550000"))).isFalse();
		assertThat(briefing.agent().instructions()).isEqualTo("Call somebody about the boat.");
	}

	@Test
	void whoeverPicksUpATransferIsToldInTheCallsOwnWords() {
		Briefing briefing = this.briefings.about(LEG, "reception", Map.of("customer-name", "Ada")).orElseThrow();
		Agent.Destination sales = briefing.agent().destinations().get("sales");
		assertThat(sales).isNotNull()
			.satisfies((there) -> assertThat(there.briefing()).isEqualTo("Ada is on the line."));
		assertThat(briefing.ordered()).isEqualTo(Map.of("customer-name", "Ada"));
	}

	@Test
	void aColleagueOfAnotherEngineTakesTheCallOnItsOwn() {
		Agent sales = SampleAgents.agent("sales", Map.of("numbers", "+12025550101", "engine", "realtime", "voice",
				"marin", "instructions", "Sell {{item}}.", "variables.item", "it"));
		Briefing briefing = new Briefings(new Agents(List.of(this.agent, sales)), CallerLookup.NONE,
				() -> Instant.EPOCH)
			.about(LEG, "reception", Map.of("item", "the boat"))
			.orElseThrow();
		assertThat(briefing.colleague("sales")).hasValueSatisfying((colleague) -> {
			assertThat(colleague.engine()).isEqualTo(Agent.Engine.CASCADE);
			assertThat(colleague.voice()).isEmpty();
			assertThat(colleague.instructions()).isEqualTo("Sell the boat.");
		});
	}

}
