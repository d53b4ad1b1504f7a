package io.trunkline.engine.echo;

import io.trunkline.agent.Agent;
import io.trunkline.engine.EngineContract;

class EchoContractTests extends EngineContract {

	@Override
	protected Agent.Engine kind() {
		return Agent.Engine.ECHO;
	}

}
