package io.trunkline.records;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.records.RecordMeters.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Events on their way to one sink, one at a time. While the sink fails they wait here;
 * when {@value #MOST} wait, one more is lost.
 */
final class Outbox {

	static final int MOST = 1000;

	private static final Logger log = LoggerFactory.getLogger(Outbox.class);

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final CallRecordSink sink;

	private final Rounds<RecordEvent> rounds;

	private final MeterRegistry meters;

	private final AtomicInteger lost = new AtomicInteger();

	Outbox(CallRecordSink sink, Scheduler scheduler, MeterRegistry meters) {
		this.sink = sink;
		this.meters = meters;
		this.rounds = new Rounds<>(MOST, 1, DEADLINE, this::write, this::failed, Rounds.Pauses.USUAL, scheduler);
		RecordMeters.waiting(sink()).gauge(meters, this.rounds, Rounds::size);
		RecordMeters.lost(sink()).count(meters, 0);
	}

	/** Takes an event, from any thread. */
	void add(RecordEvent event) {
		if (!this.rounds.add(event)) {
			this.lost.incrementAndGet();
			RecordMeters.lost(sink()).count(this.meters);
			log.error("Event {} of call {} is lost: {} events wait for the sink {} already", event.eventId(),
					event.callId(), this.rounds.size(), sink());
		}
	}

	/** Completes when the sink has got everything; tries at once what it failed at. */
	Mono<Void> flush() {
		this.rounds.hurry();
		return this.rounds.idle().then(Mono.defer(this.sink::flush));
	}

	/** Gives up what the sink has not got, and says so. */
	void close() {
		int left = this.rounds.size();
		this.rounds.close();
		if (left > 0) {
			this.lost.addAndGet(left);
			RecordMeters.lost(sink()).count(this.meters, left);
			log.error("{} events are lost: the sink {} did not take them before the end", left, sink());
		}
	}

	boolean isWell() {
		return !this.rounds.isFailing();
	}

	String sink() {
		return this.sink.name();
	}

	/** For people. */
	String state() {
		return "%s, %d waiting, %d lost".formatted(isWell() ? "well" : "failing", this.rounds.size(), this.lost.get());
	}

	private Mono<Void> write(RecordEvent event) {
		return this.sink.write(event).doOnSuccess((_) -> RecordMeters.writes(sink(), Result.OK).count(this.meters));
	}

	/**
	 * What a sink says of its failure may hold anything of the record: only ours does
	 * not.
	 */
	private void failed(RecordEvent event, Throwable cause) {
		RecordMeters.writes(sink(), Result.FAILED).count(this.meters);
		log.warn("Event {} of call {} could not be written to the sink {}, which is tried again: {}", event.eventId(),
				event.callId(), sink(),
				(cause instanceof Rounds.Setback) ? cause.getMessage() : cause.getClass().getSimpleName());
	}

}
