package io.trunkline.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.api.Progress.Numbered;
import io.trunkline.telephony.webhook.RequestLoop;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Tells operators of a call as server-sent events. The call's loop only puts an event
 * into a follower's queue; it is written elsewhere, and who does not read is cut.
 */
final class CallFollowing implements SmartLifecycle {

	/** All that is replayed at once, and as much again. */
	static final int QUEUE = 2 * BoardCall.REPLAYED;

	private static final Duration HEARTBEAT = Duration.ofSeconds(15);

	private static final Duration LATER = Duration.ofSeconds(10);

	private final CallReading calls;

	private final RequestReader requests;

	private final int most;

	private final Scheduler scheduler;

	private final MeterRegistry meters;

	private final AtomicInteger followers = new AtomicInteger();

	private volatile Sinks.Empty<Void> stopping = Sinks.empty();

	private volatile boolean running;

	/**
	 * Serves followers.
	 * @param most so many at a time
	 * @param scheduler where events are put into words
	 */
	CallFollowing(CallReading calls, RequestReader requests, int most, Scheduler scheduler, MeterRegistry meters) {
		this.calls = calls;
		this.requests = requests;
		this.most = most;
		this.scheduler = scheduler;
		this.meters = meters;
	}

	Mono<ServerResponse> follow(ServerRequest request) {
		long after = this.requests.header(request, "followCall", "Last-Event-ID").map(Long::valueOf).orElse(0L);
		BoardCall call = this.calls.call(request);
		if (this.followers.get() >= this.most) {
			return new Problem(ProblemType.TOO_MANY_STREAMS, "Close some, or raise trunkline.api.streams.", List.of(),
					Optional.of(LATER))
				.answer();
		}
		return ServerResponse.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.cacheControl(CacheControl.noStore())
			.header("X-Accel-Buffering", "no")
			.body((response, _) -> response
				.writeAndFlushWith(frames(call, after).publishOn(RequestLoop.of(response), 32)
					.map((frame) -> Mono
						.fromSupplier(() -> response.bufferFactory().wrap(frame.getBytes(StandardCharsets.UTF_8))))));
	}

	/**
	 * Events in their written form, with a comment at once and then as a heartbeat; until
	 * the call is over. Fails if what is not asked for becomes too much.
	 */
	Flux<String> frames(BoardCall call, long after) {
		Flux<Signal<String>> events = call.follow(after)
			.onBackpressureBuffer(QUEUE, BufferOverflowStrategy.ERROR)
			.publishOn(this.scheduler, 32)
			.map(Numbered::frame)
			.materialize();
		Flux<Signal<String>> heartbeat = Flux.interval(Duration.ZERO, HEARTBEAT, this.scheduler)
			.onBackpressureDrop()
			.map((_) -> Signal.next(": still there\n\n"));
		return Flux.merge(32, heartbeat, events)
			.<String>dematerialize()
			.takeUntilOther(this.stopping.asMono())
			.doOnError(Exceptions::isOverflow, (_) -> ApiMeters.CUT.count(this.meters))
			.doOnSubscribe((_) -> this.followers.incrementAndGet())
			.doFinally((_) -> this.followers.decrementAndGet());
	}

	int followers() {
		return this.followers.get();
	}

	@Override
	public void start() {
		this.stopping = Sinks.empty();
		this.running = true;
	}

	/** Lets followers go, who would hold up the end of the web server. */
	@Override
	public void stop() {
		this.running = false;
		this.stopping.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the calls, whose end is still told, and before the web server. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 768;
	}

}
