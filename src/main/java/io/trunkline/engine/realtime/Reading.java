package io.trunkline.engine.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import reactor.core.publisher.FluxSink;

/**
 * Hands on the sound of a given sentence. What is written is that sentence, whatever the
 * model makes of it; it is kept for later only if the model made nothing else of it.
 */
final class Reading implements Round.Receiver {

	private final String sentence;

	private final FluxSink<Utterance> sink;

	private final AudioFormat format;

	private final Consumer<List<Utterance>> keeper;

	private final StringBuilder words = new StringBuilder();

	private final List<Utterance> said = new ArrayList<>();

	Reading(String sentence, FluxSink<Utterance> sink, AudioFormat format, Consumer<List<Utterance>> keeper) {
		this.sentence = sentence;
		this.sink = sink;
		this.format = format;
		this.keeper = keeper;
	}

	@Override
	public void sound(byte[] sound) {
		if (this.said.isEmpty()) {
			tell(Utterance.Written.verbatim(this.sentence));
			this.sink.next(new Utterance.Reached(Stage.FIRST_SOUND, System.nanoTime()));
		}
		tell(new Utterance.Sound(new AudioChunk(this.format, sound)));
	}

	@Override
	public void words(String more) {
		this.words.append(more);
	}

	@Override
	public void done() {
		if (bare(this.words.toString()).equals(bare(this.sentence)) && !this.said.isEmpty()) {
			this.keeper.accept(this.said);
		}
		if (this.said.isEmpty()) {
			failed(new RealtimeException(RealtimeException.Kind.LOST, "A sentence came without sound"));
			return;
		}
		this.sink.complete();
	}

	@Override
	public void failed(RealtimeException why) {
		this.sink.error(new EngineException(Part.SPEAKING, why));
	}

	private void tell(Utterance utterance) {
		this.said.add(utterance);
		this.sink.next(utterance);
	}

	private static String bare(String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
	}

}
