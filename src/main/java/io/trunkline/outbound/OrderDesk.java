package io.trunkline.outbound;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.trunkline.outbound.OutboundMeters.Result;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import reactor.core.publisher.Mono;

/** Takes wishes, books them once, and sends them on their way. */
final class OrderDesk implements OutboundCalls, AutoCloseable {

	/** The name of an order: {@code out-} and 24 characters that nobody can guess. */
	static final String PREFIX = "out-";

	private static final Pattern ID = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{24}");

	private static final int RANDOM_BYTES = 18;

	/** Dialling may begin late by a timer and a clock, not by more. */
	private static final Duration MARGIN = Duration.ofMinutes(1);

	private final SecureRandom random = new SecureRandom();

	private final OrderChecks checks;

	private final Trunks trunks;

	private final Departure.Company company;

	private final OutboundProperties properties;

	private final InstantSource clock;

	/** Orders of this pod that are not decided yet. */
	private final Map<String, Departure> underWay = new ConcurrentHashMap<>();

	OrderDesk(OrderChecks checks, Trunks trunks, Departure.Company company, OutboundProperties properties,
			InstantSource clock) {
		this.checks = checks;
		this.trunks = trunks;
		this.company = company;
		this.properties = properties;
		this.clock = clock;
		trunks.all()
			.forEach((trunk) -> OutboundMeters.queue(trunk.carrier())
				.gauge(company.meters(), trunk.queue(), DialQueue::size));
	}

	@Override
	public Mono<Placed> place(PlaceCall call) {
		return Mono.defer(() -> earlier(call).switchIfEmpty(Mono.defer(() -> accept(call))))
			.doOnError(OutboundRefusedException.class,
					(refusal) -> OutboundMeters.refused(refusal.kind()).count(this.company.meters()));
	}

	@Override
	public Mono<Placed> find(String id) {
		if (!ID.matcher(id).matches()) {
			return Mono.empty();
		}
		return this.company.book().find(id).map((order) -> new Placed(id, order.seenAt(this.clock.instant()), true));
	}

	/** Gives up what nobody was dialled for, before the store and the calls go. */
	@Override
	public void close() {
		this.trunks.close();
		this.company.doubts().close();
	}

	/** What came of an earlier request with the same key. */
	private Mono<Placed> earlier(PlaceCall call) {
		if (call.idempotencyKey() == null) {
			return Mono.empty();
		}
		OrderChecks.checkKey(call.idempotencyKey());
		return this.company.book().byKey(Digests.of(call.idempotencyKey())).flatMap((order) -> repeat(order, call));
	}

	/**
	 * Empty when the order was abandoned undialled, so that its key stands for nothing.
	 */
	private Mono<Placed> repeat(BookedOrder order, PlaceCall call) {
		if (!order.wish().equals(Digests.of(call))) {
			return Mono.error(() -> new OutboundRefusedException(Kind.KEY_REUSED,
					"the idempotency key was used within 24 hours for a call with another content"));
		}
		if (order.isAbandonedAt(this.clock.instant())) {
			return this.company.book().release(order, State.QUEUED).then(Mono.empty());
		}
		OutboundMeters.orders(Result.REPEATED).count(this.company.meters());
		Departure departure = this.underWay.get(order.id());
		return (departure != null) ? told(order, departure, true)
				: Mono.just(new Placed(order.id(), order.seenAt(this.clock.instant()), true));
	}

	private Mono<Placed> accept(PlaceCall call) {
		CheckedOrder checked = this.checks.check(call);
		checked.trunk().queue().fullFor().ifPresent((wait) -> {
			throw OutboundRefusedException.until(Kind.QUEUE_FULL, wait, Departure.QUEUE_FULL);
		});
		BookedOrder order = fresh(call);
		Departure departure = new Departure(order, checked, this.company);
		this.underWay.put(order.id(), departure);
		Mono<Placed> booking = book(order)
			.flatMap((owner) -> owner.id().equals(order.id()) ? depart(order, departure, checked.trunk().queue())
					: giveWay(order, owner, call))
			.doOnError((_) -> this.underWay.remove(order.id()))
			.cache();
		// Goes on without whoever asked: half an order would be worse than one nobody
		// waits for.
		booking.subscribe((_) -> {
		}, (_) -> {
		});
		return booking;
	}

	private Mono<Placed> giveWay(BookedOrder order, BookedOrder owner, PlaceCall call) {
		this.underWay.remove(order.id());
		return repeat(owner, call).switchIfEmpty(Mono.defer(() -> accept(call)));
	}

	private Mono<Placed> depart(BookedOrder order, Departure departure, DialQueue queue) {
		departure.outcome().doFinally((_) -> this.underWay.remove(order.id())).subscribe((_) -> {
		}, (_) -> {
		});
		queue.enter(departure);
		return told(order, departure, false);
	}

	/** Waits for the carrier's word, but not for long. */
	private Mono<Placed> told(BookedOrder order, Departure departure, boolean repeated) {
		return departure.outcome()
			.map((state) -> new Placed(order.id(), state, repeated))
			.timeout(this.properties.answerWithin(),
					Mono.fromSupplier(() -> new Placed(order.id(), departure.soFar(), repeated)),
					this.company.scheduler());
	}

	/** A book that does not answer may have written all the same. */
	private Mono<BookedOrder> book(BookedOrder order) {
		return this.company.book()
			.book(order)
			.onErrorResume((failure) -> this.company.book()
				.release(order, State.QUEUED)
				.onErrorComplete()
				.then(Mono.error(failure)));
	}

	private BookedOrder fresh(PlaceCall call) {
		byte[] bytes = new byte[RANDOM_BYTES];
		this.random.nextBytes(bytes);
		String id = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		String key = (call.idempotencyKey() != null) ? Digests.of(call.idempotencyKey()) : "";
		long dialBy = this.clock.instant().plus(this.properties.maxWait()).plus(MARGIN).toEpochMilli();
		return new BookedOrder(id, key, Digests.of(call), call.agent(), call.variables(), dialBy, State.QUEUED);
	}

}
