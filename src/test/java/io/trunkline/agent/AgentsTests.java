package io.trunkline.agent;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AgentsTests {

	private static final CallVariables NOTHING_KNOWN = CallVariables.of("", "", "", Instant.EPOCH);

	@Test
	void agentIsFoundByItsNumberAndTheOtherTakesTheRest() {
		Agents agents = agents(Map.of("sales.instructions", "Sell.", "sales.numbers", "+12025550111",
				"reception.instructions", "Help."));
		assertThat(agents.answering("+12025550111")).get().extracting(Agent::name).isEqualTo("sales");
		assertThat(agents.answering("+12025550112")).get().extracting(Agent::name).isEqualTo("reception");
		assertThat(agents.answering("sip:x@example.com")).get().extracting(Agent::name).isEqualTo("reception");
	}

	@Test
	void withoutAnAgentForTheRestOtherNumbersAreNotAnswered() {
		Agents agents = agents(Map.of("sales.instructions", "Sell.", "sales.numbers", "+12025550111"));
		assertThat(agents.answering("+12025550112")).isEmpty();
	}

	@Test
	void everyFaultIsNamedAtOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> agents(Map.of("a.numbers", "+12025550111", "b.instructions", "B.", "b.numbers",
					"+12025550111", "c.instructions", "C.", "d.instructions", "D.", "d.transfer.destinations.human",
					"call me", "d.limits.max-duration", "1s")))
			.withMessageContaining("trunkline.agents.a.instructions")
			.withMessageContaining("claims a number that trunkline.agents.")
			.withMessageContaining("only one agent may be without numbers")
			.withMessageContaining("trunkline.agents.d.transfer.destinations.human")
			.withMessageContaining("trunkline.agents.d.limits.max-duration");
	}

	@Test
	void destinationWithoutANumberIsNotOffered() {
		Agents agents = agents(Map.of("reception.instructions", "Help.", "reception.transfer.destinations.human", ""));
		assertThat(agents.all().getFirst().destinations()).isEmpty();
	}

	@Test
	void handsOverOnlyToOtherAgentsThatExist() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> agents(Map.of("a.instructions", "A.", "a.numbers", "+12025550111", "a.hand-over", "b,a,c",
					"b.instructions", "B.")))
			.withMessageContaining("trunkline.agents.a.hand-over names the agent itself")
			.withMessageContaining("there is no trunkline.agents.c")
			.withMessageNotContaining("trunkline.agents.b");
		Agents agents = agents(Map.of("a.instructions", "A.", "a.numbers", "+12025550111", "a.hand-over", "b",
				"b.instructions", "B."));
		assertThat(agents.answering("+12025550111").orElseThrow().handOver()).containsExactly("b");
	}

	@Test
	void pronunciationsAreTakenAsWritten() {
		Agents agents = agents(Map.of("reception.instructions", "Help.", "reception.pronunciations.SQL", "sequel"));
		assertThat(agents.all().getFirst().pronunciations()).containsExactly(Map.entry("SQL", "sequel"));
	}

	@Test
	void noAgentAtAllIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Agents(List.of()));
	}

	@Test
	void agentIsFoundByItsName() {
		Agents agents = agents(Map.of("sales.instructions", "Sell.", "sales.numbers", "+12025550111",
				"reception.instructions", "Help."));
		assertThat(agents.named("sales")).get().extracting(Agent::instructions).isEqualTo("Sell.");
		assertThat(agents.named("nobody")).isEmpty();
	}

	@Test
	void versionChangesWithTheDefinitionOnly() {
		Map<String, String> settings = Map.of("tools", "hang_up,transfer", "transfer.destinations.human",
				"+12025550199", "transfer.destinations.boss", "+12025550198", "lookup.headers.authorization", "a");
		String version = agent(settings).version();
		assertThat(version).hasSize(8);
		Map<String, String> same = new HashMap<>(settings);
		same.putAll(Map.of("turn.silence", "8000ms", "lookup.headers.authorization", "b"));
		assertThat(agent(same).version()).isEqualTo(version);
		same.put("turn.silence", "9s");
		assertThat(agent(same).version()).isNotEqualTo(version);
	}

	@Test
	void agentOfACallKeepsItsVersion() {
		Agent agent = agent(Map.of("greeting", "{{caller}}"));
		assertThat(agent.forCall(NOTHING_KNOWN).version()).isEqualTo(agent.version());
	}

	@Test
	void everyTextMayHaveVariables() {
		Agent agent = agent(Map.of("phrases.goodbye", "Bye {{name}}.", "instructions", "Help {{name}}.", "greeting",
				"Hi {{name}}.", "variables.name", "Ada"))
			.forCall(NOTHING_KNOWN);
		assertThat(agent.phrases().goodbye()).isEqualTo("Bye Ada.");
		assertThat(agent.instructions()).isEqualTo("Help Ada.");
		assertThat(agent.greeting()).isEqualTo("Hi Ada.");
	}

	@Test
	void sentencesThatDependOnTheCallAreNotFixed() {
		Agent agent = agent(Map.of("greeting", "Hello {{caller}}.", "phrases.goodbye", "Bye."));
		assertThat(agent.fixedSentences()).contains("Bye.", "Are you still there?").doesNotContain("Hello {{caller}}.");
	}

	@Test
	void laterRuleOfAnotherRoomIsHeldToAsWell() {
		Agents agents = agents(Map.of("reception.instructions", "Help."));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> agents.require(
					(agent, all) -> Stream.of(AgentFault.of(agent, "engine", "is not there, of " + all.all().size()))))
			.withMessageContaining("trunkline.agents.reception.engine is not there, of 1");
	}

	/** An agent called reception, as the operator would write it. */
	static Agent agent(Map<String, String> settings) {
		Map<String, String> all = new HashMap<>(Map.of("reception.instructions", "Help."));
		settings.forEach((key, value) -> all.put("reception." + key, value));
		return agents(all).all().getFirst();
	}

	/** As the operator would write them under {@code trunkline.agents}. */
	private static Agents agents(Map<String, String> settings) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		settings.forEach((key, value) -> source.put("trunkline.agents." + key, value));
		return new Agents(AgentsReader.read(List.of(source), PlaceholdersResolver.NONE));
	}

}
