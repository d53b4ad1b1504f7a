package io.trunkline.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.call.CallEvent;
import io.trunkline.call.CallListener;
import io.trunkline.telephony.CallLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes one record of each call from what is told of it, on whatever thread. A call that
 * is not heard of any more is written as far as it is known, and so are all calls when
 * the process goes down.
 */
final class Recorder implements CallListener, SmartLifecycle {

	/** Longer than any call that goes on without an event. */
	static final Duration LONGEST_SILENCE = Duration.ofHours(5);

	/** Far more calls than one pod has at a time. */
	static final int MOST_OPEN = 5000;

	private static final Logger log = LoggerFactory.getLogger(Recorder.class);

	private static final Duration SWEEP = Duration.ofMinutes(1);

	/** How long the end of the process waits for the sinks. */
	private static final Duration STOPPING = Duration.ofSeconds(6);

	private final Privacy privacy;

	private final List<Outbox> sinks;

	private final InstantSource clock;

	private final Scheduler scheduler;

	private final MeterRegistry meters;

	private final Map<String, Assembly> open = new ConcurrentHashMap<>();

	/** Calls that have their record: whatever else is told of them makes no other. */
	private final Cache<String, Boolean> written = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofHours(24))
		.maximumSize(100_000)
		.build();

	/** What was told after a record, by event id. */
	private final Cache<String, Boolean> added = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofHours(24))
		.maximumSize(100_000)
		.build();

	private final Disposable.Swap sweeping = Disposables.swap();

	private volatile boolean running;

	Recorder(Privacy privacy, List<Outbox> sinks, InstantSource clock, Scheduler scheduler, MeterRegistry meters) {
		this.privacy = privacy;
		this.sinks = List.copyOf(sinks);
		this.clock = clock;
		this.scheduler = scheduler;
		this.meters = meters;
		RecordMeters.OPEN.gauge(meters, this.open, Map::size);
	}

	@Override
	public void on(CallLeg leg, CallEvent event) {
		if (this.sinks.isEmpty()) {
			return;
		}
		Instant now = this.clock.instant();
		switch (event) {
			case CallEvent.Recorded(var notice) -> addOrFollow(leg, event, now,
					RecordEvent.CallRecorded.of(now, leg.id(), CallRecord.Recorded.of(notice)));
			case CallEvent.Transcribed(var notice) -> addOrFollow(leg, event, now,
					RecordEvent.CallTranscribed.of(now, leg.id(), CallRecord.Transcribed.of(notice)));
			default -> take(leg, event, now);
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.sweeping.update(this.scheduler.schedulePeriodically(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(),
				TimeUnit.MILLISECONDS));
	}

	/** Writes what there is, and waits for the sinks as long as there is time. */
	@Override
	public void stop(Runnable stopped) {
		this.running = false;
		this.sweeping.update(Disposables.disposed());
		List.copyOf(this.open.keySet()).forEach(this::giveUp);
		Mono.whenDelayError(this.sinks.stream().map(Outbox::flush).toList())
			.timeout(STOPPING, this.scheduler)
			.onErrorComplete()
			.doFinally((_) -> {
				this.sinks.forEach(Outbox::close);
				stopped.run();
			})
			.subscribe();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the calls and the web server, which still have something to tell. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 8192;
	}

	/** Gives up the calls that were not heard of for too long. */
	void sweep() {
		Instant longAgo = this.clock.instant().minus(LONGEST_SILENCE);
		this.open.forEach((id, assembly) -> {
			if (assembly.heardOf().isBefore(longAgo)) {
				giveUp(id);
			}
		});
	}

	private void take(CallLeg leg, CallEvent event, Instant now) {
		makeRoom(leg.id());
		List<CallRecord> ended = new ArrayList<>(1);
		this.open.compute(leg.id(), (id, known) -> {
			if (known == null && this.written.getIfPresent(id) != null) {
				RecordMeters.LATE.count(this.meters);
				return null;
			}
			Assembly assembly = (known != null) ? known : new Assembly(this.privacy, leg, now);
			assembly.add(leg, event, now);
			if (event instanceof CallEvent.Ended end) {
				this.written.put(id, true);
				ended.add(assembly.ended(end, now));
				return null;
			}
			return assembly;
		});
		ended.forEach((call) -> write(leg.id(), call, now));
	}

	/** Into the record while there is time, and else as an event of its own, once. */
	private void addOrFollow(CallLeg leg, CallEvent event, Instant now, RecordEvent following) {
		Assembly known = this.open.computeIfPresent(leg.id(), (_, assembly) -> {
			assembly.add(leg, event, now);
			return assembly;
		});
		if (known == null && this.added.asMap().putIfAbsent(following.eventId(), true) == null) {
			this.sinks.forEach((sink) -> sink.add(following));
		}
	}

	private void giveUp(String id) {
		Instant now = this.clock.instant();
		List<CallRecord> incomplete = new ArrayList<>(1);
		this.open.computeIfPresent(id, (_, assembly) -> {
			this.written.put(id, true);
			incomplete.add(assembly.incomplete(now));
			return null;
		});
		incomplete.forEach((call) -> {
			log.warn("The end of call {} was not told; its record is incomplete", id);
			write(id, call, now);
		});
	}

	/** Whoever was silent for the longest time makes room. */
	private void makeRoom(String id) {
		if (this.open.size() < MOST_OPEN || this.open.containsKey(id)) {
			return;
		}
		Optional<String> silent = this.open.entrySet()
			.stream()
			.min(Comparator.comparing((Map.Entry<String, Assembly> entry) -> entry.getValue().heardOf()))
			.map(Map.Entry::getKey);
		silent.ifPresent(this::giveUp);
	}

	private void write(String id, CallRecord call, Instant now) {
		RecordMeters.calls(call.ending().complete()).count(this.meters);
		RecordEvent event = RecordEvent.CallEnded.of(now, id, call);
		this.sinks.forEach((sink) -> sink.add(event));
	}

}
