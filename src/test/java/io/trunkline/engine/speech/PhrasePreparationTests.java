package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.VoiceEngine;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class PhrasePreparationTests {

	private final List<String> story = new ArrayList<>();

	@Test
	void isStoppedBeforeWhatItNeedsIsClosed() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean("preparation", PhrasePreparation.class, this::preparation);
		context.registerBean("voice", AutoCloseable.class, () -> () -> this.story.add("voice closed"),
				(definition) -> definition.setDestroyMethodName("close"));
		context.refresh();
		context.publishEvent(
				new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ofSeconds(1)));
		assertThat(this.story).containsExactly("begun");
		context.close();
		assertThat(this.story).containsExactly("begun", "stopped", "voice closed");
	}

	private PhrasePreparation preparation() {
		Speaking speaking = new Speaking((_) -> {
			throw new UnsupportedOperationException();
		}, new Speaking.Timing(() -> 0, Schedulers.immediate()));
		return new PhrasePreparation(speaking, List.of(new Endless()), new Agents(List.of(SampleAgents.reception())),
				Set.of(AudioFormat.TELEPHONE), true);
	}

	/** Is never done with its preparations. */
	private final class Endless implements VoiceEngine {

		@Override
		public Agent.Engine kind() {
			return Agent.Engine.CASCADE;
		}

		@Override
		public EngineSession open(Agent agent, AudioFormat format) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Mono<Void> prepare(Agent agent, AudioFormat format) {
			return Mono.<Void>never()
				.doOnSubscribe((_) -> PhrasePreparationTests.this.story.add("begun"))
				.doOnCancel(() -> PhrasePreparationTests.this.story.add("stopped"));
		}

	}

}
