package io.trunkline.engine.cascade;

import java.util.EnumSet;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.engine.EngineContract;

class CascadeContractTests extends EngineContract {

	@Override
	protected Agent.Engine kind() {
		return Agent.Engine.CASCADE;
	}

	@Override
	protected Set<Ability> abilities() {
		return EnumSet.allOf(Ability.class);
	}

}
