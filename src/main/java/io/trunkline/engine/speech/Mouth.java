package io.trunkline.engine.speech;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.Reply;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.SpokenWord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one call speaks with. Its fluxes keep the promises of {@code EngineSession}: cold,
 * for one subscriber, silenced at once by cancelling.
 */
public final class Mouth {

	private final SpeechSynthesizer synthesizer;

	private final PhraseCache phrases;

	private final Speaking.Timing timing;

	private final AudioFormat format;

	/** All that were opened; the last one speaks. */
	private final Deque<Speaker> speakers = new ConcurrentLinkedDeque<>();

	private volatile Diction diction;

	Mouth(SpeechSynthesizer synthesizer, PhraseCache phrases, Speaking.Timing timing, Agent agent, AudioFormat format) {
		this.synthesizer = synthesizer;
		this.phrases = phrases;
		this.timing = timing;
		this.format = format;
		this.diction = Diction.of(agent, format);
		this.speakers.add(synthesizer.open(this.diction.voice()));
	}

	/**
	 * Speaks what is being written, clause by clause.
	 * @param writing subscribed to once the voice is ready for it
	 * @return fails with an {@link EngineException}: an error of the writing is one of
	 * thinking
	 */
	public Flux<Utterance> reply(Flux<Reply> writing, Pace pace) {
		Diction speaking = this.diction;
		return Flux.defer(() -> {
			Stages stages = new Stages(this.timing.nanoTime());
			Lead lead = new Lead(pace, this.timing.scheduler());
			SpokenReply reply = new SpokenReply(speaking, stages, lead, this.timing.scheduler());
			Flux<Speech> speech = this.speakers.getLast().speak(reply.lines()).doOnNext((part) -> {
				if (part instanceof Speech.Audio(AudioChunk chunk)) {
					lead.sounded(chunk.duration());
				}
			});
			return Flux.merge(Flux.fromIterable(stages.reach(Stage.ASKED)), sound(speech, stages), reply.release(),
					reply.think(writing));
		});
	}

	/** Says a given sentence, from memory if it is there. */
	public Flux<Utterance> say(String sentence) {
		return Flux.defer(() -> {
			Diction speaking = this.diction;
			Diction.Line line = speaking.line(sentence);
			Flux<Utterance> written = Flux.fromIterable(line.written());
			if (!line.isAudible()) {
				return written;
			}
			Flux<Speech> speech = this.phrases.say(speaking.voice(), line.spoken(), this.speakers.getLast());
			return written.concatWith(sound(speech, new Stages(this.timing.nanoTime())));
		});
	}

	/** From here on it speaks as another agent; what is being said is said to its end. */
	public void become(Agent agent) {
		Diction next = Diction.of(agent, this.format);
		if (!next.voice().equals(this.diction.voice())) {
			this.speakers.add(this.synthesizer.open(next.voice()));
		}
		this.diction = next;
	}

	/** Closes every connection; completes when they are gone. */
	public Mono<Void> close() {
		return Mono.whenDelayError(this.speakers.stream().map(Speaker::close).toList());
	}

	private static Flux<Utterance> sound(Flux<Speech> speech, Stages stages) {
		return speech.onErrorMap((cause) -> new EngineException(Part.SPEAKING, cause))
			.flatMapIterable((part) -> switch (part) {
				case Speech.Audio(AudioChunk chunk) -> stages.reach(Stage.FIRST_SOUND, new Utterance.Sound(chunk));
				case Speech.Words(List<SpokenWord> words) -> List.<Utterance>of(new Utterance.Words(words));
			});
	}

}
