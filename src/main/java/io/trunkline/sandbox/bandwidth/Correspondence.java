package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.InvalidBxmlException;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Destination;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.bandwidth.webhook.WebhookClient;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.carrier.CallWebhooks;
import io.trunkline.sandbox.carrier.WebhookReply;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * What one leg of a call tells the service and asks it, and what all of that says. All
 * methods belong to the call's loop.
 */
final class Correspondence implements Teller {

	private final Envelope envelope;

	private final WebhookClient client;

	private final CallWebhooks webhooks;

	private final Journal journal;

	private final InstantSource clock;

	private final Map<String, String> always;

	private final Consumer<BxmlDocument> documents;

	private final Consumer<String> failures;

	private @Nullable String tag;

	private @Nullable Instant answerTime;

	/**
	 * Makes it for a new call.
	 * @param documents gets what the service answers
	 * @param failures gets the cause for which the call ends when it does not answer
	 */
	Correspondence(Envelope envelope, WebhookClient client, CallWebhooks webhooks, Journal journal, InstantSource clock,
			@Nullable String tag, Consumer<BxmlDocument> documents, Consumer<String> failures) {
		this(envelope, client, webhooks, journal, clock, tag, Map.of(), documents, failures);
	}

	private Correspondence(Envelope envelope, WebhookClient client, CallWebhooks webhooks, Journal journal,
			InstantSource clock, @Nullable String tag, Map<String, String> always, Consumer<BxmlDocument> documents,
			Consumer<String> failures) {
		this.envelope = envelope;
		this.client = client;
		this.webhooks = webhooks;
		this.journal = journal;
		this.clock = clock;
		this.tag = tag;
		this.always = always;
		this.documents = documents;
		this.failures = failures;
	}

	/** Makes it for another leg of the call, on the way of the same webhooks. */
	Correspondence leg(String callerId, Destination to, Consumer<BxmlDocument> documents, Consumer<String> failures) {
		Map<String, String> always = Map.of("parentCallId", this.envelope.callId(), "transferCallerId", callerId,
				"transferTo", to.to());
		return new Correspondence(this.envelope.leg(callerId, to.to(), this.clock.instant()), this.client,
				this.webhooks, this.journal, this.clock, to.tag(), always, documents, failures);
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
	Disposable announce(String eventType, Callback to, Map<String, ?> fields) {
		return this.webhooks.announce(eventType, this.client.ask(to, body(eventType, fields)),
				(reply) -> read(eventType, to, reply));
	}

	/** Asks the service what to do next. */
	Disposable ask(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		return this.webhooks.ask(eventType, this.client.ask(to, body(eventType, fields)),
				(reply) -> read(eventType, to, reply));
	}

	private void read(String eventType, Callback to, WebhookReply reply) {
		if (!reply.isDocument()) {
			if (reply.status() != 0) {
				this.journal.violation(eventType + " was answered with " + reply.status() + " and "
						+ reply.contentType() + ", not with 200 and XML");
			}
			this.failures.accept("callback-error");
			return;
		}
		BxmlDocument document;
		try {
			document = BxmlDocument.read(reply.body(), to.url());
		}
		catch (InvalidBxmlException ex) {
			this.journal.violation(eventType + " was answered with bad BXML: " + ex.getMessage());
			this.failures.accept("invalid-bxml");
			return;
		}
		this.journal.add(new CallEvent.Bxml(this.journal.now(), eventType, document.names()));
		this.documents.accept(document);
	}

	@Override
	public void tell(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		this.webhooks.tell(eventType, this.client.tell(to, body(eventType, fields)));
	}

	/** Tells something after a while, even if the call has ended by then. */
	void tellLater(Duration delay, String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		this.webhooks.tellLater(delay, eventType, () -> this.client.tell(to, body(eventType, fields)));
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
