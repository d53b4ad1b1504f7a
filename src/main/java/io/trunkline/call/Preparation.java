package io.trunkline.call;

import java.util.Optional;
import java.util.function.Function;

import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
import reactor.core.publisher.Flux;

/**
 * What is made ready for a call before its media stream is there.
 *
 * @param persona who answers
 * @param colleagues whom the call may be handed over to, by name
 * @param session the engine, warming up
 * @param greeting the first sentence, being rendered since the call was offered; replays
 * @param dialogue what was said so far: empty, or the conversation of a stream that broke
 * @param stream which of the call's media streams it is for, counted from 1
 */
record Preparation(Persona persona, Function<String, Optional<Persona>> colleagues, EngineSession session,
		Flux<Utterance> greeting, Dialogue dialogue, int stream) {

	/** Whether a stream of this call broke before. */
	boolean again() {
		return this.stream > 1;
	}

}
