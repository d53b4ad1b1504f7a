package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.carrier.CallWebhooks;
import io.trunkline.sandbox.carrier.WebhookReply;
import io.trunkline.sandbox.twilio.twiml.InvalidTwimlException;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import reactor.core.publisher.Mono;

/**
 * What a call tells the service and asks it. All methods belong to the call's loop; what
 * is answered after the call's end counts for nothing.
 */
final class Correspondence {

	private final CallSheet sheet;

	private final SignedWebhooks sender;

	private final CallWebhooks webhooks;

	private final Journal journal;

	private final Runnable failure;

	private int events;

	/**
	 * Makes it for a new call.
	 * @param failure runs when the service does not answer with a document
	 */
	Correspondence(CallSheet sheet, SignedWebhooks sender, CallWebhooks webhooks, Journal journal, Runnable failure) {
		this.sheet = sheet;
		this.sender = sender;
		this.webhooks = webhooks;
		this.journal = journal;
		this.failure = failure;
	}

	/** Asks what to do with a call that is new to the service. */
	void announce(String event, URI to, Consumer<TwimlDocument> then) {
		this.webhooks.announce(event, webhook(to, Map.of()), (reply) -> read(event, to, reply, then));
	}

	/**
	 * Asks for a document.
	 * @param more what is said besides, or instead of what each webhook says
	 */
	void ask(String event, URI to, Map<String, String> more, Consumer<TwimlDocument> then) {
		this.webhooks.ask(event, webhook(to, more), (reply) -> read(event, to, reply, then));
	}

	/** Tells something; nobody waits for an answer. */
	void tell(String event, URI to, Map<String, String> more) {
		this.webhooks.tell(event, webhook(to, more));
	}

	private Mono<WebhookReply> webhook(URI to, Map<String, String> more) {
		Map<String, String> form = this.sheet.form();
		form.putAll(more);
		return this.sender.post(to, form, this.sheet.callSid() + "-" + this.events++);
	}

	private void read(String event, URI to, WebhookReply reply, Consumer<TwimlDocument> then) {
		if (!reply.isDocument()) {
			if (reply.status() != 0) {
				this.journal.violation(event + " was answered with " + reply.status() + " and " + reply.contentType());
			}
			this.failure.run();
			return;
		}
		TwimlDocument document;
		try {
			document = TwimlDocument.read(reply.body(), to);
		}
		catch (InvalidTwimlException ex) {
			this.journal.violation(event + " was answered with bad TwiML: " + ex.getMessage());
			this.failure.run();
			return;
		}
		if (!this.sheet.isOver()) {
			this.journal.add(new CallEvent.Bxml(this.journal.now(), event, document.names()));
			then.accept(document);
		}
	}

}
