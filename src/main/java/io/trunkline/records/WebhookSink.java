package io.trunkline.records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.records.RecordMeters.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps each event on the disk, then sends it until it has arrived: an event counts as
 * written as soon as it is on the disk.
 */
final class WebhookSink implements CallRecordSink, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(WebhookSink.class);

	private static final int LANES = 4;

	/** On top of the exchange's own deadline, for the disk. */
	private static final Duration DISK = Duration.ofSeconds(10);

	private final Spool spool;

	private final WebhookClient client;

	private final MeterRegistry meters;

	private final Scheduler scheduler;

	private final Rounds<Spool.Entry> rounds;

	WebhookSink(Spool spool, WebhookClient client, MeterRegistry meters, Rounds.Pauses pauses, Scheduler scheduler) {
		this.spool = spool;
		this.client = client;
		this.meters = meters;
		this.scheduler = scheduler;
		this.rounds = new Rounds<>(Integer.MAX_VALUE, LANES, client.timeout().plus(DISK), this::send, this::failed,
				pauses, scheduler);
		RecordMeters.SPOOLED.gauge(meters, spool, Spool::size);
		RecordMeters.SPOOLED_BYTES.gauge(meters, spool, Spool::bytes);
		RecordMeters.REJECTED.gauge(meters, spool, Spool::rejections);
	}

	/** Sends what an earlier process left. */
	void start() {
		this.spool.entries().forEach(this.rounds::add);
	}

	@Override
	public Mono<Void> write(RecordEvent event) {
		return Mono
			.fromCallable(
					() -> this.spool.put(event.at(), event.eventId(), event.json().getBytes(StandardCharsets.UTF_8)))
			.onErrorMap(IOException.class, WebhookSink::disk)
			.doOnNext((entry) -> entry.ifPresent(this.rounds::add))
			.then();
	}

	/** Completes when everything has arrived; tries at once what failed. */
	@Override
	public Mono<Void> flush() {
		this.rounds.hurry();
		return this.rounds.idle();
	}

	@Override
	public String name() {
		return "webhook";
	}

	/** Leaves the rest to the next process. */
	@Override
	public void close() {
		this.rounds.close();
		this.client.close();
		if (this.spool.size() > 0) {
			log.info("The records' webhook has not taken everything: {}; the rest is sent after the next start",
					this.spool.state());
		}
	}

	boolean isWell() {
		return !this.rounds.isFailing();
	}

	/** For people. */
	String state() {
		return (isWell() ? "well, " : "failing, ") + this.spool.state();
	}

	private Mono<Void> send(Spool.Entry entry) {
		return Mono.fromCallable(() -> this.spool.read(entry))
			.flatMap(Mono::justOrEmpty)
			.flatMap((body) -> this.client.post(entry.eventId(), body))
			.publishOn(this.scheduler)
			.flatMap((verdict) -> Mono.fromCallable(() -> settle(entry, verdict)))
			.onErrorMap(IOException.class, WebhookSink::disk)
			.then();
	}

	private Optional<Spool.Entry> settle(Spool.Entry entry, WebhookClient.Verdict verdict) throws IOException {
		switch (verdict) {
			case TAKEN -> {
				RecordMeters.sent(Result.OK).count(this.meters);
				this.spool.delete(entry);
			}
			case REFUSED -> {
				RecordMeters.sent(Result.REJECTED).count(this.meters);
				log.error("Event {} is refused by trunkline.records.webhook.url; it is kept in rejected/ of the spool",
						entry.eventId());
				this.spool.reject(entry);
			}
		}
		return Optional.of(entry);
	}

	private void failed(Spool.Entry entry, Throwable cause) {
		RecordMeters.sent(Result.FAILED).count(this.meters);
		log.warn("Event {} could not be sent to trunkline.records.webhook.url, which is tried again: {}",
				entry.eventId(),
				(cause instanceof Rounds.Setback) ? cause.getMessage() : cause.getClass().getSimpleName());
	}

	private static Rounds.Setback disk(Throwable cause) {
		return new Rounds.Setback("the spool cannot be used: " + cause.getClass().getSimpleName());
	}

}
