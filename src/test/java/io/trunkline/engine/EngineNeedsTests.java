package io.trunkline.engine;

import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.audio.AudioFormat;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class EngineNeedsTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(UserConfigurations.of(EngineConfiguration.class))
		.withBean("keyed", VoiceEngine.class, () -> new Keyed(Agent.Engine.ECHO, List.of()))
		.withBean("keyless", VoiceEngine.class, () -> new Keyed(Agent.Engine.REALTIME,
				List.of("trunkline.acme.key (ACME_KEY)", "trunkline.acme.id (ACME_ID)")));

	@Test
	void anAgentWhoseEngineLacksAKeyIsRefusedWithTheSettings() {
		agent("realtime").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("trunkline.agents.reception.engine is realtime, but not set is"
					+ " trunkline.acme.key (ACME_KEY), trunkline.acme.id (ACME_ID)"));
	}

	@Test
	void whatAnotherEngineLacksDoesNotMatter() {
		agent("echo").run((context) -> assertThat(context).hasNotFailed());
	}

	private ApplicationContextRunner agent(String engine) {
		return this.application.withBean(Agents.class,
				() -> new Agents(List.of(SampleAgents.reception("engine", engine))));
	}

	/** An engine that opens nothing. */
	private record Keyed(Agent.Engine kind, List<String> lacking) implements VoiceEngine {

		@Override
		public EngineSession open(Agent agent, AudioFormat format) {
			throw new UnsupportedOperationException("no call comes here");
		}

		@Override
		public List<String> missing(Agent agent) {
			return this.lacking;
		}

	}

}
