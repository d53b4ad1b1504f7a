package io.trunkline.speech;

import java.util.List;

import io.trunkline.audio.AudioChunk;
import reactor.core.publisher.Flux;

/** Hears one caller: audio in, turns and their words out. */
public interface SpeechRecognizer {

	/**
	 * Connects on subscription, from the subscribing thread's event loop if it is one,
	 * and takes audio from the first moment: what arrives before the provider is ready is
	 * buffered, at most ten seconds, the oldest dropped. A connection that is lost is
	 * replaced a few times, and hears again what it needs: an open turn goes on, and an
	 * ended one does not come again.
	 * @param caller the caller's audio in telephone format, hot; its completion ends the
	 * session politely, so that words already said still come out
	 * @return a cold flux for one subscriber; fails with a {@link SpeechException} when
	 * the provider refuses, or breaks off or stays mute too often; cancelling it closes
	 * the connection at once
	 */
	Flux<Hearing> recognize(Flux<AudioChunk> caller);

	/**
	 * What is not set, though nobody can be heard without it: an agent that needs it is
	 * refused, at start as well as later.
	 * @return settings, each with its variable, such as
	 * {@code trunkline.acme.api-key (ACME_API_KEY)}
	 */
	default List<String> missing() {
		return List.of();
	}

}
