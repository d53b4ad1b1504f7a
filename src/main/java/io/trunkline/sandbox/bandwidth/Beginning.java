package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import org.jspecify.annotations.Nullable;

/** How a call comes about, and whom its end is told. */
interface Beginning {

	/** Rings somebody. */
	void begin(PhoneCall call);

	/** Where the end of the call is told, if anywhere. */
	@Nullable Callback disconnect();

	/** What else is told about the end. */
	Map<String, ?> lastWords();

	/** What each webhook is tagged with until it is changed. */
	@Nullable String tag();

	/** How long the service may take to answer a webhook, if it has said so. */
	Optional<Duration> callbackTimeout();

}
