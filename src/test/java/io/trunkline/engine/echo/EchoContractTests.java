package io.trunkline.engine.echo;

import java.util.EnumSet;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.engine.EngineContract;

class EchoContractTests extends EngineContract {

	@Override
	protected Agent.Engine kind() {
		return Agent.Engine.ECHO;
	}

	@Override
	protected Set<Ability> abilities() {
		return EnumSet.of(Ability.PLACES_WORDS, Ability.KEEPS_PACE);
	}

}
