package io.trunkline.engine;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.trunkline.agent.Agent;
import io.trunkline.agent.AgentFault;
import io.trunkline.agent.AgentRule;
import io.trunkline.agent.Roster;

/** Lets no agent serve calls whose engine lacks a key, or whatever else is to be set. */
record EngineNeeds(List<VoiceEngine> engines) implements AgentRule {

	EngineNeeds {
		engines = List.copyOf(engines);
	}

	@Override
	public Stream<AgentFault> faults(Agent agent, Roster all) {
		return this.engines.stream()
			.filter((engine) -> engine.kind() == agent.engine())
			.map((engine) -> engine.missing(agent))
			.filter((missing) -> !missing.isEmpty())
			.map((missing) -> AgentFault.of(agent, "engine", "is " + agent.engine().name().toLowerCase(Locale.ROOT)
					+ ", but not set is " + String.join(", ", missing)));
	}

}
