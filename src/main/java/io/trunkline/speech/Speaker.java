package io.trunkline.speech;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The voice of one call. Its connection closes when idle and is reopened when needed. */
public interface Speaker {

	/**
	 * Speaks one agent turn.
	 * @param pieces text in the order of speaking, joined verbatim (a piece brings its
	 * own blanks); its completion ends the turn
	 * @return a cold flux for one subscriber: audio in order, words with times counted
	 * from the first sample of this turn, completion after the last sample. When the
	 * provider is lost in between, speech goes on at the first word that had not come, at
	 * most twice; then it fails with a {@link SpeechException}. Cancelling it stops the
	 * provider and drops whatever is still on its way; nothing of it shows up in another
	 * turn. Signals come on the connection's event loop.
	 */
	Flux<Speech> speak(Flux<String> pieces);

	/**
	 * Closes the connection, politely; completes when it is gone, at the latest after 3
	 * s.
	 */
	Mono<Void> close();

}
