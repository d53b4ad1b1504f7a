package io.trunkline.engine.cascade;

import io.trunkline.audio.AudioFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.language.Prompt;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
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

	private final List<StockSpeaker> opened = new ArrayList<>();

	private final List<Prompt> prompts = new ArrayList<>();

	private final CascadeEngine engine = new CascadeEngine((_) -> Flux.never(), (prompt) -> {
		this.prompts.add(prompt);
		return Flux.never();
	}, (voice) -> {
		StockSpeaker speaker = new StockSpeaker(voice);
		this.opened.add(speaker);
		return speaker;
	}, Toolbelts.of(agent("Hello.")), this.scheduler);

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

	@Test
	void preparedPhrasesAreSaidWithoutTheProvider() {
		StepVerifier.create(this.engine.prepare(agent("Hello."), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened).singleElement().satisfies((speaker) -> {
			assertThat(speaker.voice).isEqualTo(new Voice("katie", "en"));
			assertThat(speaker.said).startsWith("Hello.").hasSize(13);
			assertThat(speaker.closed).isTrue();
		});
		EngineSession session = this.engine.open(agent("Hello."), AudioFormat.TELEPHONE);
		assertThat(session.say("Goodbye.").ofType(Utterance.Sound.class).collectList().block(Duration.ZERO)).hasSize(1);
		assertThat(this.opened.getLast().said).isEmpty();
	}

	@Test
	void whatIsThereIsNotPreparedAgain() {
		StepVerifier.create(this.engine.prepare(agent("Hello."), AudioFormat.TELEPHONE)).verifyComplete();
		StepVerifier.create(this.engine.prepare(agent("Hello."), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened).hasSize(1);
		StepVerifier.create(this.engine.prepare(agent("Good morning."), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened.getLast().said).containsExactly("Good morning.");
	}

	@Test
	void phraseThatFailsOrHangsIsLeftOutAndTheSpeakerIsClosed() {
		StepVerifier.create(this.engine.prepare(agent("FAIL"), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened.getLast().said).hasSize(13);
		StepVerifier.create(this.engine.prepare(agent("HANG"), AudioFormat.TELEPHONE))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(10)))
			.verifyComplete();
		assertThat(this.opened).allMatch((speaker) -> speaker.closed);
	}

	@Test
	void cancelledPreparationClosesItsSpeaker() {
		StepVerifier.create(this.engine.prepare(agent("HANG"), AudioFormat.TELEPHONE)).thenCancel().verify();
		assertThat(this.opened).singleElement().matches((speaker) -> speaker.closed);
	}

	@Test
	void voiceConnectsAtOnceAndTheModelIsAskedOnceTheWordsAreKnown() {
		Agent agent = agent("Hello.");
		Sinks.One<Agent> briefed = Sinks.one();
		EngineSession session = this.engine.open(agent.forCall(CallVariables.NONE), briefed.asMono(),
				AudioFormat.TELEPHONE);
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

	/** Says anything but two words. */
	private static final class StockSpeaker implements Speaker {

		private final Voice voice;

		private final List<String> said = new ArrayList<>();

		private boolean closed;

		StockSpeaker(Voice voice) {
			this.voice = voice;
		}

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			return pieces.doOnNext(this.said::add).concatMap((piece) -> switch (piece) {
				case "FAIL" -> Flux.error(new SpeechException(SpeechException.Kind.REJECTED, "no"));
				case "HANG" -> Flux.never();
				default -> Flux.just(new Speech.Audio(AudioChunk.silence(Duration.ofMillis(200))));
			});
		}

		@Override
		public Mono<Void> close() {
			return Mono.fromRunnable(() -> this.closed = true);
		}

	}

}
