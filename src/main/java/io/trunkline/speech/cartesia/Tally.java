package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.trunkline.provider.Provider;
import io.trunkline.speech.SpeechException;

/**
 * Counts what happens to one kind of connection.
 *
 * @param registry keeps the counts
 * @param provider how that kind fares in the whole process
 */
record Tally(MeterRegistry registry, Provider provider) {

	void connected(Duration time) {
		this.registry.timer(CartesiaMeters.CONNECT.getName(), provided()).record(time);
	}

	void reconnected(boolean restored) {
		Tags tags = provided().and(CartesiaMeters.Key.OUTCOME.asString(), restored ? "restored" : "failed");
		this.registry.counter(CartesiaMeters.RECONNECTS.getName(), tags).increment();
	}

	void replayed(Duration audio) {
		this.registry.counter(CartesiaMeters.REPLAYED.getName(), provided()).increment(audio.toMillis() / 1000.0);
	}

	/** Something that had begun well went wrong; what never began is the socket's. */
	void lost(SpeechException.Kind kind) {
		failed(kind);
		if (CartesiaErrors.isOutage(kind)) {
			this.provider.failed();
		}
	}

	void failed(SpeechException.Kind kind) {
		met(switch (kind) {
			case RETRYABLE -> Trouble.RETRYABLE;
			case BUSY -> Trouble.BUSY;
			case UNAVAILABLE -> Trouble.UNAVAILABLE;
			case UNAUTHORIZED -> Trouble.UNAUTHORIZED;
			case REJECTED -> Trouble.REJECTED;
		});
	}

	void met(Trouble trouble) {
		Tags tags = provided().and(CartesiaMeters.Key.ERROR.asString(), trouble.name().toLowerCase(Locale.ROOT));
		this.registry.counter(CartesiaMeters.ERRORS.getName(), tags).increment();
	}

	private Tags provided() {
		return Tags.of(CartesiaMeters.Key.PROVIDER.asString(), this.provider.name());
	}

	/** What can go wrong: the ways to fail, and what is passed over. */
	enum Trouble {

		/** A session failed and may be tried again. */
		RETRYABLE,
		/** A session failed since too much runs at once. */
		BUSY,
		/** The provider was not asked at all. */
		UNAVAILABLE,
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
