package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import org.jspecify.annotations.Nullable;

/** Somebody calls the account's number: the application is asked what to do. */
record Incoming(Callback application) implements Beginning {

	/** How long a caller lets it ring. */
	private static final Duration RINGING = Duration.ofSeconds(60);

	@Override
	public void begin(PhoneCall call) {
		call.in(RINGING, () -> {
			if (!call.isAnswered()) {
				call.hangUp();
			}
		});
		Map<String, ?> fields = Map.of("privacy", false, "callerDisplayName", "");
		call.announce("initiate", this.application, fields);
	}

	@Override
	public Callback disconnect() {
		return this.application;
	}

	@Override
	public Map<String, ?> lastWords() {
		return Map.of();
	}

	@Override
	public @Nullable String tag() {
		return null;
	}

	@Override
	public Optional<Duration> callbackTimeout() {
		return Optional.empty();
	}

}
