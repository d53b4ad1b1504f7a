package io.trunkline.agent;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AgentsTests {

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
			.withMessageContaining("trunkline.agents.c.numbers")
			.withMessageContaining("trunkline.agents.d.transfer.destinations.human")
			.withMessageContaining("trunkline.agents.d.limits.max-duration");
	}

	@Test
	void destinationWithoutANumberIsNotOffered() {
		Agents agents = agents(Map.of("reception.instructions", "Help.", "reception.transfer.destinations.human", ""));
		assertThat(agents.all().getFirst().destinations()).isEmpty();
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

	/** As the operator would write them under {@code trunkline.agents}. */
	private static Agents agents(Map<String, String> settings) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		settings.forEach((key, value) -> source.put("trunkline.agents." + key, value));
		AgentsProperties properties = new Binder(source).bind("trunkline", AgentsProperties.class).get();
		return new AgentConfiguration().agents(properties);
	}

}
