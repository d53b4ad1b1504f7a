package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.carrier.CallWebhooks;
import io.trunkline.sandbox.line.FrameClock;
import io.trunkline.sandbox.line.OnLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One call from its beginning to its report. All that it owns lives on one event loop, to
 * which all methods belong unless they say otherwise. It is over when it has ended and
 * its sockets are closed and its webhooks answered or given up.
 */
final class PhoneCall implements Leg.Owner {

	private final Envelope envelope;

	private final Caller party;

	private final Beginning beginning;

	private final Exchange exchange;

	private final EventLoop loop;

	private final Consumer<PhoneCall> whenFinished;

	private final Journal journal;

	private final CallWebhooks webhooks;

	private final Correspondence service;

	private final Leg leg;

	private final ApiTrouble trouble;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.One<SandboxCallReport> report = Sinks.one();

	private @Nullable TransferAttempt transfer;

	private boolean placed;

	private @Nullable Instant endTime;

	private String cause = "unknown";

	/** Whether the service was told of the end; streams may end before it is. */
	private boolean told;

	private boolean finished;

	/**
	 * Makes a call that is not placed yet.
	 * @param party whoever holds the handset at the far end
	 * @param whenFinished runs once, when nothing of the call is left
	 */
	PhoneCall(Envelope envelope, Caller party, Beginning beginning, Exchange exchange, EventLoop loop,
			Consumer<PhoneCall> whenFinished) {
		this.envelope = envelope;
		this.party = party;
		this.beginning = beginning;
		this.exchange = exchange;
		this.loop = loop;
		this.whenFinished = whenFinished;
		this.trouble = new ApiTrouble(party.faults());
		this.journal = new Journal(loop.ticker());
		var client = beginning.callbackTimeout().map(exchange.webhooks()::within).orElse(exchange.webhooks());
		this.webhooks = new CallWebhooks(loop, this.journal, party.faults());
		this.service = new Correspondence(envelope, client, this.webhooks, this.journal, exchange.clock(),
				beginning.tag(), this::run, this::end);
		this.leg = new Leg(this, this.service, party.steps(), party.faults(), exchange, this.journal, loop);
	}

	/**
	 * Prepares the call and begins it; from any thread.
	 * @param delay until it begins
	 * @param frames the beat of this loop
	 */
	void placeIn(Duration delay, Supplier<FrameClock> frames) {
		this.owned.add(this.leg.handset().prepare(() -> in(delay, () -> place(frames.get()))));
	}

	private void place(FrameClock frames) {
		if (isOver()) {
			return;
		}
		this.placed = true;
		this.journal.begin();
		this.owned.add(frames.onBeat(this::beat));
		this.beginning.begin(this);
	}

	/** Runs something after a while, if the call has not ended by then. */
	void in(Duration delay, Runnable task) {
		this.owned.add(OnLoop.after(this.loop, delay, task));
	}

	/** Runs something on the call's loop; from any thread. */
	<T> Mono<T> onLoop(Supplier<T> task) {
		return OnLoop.ask(this.loop, task);
	}

	/** What comes of the call; for any thread. */
	Mono<SandboxCallReport> report() {
		return this.report.asMono();
	}

	Journal journal() {
		return this.journal;
	}

	Leg leg() {
		return this.leg;
	}

	Beginning beginning() {
		return this.beginning;
	}

	Correspondence service() {
		return this.service;
	}

	/** How the Voice API fails when it is asked about this call. */
	ApiTrouble trouble() {
		return this.trouble;
	}

	Envelope envelope() {
		return this.envelope;
	}

	Caller party() {
		return this.party;
	}

	boolean has(Fault fault) {
		return this.party.faults().has(fault);
	}

	boolean isAnswered() {
		return this.service.isAnswered();
	}

	boolean isOver() {
		return this.endTime != null;
	}

	/** Whether a document can be put in the place of the running one. */
	boolean isModifiable() {
		return isAnswered() || this.envelope.direction().equals("inbound");
	}

	private void beat() {
		this.leg.handset().beat(isAnswered());
		if (this.transfer != null) {
			this.transfer.beat();
		}
	}

	@Override
	public void press(char digit) {
		this.leg.press(digit);
	}

	@Override
	public void hangUp() {
		if (!isOver()) {
			this.journal.add(new CallEvent.CallerHungUp(this.journal.now()));
			end(isAnswered() ? "hangup" : "cancel");
		}
	}

	@Override
	public boolean isTransferred() {
		return this.transfer != null && this.transfer.isBridged();
	}

	@Override
	public void answered() {
		if (!isAnswered()) {
			this.service.answered();
			this.journal.add(new CallEvent.Answered(this.journal.now()));
		}
	}

	/** Carries out this document instead of the one before. */
	void run(BxmlDocument document) {
		this.leg.run(document);
	}

	@Override
	public Disposable transfer(Verb.Transfer verb, Runnable then) {
		TransferAttempt attempt = new TransferAttempt(verb, this.loop, this, this.exchange, then);
		this.transfer = attempt;
		attempt.start();
		return attempt;
	}

	@Override
	public void outOfVerbs() {
		end("hangup");
	}

	@Override
	public void streamEnded() {
		finishIfQuiet();
	}

	/** Asks the service what to do with a call that is new to it. */
	void announce(String eventType, Callback to, Map<String, ?> fields) {
		this.owned.add(this.service.announce(eventType, to, fields));
	}

	/** Ends the call on the service's request. */
	void complete() {
		end(isModifiable() ? "hangup" : "cancel");
	}

	@Override
	public void end(String cause) {
		if (isOver()) {
			return;
		}
		Instant now = this.exchange.clock().instant();
		stop(cause, now);
		Callback to = this.beginning.disconnect();
		if (to != null) {
			Map<String, Object> fields = new LinkedHashMap<>(this.beginning.lastWords());
			fields.put("endTime", Envelope.time(now));
			fields.put("cause", cause);
			this.service.tell("disconnect", to, fields);
		}
		this.told = true;
		this.webhooks.whenQuiet(this::finishIfQuiet);
	}

	/** Ends the call without telling anybody. */
	void abort() {
		if (!isOver()) {
			stop("error", this.exchange.clock().instant());
		}
		this.webhooks.abort();
		finish();
	}

	private void stop(String cause, Instant now) {
		this.endTime = now;
		this.cause = cause;
		this.journal.add(new CallEvent.Ended(this.journal.now(), cause));
		this.owned.dispose();
		this.leg.stop();
	}

	private void finishIfQuiet() {
		if (this.told && !this.leg.isStreaming() && this.webhooks.isQuiet()) {
			finish();
		}
	}

	private void finish() {
		if (this.finished) {
			return;
		}
		this.finished = true;
		this.whenFinished.accept(this);
		this.journal.close();
		this.report.tryEmitValue(this.leg.report(this.cause));
	}

	/** The call as the Voice API shows it. */
	Map<String, @Nullable Object> describe() {
		String state = isOver() ? "disconnected" : isAnswered() ? "answered" : this.placed ? "initiated" : "queued";
		return this.service.describe(state, this.endTime, isOver() ? this.cause : null);
	}

}
