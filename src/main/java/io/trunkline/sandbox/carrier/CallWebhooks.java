package io.trunkline.sandbox.carrier;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.line.OnLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The webhooks of one call on their way, and what may happen to them there. A webhook is
 * sent each time it is subscribed to, and knows its own deadline. All methods and what
 * they call back belong to the call's loop.
 */
public final class CallWebhooks {

	/** How late a late one is, and how long one waits for another to change places. */
	private static final Duration LATE = Duration.ofMillis(300);

	private final EventLoop loop;

	/** Never to be disposed of: it is the loop. */
	private final Scheduler scheduler;

	private final Journal journal;

	private final CallFaults faults;

	private final Disposable.Composite all = Disposables.composite();

	private @Nullable Runnable held;

	private int pending;

	private Runnable whenQuiet = () -> {
	};

	public CallWebhooks(EventLoop loop, Journal journal, CallFaults faults) {
		this.loop = loop;
		this.scheduler = Schedulers.fromExecutorService(loop);
		this.journal = journal;
		this.faults = faults;
	}

	/**
	 * Asks the service what to do with a call that is new to it.
	 * @param then gets what came back, unless this is disposed of
	 */
	public Disposable announce(String event, Mono<WebhookReply> webhook, Consumer<WebhookReply> then) {
		Disposable asking = ask(event, webhook, then);
		if (this.faults.has(Fault.DUPLICATE_INITIATE)) {
			send(event, webhook);
		}
		return asking;
	}

	/**
	 * Asks something.
	 * @param then gets what came back, unless this is disposed of
	 */
	public Disposable ask(String event, Mono<WebhookReply> webhook, Consumer<WebhookReply> then) {
		Disposable asking = send(event, webhook, then);
		if (this.faults.has(Fault.DUPLICATE_QUESTIONS)) {
			send(event, webhook);
		}
		return asking;
	}

	/** Tells something; what goes wrong with webhooks goes wrong here. */
	public void tell(String event, Mono<WebhookReply> webhook) {
		this.pending++;
		Runnable sending = () -> {
			send(event, webhook);
			if (this.faults.has(Fault.DUPLICATE_NOTICES)) {
				send(event, webhook);
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
	public void tellLater(Duration delay, String event, Supplier<Mono<WebhookReply>> webhook) {
		this.pending++;
		later(delay, () -> {
			tell(event, webhook.get());
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

	private void send(String event, Mono<WebhookReply> webhook) {
		send(event, webhook, (_) -> {
		});
	}

	private Disposable send(String event, Mono<WebhookReply> webhook, Consumer<WebhookReply> then) {
		Duration sent = this.journal.now();
		this.pending++;
		Disposable sending = webhook.onErrorReturn(WebhookReply.NONE)
			.publishOn(this.scheduler)
			.doFinally((_) -> settle())
			.subscribe((reply) -> {
				this.journal.webhook(event, reply.status(), sent);
				then.accept(reply);
			});
		this.all.add(sending);
		return sending;
	}

	private void settle() {
		this.pending--;
		if (isQuiet()) {
			this.whenQuiet.run();
		}
	}

}
