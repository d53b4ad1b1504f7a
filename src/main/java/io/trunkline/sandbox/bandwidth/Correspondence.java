package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.webhook.CallWebhooks;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;

/**
 * What one leg of a call tells the service and asks it, and what all of that says. All
 * methods belong to the call's loop.
 */
final class Correspondence implements Teller {

	private final Envelope envelope;

	private final CallWebhooks webhooks;

	private final InstantSource clock;

	private final Map<String, String> always;

	private final Consumer<BxmlDocument> documents;

	private final Consumer<String> failures;

	private @Nullable String tag;

	private @Nullable Instant answerTime;

	/**
	 * Makes it for a new leg.
	 * @param always what each webhook says besides
	 * @param documents gets what the service answers
	 * @param failures gets the cause for which the leg ends when it does not answer
	 */
	Correspondence(Envelope envelope, CallWebhooks webhooks, InstantSource clock, @Nullable String tag,
			Map<String, String> always, Consumer<BxmlDocument> documents, Consumer<String> failures) {
		this.envelope = envelope;
		this.webhooks = webhooks;
		this.clock = clock;
		this.tag = tag;
		this.always = always;
		this.documents = documents;
		this.failures = failures;
	}

	Envelope envelope() {
		return this.envelope;
	}

	/** Says this in each webhook from now on; null nothing. */
	void tag(@Nullable String tag) {
		this.tag = tag;
	}

	/** The leg is answered. */
	void answered() {
		this.answerTime = this.clock.instant();
	}

	boolean isAnswered() {
		return this.answerTime != null;
	}

	/** Asks the service what to do with a call that is new to it. */
	Disposable announce(String eventType, Callback to, Map<String, ?> fields, boolean twice) {
		byte[] body = body(eventType, fields);
		Disposable asking = this.webhooks.ask(eventType, to, body, this.documents, this.failures);
		if (twice) {
			this.webhooks.repeat(eventType, to, body);
		}
		return asking;
	}

	/** Asks the service what to do next. */
	Disposable ask(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		return this.webhooks.ask(eventType, to, body(eventType, fields), this.documents, this.failures);
	}

	@Override
	public void tell(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		this.webhooks.tell(eventType, to, body(eventType, fields));
	}

	/** Tells something after a while, even if the call has ended by then. */
	void tellLater(Duration delay, String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		this.webhooks.tellLater(delay, eventType, to, () -> body(eventType, fields));
	}

	private byte[] body(String eventType, Map<String, ? extends @Nullable Object> more) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("answerTime", (this.answerTime != null) ? Envelope.time(this.answerTime) : null);
		fields.put("tag", this.tag);
		fields.putAll(this.always);
		fields.putAll(more);
		return this.envelope.body(eventType, this.clock.instant(), fields);
	}

	/** The leg as the Voice API shows it. */
	Map<String, @Nullable Object> describe(String state, @Nullable Instant endTime, @Nullable String cause) {
		Map<String, @Nullable Object> call = this.envelope.describe(state, this.answerTime, endTime);
		call.put("disconnectCause", cause);
		call.put("lastUpdate", Envelope.time(this.clock.instant()));
		return call;
	}

}
