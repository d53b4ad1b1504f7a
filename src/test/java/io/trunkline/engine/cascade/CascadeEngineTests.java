package io.trunkline.engine.cascade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.speech.Speaking;
import io.trunkline.language.Prompt;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.Voice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeEngineTests {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<MuteSpeaker> opened = new ArrayList<>();

	private final List<Prompt> prompts = new ArrayList<>();

	private final CascadeEngine engine = new CascadeEngine((_) -> Flux.never(), (prompt) -> {
		this.prompts.add(prompt);
		return Flux.never();
	}, new Speaking((voice) -> {
		MuteSpeaker speaker = new MuteSpeaker(voice);
		this.opened.add(speaker);
		return speaker;
	}, new Speaking.Timing(System::nanoTime, this.scheduler)), Toolbelts.of(agent("Hello.")));

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

	@Test
	void voiceConnectsAtOnceAndTheModelIsAskedOnceTheWordsAreKnown() {
		Agent agent = agent("Hello.");
		Sinks.One<Agent> briefed = Sinks.one();
		EngineSession session = this.engine.open(agent.forCall(CallVariables.of("", "", "", Instant.EPOCH)),
				briefed.asMono(), AudioFormat.TELEPHONE);
		assertThat(this.opened).singleElement().satisfies((one) -> assertThat(one.voice.id()).isEqualTo("katie"));
		StepVerifier.create(session.reply(List.of(), Pace.UNBOUNDED))
			.expectNextCount(1)
			.then(() -> assertThat(this.prompts).isEmpty())
			.then(() -> briefed
				.tryEmitValue(agent.forCall(CallVariables.of("", "", "c-1", Instant.EPOCH).with(Map.of("name", "Ada"))))
				.orThrow())
			.thenCancel()
			.verify();
		assertThat(this.prompts).extracting(Prompt::instructions).containsExactly("Help Ada.");
	}

	@Test
	void anotherAgentSpeaksWithItsOwnWordsAndVoice() {
		EngineSession session = this.engine.open(agent("Hello."), AudioFormat.TELEPHONE);
		session.become(
				SampleAgents.agent("reception", Map.of("instructions", "Sell.", "voice", "bob", "greeting", "Hi.")));
		session.reply(List.of(), Pace.UNBOUNDED).subscribe().dispose();
		assertThat(this.prompts).extracting(Prompt::instructions).containsExactly("Sell.");
		assertThat(this.opened).extracting((speaker) -> speaker.voice.id()).containsExactly("katie", "bob");
		StepVerifier.create(session.close()).verifyComplete();
		assertThat(this.opened).allMatch((speaker) -> speaker.closed);
	}

	private static Agent agent(String greeting) {
		return SampleAgents.reception("phrases.goodbye", "Goodbye.", "instructions", "Help {{name}}.", "variables.name",
				"friend", "greeting", greeting, "voice", "katie");
	}

	/** Says nothing. */
	private static final class MuteSpeaker implements Speaker {

		private final Voice voice;

		private boolean closed;

		MuteSpeaker(Voice voice) {
			this.voice = voice;
		}

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			return pieces.thenMany(Flux.empty());
		}

		@Override
		public Mono<Void> close() {
			return Mono.fromRunnable(() -> this.closed = true);
		}

	}

}
