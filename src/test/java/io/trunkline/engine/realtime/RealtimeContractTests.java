package io.trunkline.engine.realtime;

import java.util.EnumSet;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.engine.EngineContract;

class RealtimeContractTests extends EngineContract {

	@Override
	protected Agent.Engine kind() {
		return Agent.Engine.REALTIME;
	}

	/**
	 * The vendor tells no places of words, and makes sound as fast as it can.
	 */
	@Override
	protected Set<Ability> abilities() {
		return EnumSet.of(Ability.THINKS);
	}

	/** Without it another engine would help out. */
	@Override
	protected String[] settings() {
		return new String[] { "trunkline.realtime.fallback=false" };
	}

}
