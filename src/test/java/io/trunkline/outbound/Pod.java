package io.trunkline.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.telephony.Dialler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** One pod that places calls, in virtual time. */
final class Pod implements AutoCloseable {

	private final VirtualTimeScheduler time;

	private final OrderBook book;

	private final FakeDialler dialler;

	private final FakeDialler other;

	private final RecordedCalls calls = new RecordedCalls();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Doubts doubts;

	private final Trunks trunks;

	private final BookedOrders orders;

	private final OrderDesk desk;

	Pod(VirtualTimeScheduler time, OrderBook book) {
		this(time, book, Wishes.settings());
	}

	Pod(VirtualTimeScheduler time, OrderBook book, OutboundProperties settings) {
		this.time = time;
		this.book = book;
		this.dialler = new FakeDialler(() -> time.now(TimeUnit.NANOSECONDS));
		this.other = new FakeDialler("other", () -> time.now(TimeUnit.NANOSECONDS));
		this.doubts = new Doubts(book, this.calls, time);
		this.trunks = trunks(time, settings, this.dialler, this.other);
		this.orders = new BookedOrders(book, this.trunks);
		OrderChecks checks = new OrderChecks(agents(), new NumberRules(settings.countries()), this.trunks);
		this.desk = new OrderDesk(checks, this.trunks,
				new Departure.Company(book, this.calls, this.doubts, time, this.meters), settings,
				() -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS)));
	}

	static Trunks trunks(VirtualTimeScheduler time, OutboundProperties settings, Dialler... diallers) {
		return new Trunks(List.of(diallers), settings,
				(carrier) -> new DialQueue(carrier, settings, time, () -> time.now(TimeUnit.NANOSECONDS)));
	}

	/**
	 * A receptionist who can be told a name, a clerk who cannot, and a scout whose calls
	 * go by the other carrier.
	 */
	static Agents agents() {
		return new Agents(List.of(SampleAgents.reception("variables.customer_name", "there"),
				SampleAgents.agent("clerk",
						Map.of("instructions", "Be brief.", "numbers", "+12025550177", "outbound.detection", "async",
								"outbound.ring", "20s")),
				SampleAgents.agent("scout",
						Map.of("instructions", "Be quick.", "numbers", "+12025550178", "outbound.carrier", "other"))));
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

	FakeDialler other() {
		return this.other;
	}

	/** How many orders wait, at whatever carrier. */
	int waiting() {
		return this.trunks.all().stream().mapToInt((trunk) -> trunk.queue().size()).sum();
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
	double counted(String meter, String key, String value) {
		return Optional.ofNullable(this.meters.find("trunkline.outbound." + meter).tag(key, value).counter())
			.map((counter) -> counter.count())
			.orElse(0.0);
	}

	@Override
	public void close() {
		this.desk.close();
	}

}
