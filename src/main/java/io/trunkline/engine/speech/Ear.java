package io.trunkline.engine.speech;

import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What one call hears with, until it is closed. */
public final class Ear {

	private final SpeechRecognizer recognizer;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	public Ear(SpeechRecognizer recognizer) {
		this.recognizer = recognizer;
	}

	/**
	 * Hears the caller.
	 * @return completes once closed; fails with an {@link EngineException} of hearing
	 */
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.recognizer.recognize(caller)
			.takeUntilOther(this.closed.asMono())
			.onErrorMap((cause) -> new EngineException(Part.HEARING, cause));
	}

	/** Ends all listening. Repeatable. */
	public void close() {
		this.closed.tryEmitEmpty();
	}

}
