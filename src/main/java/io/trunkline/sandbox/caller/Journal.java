package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.util.concurrent.Ticker;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What happened in a call, in order. Written on the call's loop only. */
public final class Journal {

	/** More than an hour of talk; what comes after is not noted. */
	private static final int MAX_EVENTS = 20_000;

	private final List<CallEvent> events = new ArrayList<>();

	private final Sinks.Many<CallEvent> live = Sinks.many().replay().all();

	private final Ticker ticker;

	private long start;

	public Journal(Ticker ticker) {
		this.ticker = ticker;
		begin();
	}

	/** Sets the time to zero. */
	public final void begin() {
		this.start = this.ticker.nanoTime();
	}

	/** The time since the call was placed. */
	public Duration now() {
		return Duration.ofNanos(this.ticker.nanoTime() - this.start);
	}

	public void add(CallEvent event) {
		if (this.events.size() < MAX_EVENTS) {
			this.events.add(event);
			this.live.tryEmitNext(event);
		}
	}

	/**
	 * A webhook was answered.
	 * @param status 0 if it was not
	 * @param sent when it was
	 */
	public void webhook(String event, int status, Duration sent) {
		add(new CallEvent.Webhook(now(), event, status, now().minus(sent)));
	}

	public void violation(String what) {
		add(new CallEvent.Violation(now(), what));
	}

	public void close() {
		this.live.tryEmitComplete();
	}

	public List<CallEvent> events() {
		return this.events;
	}

	/** All events from the first on, then those to come. */
	public Flux<CallEvent> live() {
		return this.live.asFlux();
	}

}
