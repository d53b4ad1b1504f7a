package io.trunkline.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import reactor.test.scheduler.VirtualTimeScheduler;

/** One pod that places calls, in virtual time. */
final class Pod implements AutoCloseable {

	private final VirtualTimeScheduler time;

	private final OrderBook book;

	private final FakeDialler dialler;

	private final RecordedCalls calls = new RecordedCalls();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Doubts doubts;

	private final DialQueue queue;

	private final BookedOrders orders;

	private final OrderDesk desk;

	Pod(VirtualTimeScheduler time, OrderBook book) {
		this.time = time;
		this.book = book;
		this.dialler = new FakeDialler(() -> time.now(TimeUnit.NANOSECONDS));
		this.doubts = new Doubts(book, this.calls, time);
		OutboundProperties settings = Wishes.settings();
		this.queue = new DialQueue(settings, time, () -> time.now(TimeUnit.NANOSECONDS));
		this.orders = new BookedOrders(book, this.queue);
		OrderChecks checks = new OrderChecks(agents(), new NumberRules(settings.countries()), settings.fromNumbers(),
				Optional.of(this.dialler));
		this.desk = new OrderDesk(checks, this.queue,
				new Departure.Company(book, this.calls, this.doubts, time, this.meters), settings,
				() -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS)));
	}

	/** A receptionist who can be told a name, and a clerk who cannot. */
	static Agents agents() {
		return new Agents(List.of(SampleAgents.reception("variables.customer_name", "there"),
				SampleAgents.agent("clerk", Map.of("instructions", "Be brief.", "numbers", "+12025550177",
						"outbound.detection", "async", "outbound.ring", "20s"))));
	}

	OutboundCalls desk() {
		return this.desk;
	}

	FakeDialler dialler() {
		return this.dialler;
	}

	RecordedCalls calls() {
		return this.calls;
	}

	BookedOrders orders() {
		return this.orders;
	}

	DialQueue queue() {
		return this.queue;
	}

	OrderBook book() {
		return this.book;
	}

	Doubts doubts() {
		return this.doubts;
	}

	VirtualTimeScheduler time() {
		return this.time;
	}

	/** How often something was counted. */
	double counted(OutboundMeters meter, String key, String value) {
		return Optional.ofNullable(this.meters.find(meter.getName()).tag(key, value).counter())
			.map((counter) -> counter.count())
			.orElse(0.0);
	}

	@Override
	public void close() {
		this.desk.close();
	}

}
