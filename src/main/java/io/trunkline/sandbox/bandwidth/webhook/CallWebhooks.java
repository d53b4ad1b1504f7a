package io.trunkline.sandbox.bandwidth.webhook;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.InvalidBxmlException;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.carrier.WebhookReply;
import io.trunkline.sandbox.line.OnLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The webhooks of one call. All methods and what they call back belong to its loop.
 */
public final class CallWebhooks {

	/** How late a late one is, and how long one waits for another to change places. */
	private static final Duration LATE = Duration.ofMillis(300);

	private final WebhookClient client;

	private final EventLoop loop;

	private final Journal journal;

	private final CallFaults faults;

	private final Disposable.Composite all = Disposables.composite();

	private @Nullable Runnable held;

	private int pending;

	private Runnable whenQuiet = () -> {
	};

	public CallWebhooks(WebhookClient client, EventLoop loop, Journal journal, CallFaults faults) {
		this.client = client;
		this.loop = loop;
		this.journal = journal;
		this.faults = faults;
	}

	/**
	 * Asks for a document.
	 * @param then gets it
	 * @param otherwise gets the cause for which the call ends
	 */
	public Disposable ask(String eventType, Callback to, byte[] json, Consumer<BxmlDocument> then,
			Consumer<String> otherwise) {
		Duration sent = this.journal.now();
		Disposable.Swap asking = Disposables.swap();
		asking.replace(this.client.ask(to, json).subscribe((reply) -> this.loop.execute(() -> {
			if (!asking.isDisposed()) {
				this.journal.webhook(eventType, reply.status(), sent);
				read(eventType, to, reply, then, otherwise);
			}
		}), (error) -> this.loop.execute(() -> {
			if (!asking.isDisposed()) {
				this.journal.webhook(eventType, 0, sent);
				otherwise.accept("callback-error");
			}
		})));
		this.all.add(asking);
		if (this.faults.has(Fault.DUPLICATE_QUESTIONS)) {
			repeat(eventType, to, json);
		}
		return asking;
	}

	private void read(String eventType, Callback to, WebhookReply reply, Consumer<BxmlDocument> then,
			Consumer<String> otherwise) {
		if (!reply.isDocument()) {
			this.journal.violation(eventType + " was answered with " + reply.status() + " and " + reply.contentType()
					+ ", not with 200 and XML");
			otherwise.accept("callback-error");
			return;
		}
		BxmlDocument document;
		try {
			document = BxmlDocument.read(reply.body(), to.url());
		}
		catch (InvalidBxmlException ex) {
			this.journal.violation(eventType + " was answered with bad BXML: " + ex.getMessage());
			otherwise.accept("invalid-bxml");
			return;
		}
		this.journal.add(new CallEvent.Bxml(this.journal.now(), eventType, document.names()));
		then.accept(document);
	}

	/** Sends the same webhook as one that was asked before, and forgets the answer. */
	public void repeat(String eventType, Callback to, byte[] json) {
		send(eventType, to, json);
	}

	/** Tells something; what goes wrong with webhooks goes wrong here. */
	public void tell(String eventType, Callback to, byte[] json) {
		this.pending++;
		Runnable sending = () -> {
			send(eventType, to, json);
			if (this.faults.has(Fault.DUPLICATE_NOTICES)) {
				send(eventType, to, json);
			}
			settle();
		};
		if (this.faults.has(Fault.REORDERED_NOTICES)) {
			changePlaces(sending);
		}
		else if (this.faults.has(Fault.LATE_NOTICES)) {
			later(LATE, sending);
		}
		else {
			sending.run();
		}
	}

	/** Tells something after a while, even if the call has ended by then. */
	public void tellLater(Duration delay, String eventType, Callback to, Supplier<byte[]> json) {
		this.pending++;
		later(delay, () -> {
			tell(eventType, to, json.get());
			settle();
		});
	}

	/** Whether nothing is on its way. */
	public boolean isQuiet() {
		return this.pending == 0;
	}

	/** Runs this each time when nothing is on its way any more. */
	public void whenQuiet(Runnable task) {
		this.whenQuiet = task;
		if (isQuiet()) {
			task.run();
		}
	}

	/** Gives up whatever is on its way. */
	public void abort() {
		this.all.dispose();
		this.pending = 0;
	}

	private void changePlaces(Runnable sending) {
		Runnable earlier = this.held;
		if (earlier != null) {
			this.held = null;
			sending.run();
			later(LATE.dividedBy(3), earlier);
			return;
		}
		this.held = sending;
		later(LATE, () -> {
			if (sending.equals(this.held)) {
				this.held = null;
				sending.run();
			}
		});
	}

	private void later(Duration delay, Runnable sending) {
		this.all.add(OnLoop.after(this.loop, delay, sending));
	}

	private void send(String eventType, Callback to, byte[] json) {
		Duration sent = this.journal.now();
		this.pending++;
		this.all.add(this.client.tell(to, json).subscribe((reply) -> this.loop.execute(() -> {
			this.journal.webhook(eventType, reply.status(), sent);
			settle();
		}), (error) -> this.loop.execute(() -> {
			this.journal.webhook(eventType, 0, sent);
			settle();
		})));
	}

	private void settle() {
		this.pending--;
		if (isQuiet()) {
			this.whenQuiet.run();
		}
	}

}
