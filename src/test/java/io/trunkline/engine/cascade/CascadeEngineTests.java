package io.trunkline.engine.cascade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.language.Prompt;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.Voice;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeEngineTests {

	private final List<Prompt> prompts = new ArrayList<>();

	private final List<Voice> voices = new ArrayList<>();

	private final CascadeEngine engine = new CascadeEngine((_) -> Flux.never(), (prompt) -> {
		this.prompts.add(prompt);
		return Flux.empty();
	}, (voice) -> {
		this.voices.add(voice);
		return new MuteSpeaker();
	}, Toolbelts.of(agent()));

	@Test
	void voiceConnectsAtOnceAndTheModelIsAskedOnceTheWordsAreKnown() {
		Agent agent = agent();
		Sinks.One<Agent> briefed = Sinks.one();
		EngineSession session = this.engine.open(agent.forCall(CallVariables.NONE), briefed.asMono());
		assertThat(this.voices).containsExactly(new Voice("v-1", "en"));
		StepVerifier.create(session.reply(List.of(), Pace.UNBOUNDED))
			.expectNextCount(1)
			.then(() -> assertThat(this.prompts).isEmpty())
			.then(() -> briefed
				.tryEmitValue(agent.forCall(CallVariables.of("", "", "c-1", Instant.EPOCH).with(Map.of("name", "Ada"))))
				.orThrow())
			.verifyComplete();
		StepVerifier.create(session.reply(List.of(), Pace.UNBOUNDED)).expectNextCount(1).verifyComplete();
		assertThat(this.prompts).extracting(Prompt::instructions).containsExactly("Help Ada.", "Help Ada.");
	}

	private static Agent agent() {
		return SampleAgents.reception("instructions", "Help {{name}}.", "voice", "v-1", "variables.name", "friend");
	}

	/** Takes every text and makes no sound. */
	private static final class MuteSpeaker implements Speaker {

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			return pieces.thenMany(Flux.empty());
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

	}

}
