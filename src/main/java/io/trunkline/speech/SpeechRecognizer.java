package io.trunkline.speech;

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

}
