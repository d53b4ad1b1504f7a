package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.trunkline.admission.Admission;
import io.trunkline.admission.ExpectedCall;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.progress.Course;
import io.trunkline.call.progress.Fact;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Brings to each call of this pod what its carrier asks and tells, and ends them all when
 * the process goes down. For any thread.
 */
final class Calls implements Switchboard, PlacedCalls, SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Calls.class);

	/** How long a webhook's answer may take; a carrier waits longer. */
	private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(2);

	/** How long it may take to find out why a call was placed. */
	private static final Duration ORDER_DEADLINE = Duration.ofMillis(500);

	/** How long the end of all calls may take. */
	private static final Duration STOPPING = Duration.ofSeconds(6);

	private final CallDesk desk;

	private final Orders orders;

	private final KnownCalls calls = new KnownCalls();

	private volatile boolean running;

	/**
	 * Starts without calls.
	 * @param fallback the answer to a call that cannot be served
	 * @param apology the answer to a call that nobody at all can take
	 */
	Calls(Reception reception, Admission admission, Orders orders, Answer fallback, Answer apology, LiveCalls liveCalls,
			LongSupplier nanoTime) {
		this.orders = orders;
		this.desk = new CallDesk(new Course(fallback instanceof Answer.PassOn), reception, admission, liveCalls,
				fallback, apology, nanoTime, this.calls::remember);
	}

	@Override
	public Mono<Answer> offered(CallLeg leg) {
		return ask(leg, new Fact.Offered());
	}

	@Override
	public Mono<Answer> streamPassed(CallLeg leg) {
		return ask(leg, new Fact.Passed());
	}

	@Override
	public Mono<AdmittedCall> admit(String token) {
		return this.desk.admission().redeem(token).flatMap(this::admitted);
	}

	@Override
	public Mono<BridgeAnswer> pickedUp(CallLeg leg, CallId pickedUp) {
		return this.calls.find(leg).map(CallLife::pickedUp).orElseGet(() -> Mono.just(new BridgeAnswer.Connect()));
	}

	@Override
	public Mono<BridgeAnswer> decided(CallLeg leg, CallId pickedUp, String digits) {
		boolean accepted = digits.equals("1");
		return this.calls.find(leg)
			.map((call) -> call.decided(accepted))
			.orElseGet(() -> Mono.just(accepted ? new BridgeAnswer.Connect() : new BridgeAnswer.Decline()));
	}

	@Override
	public Mono<Answer> transferOver(CallLeg leg, TransferResult result) {
		return this.calls.find(leg)
			.map((call) -> inTime(call.ask(new Fact.TransferOver(result), Optional.empty())))
			.orElseGet(() -> Mono.just((result == TransferResult.TALKED) ? new Answer.HangUp() : this.desk.apology()));
	}

	@Override
	public void notice(CallLeg leg, CarrierNotice notice) {
		switch (notice) {
			case CarrierNotice.Disconnected(String cause, String fault) ->
				call(leg).take(new Fact.Disconnected(cause, !fault.isEmpty()));
			case CarrierNotice.StreamStarted() -> log.debug("Call {}: the carrier opened its stream", leg);
			case CarrierNotice.StreamRejected(int stream, String cause) ->
				tell(leg, new Fact.StreamRejected(stream, cause));
			case CarrierNotice.StreamStopped(int stream, boolean _) -> tell(leg, new Fact.StreamStopped(stream));
			case CarrierNotice.TransferLegEnded(String _, boolean answered) -> tell(leg, new Fact.LegEnded(answered));
			case CarrierNotice.KeyPressed key ->
				this.calls.find(leg).map(CallLife::live).ifPresent((live) -> live.key(key.digit(), key.at()));
			case CarrierNotice.Recognised(CarrierNotice.Answerer answerer) ->
				this.calls.find(leg).ifPresent((call) -> call.recognised(answerer));
			case CarrierNotice.Recorded recorded -> tell(leg, new CallEvent.Recorded(recorded));
			case CarrierNotice.Transcribed transcribed -> tell(leg, new CallEvent.Transcribed(transcribed));
		}
	}

	@Override
	public void dialling(CallLeg leg, String agent, String version) {
		call(leg).dialled(agent, version);
	}

	@Override
	public void notPlaced(CallLeg leg, String cause) {
		call(leg).take(new Fact.NotPlaced(cause));
	}

	/** Has the carrier end a call. */
	Mono<Void> hangUp(CallLeg leg) {
		return Mono.defer(() -> this.desk.liveCalls().departure().hangUp(leg));
	}

	/** The call of this name, also one that is over. */
	Optional<CallLife> find(String id) {
		return this.calls.find(id);
	}

	@Override
	public void start() {
		this.running = true;
	}

	/**
	 * Ends every call, since the process is going down. The carrier finds its sockets
	 * closed, goes on in its documents, and brings the calls to whoever answers then.
	 */
	@Override
	public void stop(Runnable stopped) {
		this.running = false;
		List<CallLife> all = this.calls.all();
		all.forEach((call) -> call.take(new Fact.GoingDown()));
		Mono.when(all.stream().map(CallLife::closed).toList())
			.timeout(STOPPING)
			.onErrorComplete()
			.doFinally((_) -> stopped.run())
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

	/** Before the web server, whose loops the calls need to end. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 512;
	}

	private Mono<Answer> ask(CallLeg leg, Fact question) {
		boolean ordered = leg.direction() == CallLeg.Direction.OUTBOUND
				&& this.calls.find(leg).map(CallLife::briefing).isEmpty();
		Mono<Optional<Orders.Order>> order = ordered ? order(leg) : Mono.just(Optional.empty());
		return inTime(order.flatMap((found) -> call(leg).ask(question, found)));
	}

	private Mono<Optional<Orders.Order>> order(CallLeg leg) {
		return this.orders.find(leg)
			.map(Optional::of)
			.timeout(ORDER_DEADLINE)
			.doOnError((cause) -> log.warn("Call {}: its order was not found: {}", leg, cause.getMessage()))
			.onErrorReturn(Optional.empty())
			.defaultIfEmpty(Optional.empty());
	}

	private Mono<Answer> inTime(Mono<Answer> answer) {
		return answer.timeout(ANSWER_DEADLINE).onErrorResume((cause) -> {
			log.error("A call gets the fallback, no answer came in time", cause);
			return Mono.just(this.desk.fallback());
		});
	}

	private void tell(CallLeg leg, Fact fact) {
		this.calls.find(leg).ifPresent((call) -> call.take(fact));
	}

	private void tell(CallLeg leg, CallEvent event) {
		this.calls.find(leg).ifPresentOrElse((call) -> call.tell(event), () -> this.desk.tell(leg, event));
	}

	private CallLife call(CallLeg leg) {
		return this.calls.call(leg, this.desk);
	}

	private Mono<AdmittedCall> admitted(ExpectedCall expected) {
		Optional<CallLife> known = this.calls.find(expected.callId());
		if (known.isPresent()) {
			return Mono.justOrEmpty(known.get().reservationOf(expected.stream()).map(Admitted::new));
		}
		CallLeg leg = new CallLeg(expected.carrier(), new AccountId(expected.accountId()),
				new CallId(expected.callId()), expected.from(), expected.to(),
				CallLeg.Direction.valueOf(expected.direction().toUpperCase(Locale.ROOT)), expected.tag());
		boolean outbound = leg.direction() == CallLeg.Direction.OUTBOUND;
		Mono<Optional<Orders.Order>> order = outbound ? order(leg) : Mono.just(Optional.empty());
		return order.flatMap((found) -> Mono.justOrEmpty(adopt(leg, expected.stream(), found))).map(Admitted::new);
	}

	/** A token that was issued by another pod finds nothing prepared here. */
	private Optional<Reservation> adopt(CallLeg leg, int stream, Optional<Orders.Order> order) {
		Reception reception = this.desk.reception();
		Opening opening = (stream == 1) ? Opening.FRESH : Opening.AGAIN;
		return (reception.welcome(leg, order) instanceof Reception.Welcome.Briefed(Briefing briefing))
				? reception.reserve(leg, briefing, new Dialogue(), stream, opening).filter(Reservation::take)
				: Optional.empty();
	}

	/** A reservation that a media socket has taken. */
	private final class Admitted implements AdmittedCall {

		private final Reservation reservation;

		Admitted(Reservation reservation) {
			this.reservation = reservation;
		}

		@Override
		public CallLeg leg() {
			return this.reservation.leg();
		}

		@Override
		public void abandon() {
			this.reservation.close();
			tell(leg(), new Fact.SocketLost(this.reservation.stream()));
		}

		@Override
		public Mono<Void> serve(MediaStream stream) {
			return call(leg()).serve(this.reservation, stream);
		}

	}

}
