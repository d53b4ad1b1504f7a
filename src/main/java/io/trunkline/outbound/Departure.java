package io.trunkline.outbound;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.call.PlacedCalls;
import io.trunkline.outbound.OutboundMeters.Attempt;
import io.trunkline.outbound.OutboundMeters.Result;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TelephonyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * One order on its way to the carrier. The book knows that it is being dialled before the
 * carrier does, so that nobody takes a lost order for one that was never dialled.
 */
final class Departure implements DialJob {

	private static final Logger log = LoggerFactory.getLogger(Departure.class);

	/** After this long without a word of the dialler nobody knows. */
	static final Duration DEADLINE = Duration.ofSeconds(15);

	static final String QUEUE_FULL = "too many calls wait to be placed, see trunkline.outbound.queue, .max-wait and"
			+ " .calls-per-second";

	private final BookedOrder order;

	private final CheckedOrder checked;

	private final Company company;

	private final Sinks.One<State> outcome = Sinks.one();

	/** Written by whatever thread the book answers on. */
	private volatile State soFar = State.QUEUED;

	Departure(BookedOrder order, CheckedOrder checked, Company company) {
		this.order = order;
		this.checked = checked;
		this.company = company;
	}

	/**
	 * What came of it, told once it is decided; replays. Fails with
	 * {@link OutboundRefusedException} when nobody was dialled.
	 */
	Mono<State> outcome() {
		return this.outcome.asMono();
	}

	/** How far it has come while its outcome is not decided. */
	State soFar() {
		return this.soFar;
	}

	@Override
	public Mono<DialJob.Reply> dial() {
		return this.company.book.advance(this.order.id(), State.DIALLING)
			.flatMap(this::attempt)
			.switchIfEmpty(Mono.fromSupplier(this::lost))
			.onErrorResume(OutboundRefusedException.class, (_) -> Mono.just(DialJob.Reply.NOT_TAKEN));
	}

	@Override
	public void givenUp(DialJob.End end) {
		refuse(switch (end) {
			case FULL -> OutboundRefusedException.until(Kind.QUEUE_FULL, Duration.ofSeconds(1), QUEUE_FULL);
			case WAITED_TOO_LONG -> OutboundRefusedException.until(Kind.WAITED_TOO_LONG, Duration.ofSeconds(1),
					"the order waited longer than trunkline.outbound.max-wait for its turn, nobody was called");
			case BUSY -> OutboundRefusedException.until(Kind.CARRIER_BUSY, Duration.ofSeconds(5),
					"the carrier allows no more calls at once, and none ended within trunkline.outbound.busy-wait");
			case STOPPING -> OutboundRefusedException.until(Kind.STOPPING, Duration.ofSeconds(1),
					"this pod is going down, nobody was called");
		});
	}

	private Mono<DialJob.Reply> attempt(State state) {
		if (state != State.DIALLING) {
			return Mono.fromSupplier(this::lost);
		}
		this.soFar = State.DIALLING;
		return Mono.defer(() -> this.checked.trunk().dialler().dial(this.checked.plan(this.order.id())))
			.timeout(DEADLINE, this.company.scheduler)
			.<Said>map(Said.Taken::new)
			.defaultIfEmpty(new Said.Failed(new TelephonyException(TelephonyException.Kind.UNCERTAIN, "no reply")))
			.onErrorResume((failure) -> Mono.just(new Said.Failed(failure)))
			.map(this::settle);
	}

	private DialJob.Reply settle(Said said) {
		return switch (said) {
			case Said.Taken(CallId call) -> {
				count(Attempt.TAKEN);
				dialled(this.checked.leg(this.order.id(), call), State.PLACED, Result.PLACED);
				yield DialJob.Reply.OVER;
			}
			case Said.Failed(TelephonyException failure) -> switch (failure.kind()) {
				case RETRYABLE -> again(Attempt.RETRYABLE, DialJob.Reply.NOT_TAKEN);
				case BUSY -> failure.retryAfter().isPresent() ? again(Attempt.RETRYABLE, DialJob.Reply.NOT_TAKEN)
						: again(Attempt.BUSY, DialJob.Reply.BUSY);
				case UNCERTAIN -> unknown(failure);
				case UNAUTHORIZED, GONE, REJECTED -> {
					count(Attempt.REFUSED);
					refuse(new OutboundRefusedException(Kind.CARRIER_REFUSED, String.valueOf(failure.getMessage())));
					yield DialJob.Reply.OVER;
				}
			};
			case Said.Failed(Throwable failure) -> unknown(failure);
		};
	}

	private DialJob.Reply again(Attempt attempt, DialJob.Reply reply) {
		count(attempt);
		return reply;
	}

	private DialJob.Reply unknown(Throwable failure) {
		log.warn("Call {}: nobody knows whether the carrier dials, it is not asked again: {}", this.order.id(),
				failure.getClass().getSimpleName());
		count(Attempt.UNCERTAIN);
		CallLeg leg = this.checked.leg(this.order.id());
		dialled(leg, State.UNCERTAIN, Result.UNCERTAIN);
		this.company.doubts.about(this.order.id(), leg);
		return DialJob.Reply.OVER;
	}

	/** Whoever asked is answered last, since they may ask for the call next. */
	private void dialled(CallLeg leg, State state, Result result) {
		OutboundMeters.orders(result).count(this.company.meters);
		this.company.book.advance(this.order.id(), state)
			.retryWhen(Retry.backoff(5, Duration.ofSeconds(1)).scheduler(this.company.scheduler))
			.subscribe((_) -> {
			}, (_) -> log.error("Call {} is {}, but that could not be written down", this.order.id(), state));
		try {
			this.company.placedCalls.dialling(leg, this.checked.agent().name(), this.checked.agent().version());
		}
		finally {
			this.outcome.tryEmitValue(state);
		}
	}

	/** Somebody else has ended the order, or the book has lost it. */
	private DialJob.Reply lost() {
		refuse(new OutboundRefusedException(Kind.STORE_UNAVAILABLE,
				"the order is not in the book any more, nobody was called"));
		return DialJob.Reply.OVER;
	}

	private void refuse(OutboundRefusedException refusal) {
		OutboundMeters.orders(Result.FAILED).count(this.company.meters);
		this.company.book.release(this.order, State.DIALLING).onErrorResume((_) -> {
			log.warn("Call {} failed, but its idempotency key could not be freed", this.order.id());
			return Mono.empty();
		}).doFinally((_) -> tell(refusal)).subscribe();
	}

	private void tell(OutboundRefusedException refusal) {
		try {
			this.company.placedCalls.notPlaced(this.checked.leg(this.order.id()), String.valueOf(refusal.getMessage()));
		}
		finally {
			this.outcome.tryEmitError(refusal);
		}
	}

	private void count(Attempt attempt) {
		OutboundMeters.attempts(attempt).count(this.company.meters);
	}

	/** What all departures of this pod share. */
	record Company(OrderBook book, PlacedCalls placedCalls, Doubts doubts, Scheduler scheduler, MeterRegistry meters) {
	}

	/** The dialler's word. */
	private sealed interface Said {

		record Taken(CallId call) implements Said {
		}

		record Failed(Throwable failure) implements Said {
		}

	}

}
