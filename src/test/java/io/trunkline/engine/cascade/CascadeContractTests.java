package io.trunkline.engine.cascade;

import io.trunkline.agent.Agent;
import io.trunkline.engine.EngineContract;

class CascadeContractTests extends EngineContract {

	@Override
	protected Agent.Engine kind() {
		return Agent.Engine.CASCADE;
	}

}
