package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.trunkline.speech.SpeechException;

/**
 * Counts what happens to one kind of connection.
 *
 * @param registry keeps the counts
 * @param provider the kind of connection, as the tag names it
 */
record Tally(MeterRegistry registry, String provider) {

	static final String STT = "cartesia-stt";

	static final String TTS = "cartesia-tts";

	void connected(Duration time) {
		this.registry.timer(CartesiaMeters.CONNECT.getName(), provided()).record(time);
	}

	void reconnecting() {
		this.registry.counter(CartesiaMeters.RECONNECTS.getName(), provided()).increment();
	}

	void failed(SpeechException.Kind kind) {
		met(switch (kind) {
			case RETRYABLE -> Trouble.RETRYABLE;
			case BUSY -> Trouble.BUSY;
			case UNAUTHORIZED -> Trouble.UNAUTHORIZED;
			case REJECTED -> Trouble.REJECTED;
		});
	}

	void met(Trouble trouble) {
		Tags tags = provided().and(CartesiaMeters.Key.ERROR.asString(), trouble.name().toLowerCase(Locale.ROOT));
		this.registry.counter(CartesiaMeters.ERRORS.getName(), tags).increment();
	}

	private Tags provided() {
		return Tags.of(CartesiaMeters.Key.PROVIDER.asString(), this.provider);
	}

	/** What can go wrong: the four ways to fail, and what is passed over. */
	enum Trouble {

		/** A session failed and may be tried again. */
		RETRYABLE,
		/** A session failed since too much runs at once. */
		BUSY,
		/** The key or the account was not accepted. */
		UNAUTHORIZED,
		/** The request was wrong. */
		REJECTED,
		/** A message that is not JSON was dropped. */
		MALFORMED,
		/** The caller's oldest audio was dropped, once per gap. */
		AUDIO_DROPPED

	}

}
