package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.admission.Admission;
import io.trunkline.admission.ExpectedCall;
import io.trunkline.admission.Permits.Permit;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.TurnEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Every call of this pod, from its offer until nothing of it is left. Webhooks come on
 * any event loop, so what is kept here is concurrent; a call itself lives on its own
 * loop.
 */
final class Calls implements Switchboard, SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Calls.class);

	/** How long a webhook's answer may take; a carrier waits longer. */
	private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(2);

	/** A carrier's word about a stream may overtake the stream's own end by this much. */
	private static final Duration OVERTAKING = Duration.ofMillis(1500);

	/** How long the end of all calls may take. */
	private static final Duration STOPPING = Duration.ofSeconds(6);

	private final Reception reception;

	private final Admission admission;

	private final Answer fallback;

	private final LiveCalls liveCalls;

	/** Monotonic, for how often streams are replaced. */
	private final LongSupplier nanoTime;

	private final Map<CallId, Reservation> waiting = new ConcurrentHashMap<>();

	private final Map<CallId, Served> live = new ConcurrentHashMap<>();

	private volatile boolean running;

	/** The same offer gets the same answer as long as its token may be good. */
	private final Cache<CallId, Mono<Answer>> answers = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofMinutes(1))
		.maximumSize(10_000)
		.build();

	/**
	 * Calls that the carrier has ended: a webhook that comes later must reserve nothing.
	 */
	private final Cache<CallId, Boolean> over = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofMinutes(10))
		.maximumSize(10_000)
		.build();

	private final Cache<CallId, PastStream> past = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofMinutes(10))
		.maximumSize(10_000)
		.build();

	/**
	 * Starts without calls.
	 * @param fallback the answer to a call that cannot be served
	 */
	Calls(Reception reception, Admission admission, Answer fallback, LiveCalls liveCalls, LongSupplier nanoTime) {
		this.reception = reception;
		this.admission = admission;
		this.fallback = fallback;
		this.liveCalls = liveCalls;
		this.nanoTime = nanoTime;
	}

	@Override
	public Mono<Answer> offered(CallLeg leg) {
		return this.answers.get(leg.callId(), (_) -> Mono.defer(() -> connect(leg, Optional.empty()))
			.cache((answer) -> Duration.ofMinutes(1), (_) -> Duration.ZERO, () -> Duration.ZERO));
	}

	@Override
	public Mono<Answer> streamPassed(CallLeg leg) {
		Served served = this.live.get(leg.callId());
		Mono<Void> over = (served == null) ? Mono.empty() : served.over.asMono();
		return over.timeout(OVERTAKING).onErrorComplete().then(Mono.defer(() -> afterStream(leg)));
	}

	@Override
	public Mono<AdmittedCall> admit(String token) {
		return this.admission.redeem(token)
			.flatMap((expected) -> Mono.justOrEmpty(reservationOf(expected)))
			.map(Admitted::new);
	}

	@Override
	public Mono<BridgeAnswer> pickedUp(CallLeg leg, CallId pickedUp) {
		return Mono.just(new BridgeAnswer.Connect());
	}

	@Override
	public Mono<BridgeAnswer> decided(CallLeg leg, CallId pickedUp, String digits) {
		return Mono.just(new BridgeAnswer.Connect());
	}

	@Override
	public Mono<Answer> transferOver(CallLeg leg, TransferResult result) {
		return Mono.just((result == TransferResult.TALKED) ? new Answer.HangUp() : this.fallback);
	}

	@Override
	public void notice(CallLeg leg, CarrierNotice notice) {
		switch (notice) {
			case CarrierNotice.Disconnected(String cause, String _) -> {
				log.info("Call {} is over for the carrier: {}", leg, cause);
				this.over.put(leg.callId(), true);
				letGo(leg.callId());
			}
			case CarrierNotice.StreamRejected(String cause) ->
				log.warn("Call {}: the carrier could not open the media stream: {}", leg, cause);
			case CarrierNotice.StreamStopped(boolean broken) ->
				log.debug("Call {}: the carrier says its stream is over, broken: {}", leg, broken);
			case CarrierNotice.TransferLegEnded(String cause, boolean _) ->
				log.info("Call {}: transfer ended: {}", leg, cause);
			case CarrierNotice.StreamStarted(), CarrierNotice.KeyPressed _, CarrierNotice.Recognised _,
					CarrierNotice.Recorded _, CarrierNotice.Transcribed _ ->
				log.debug("Call {}: noticed", leg);
		}
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
		this.waiting.keySet().forEach(this::letGo);
		List<Mono<Void>> over = this.live.values().stream().map((served) -> served.over.asMono()).toList();
		this.live.values().forEach((served) -> served.call.post(new TurnEvent.StreamEnded(Outcome.FAILED)));
		Mono.when(over).timeout(STOPPING).onErrorComplete().doFinally((_) -> stopped.run()).subscribe();
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

	private Mono<Answer> afterStream(CallLeg leg) {
		letGo(leg.callId());
		PastStream last = Optional.ofNullable(this.past.getIfPresent(leg.callId())).orElseGet(PastStream::unknown);
		if (!last.broken()) {
			return Mono.just(new Answer.HangUp());
		}
		long now = this.nanoTime.getAsLong();
		if (!last.reconnection().allowedAt(now)) {
			log.warn("Call {}: its media stream broke too often", leg);
			return Mono.just(this.fallback);
		}
		PastStream again = new PastStream(last.outcome(), last.dialogue(), last.briefing(), last.streams(),
				last.reconnection().againAt(now));
		this.past.put(leg.callId(), again);
		return connect(leg, Optional.of(again));
	}

	private Mono<Answer> connect(CallLeg leg, Optional<PastStream> before) {
		if (isOver(leg)) {
			return Mono.just(new Answer.HangUp());
		}
		Optional<Reservation> reserved = this.reception.reserve(leg, before);
		if (reserved.isEmpty()) {
			return Mono.just(this.fallback);
		}
		Reservation reservation = reserved.get();
		Reservation older = this.waiting.put(leg.callId(), reservation);
		if (older != null) {
			older.letGo();
		}
		if (isOver(leg)) {
			letGo(reservation);
			return Mono.just(new Answer.HangUp());
		}
		this.reception.expire(reservation, () -> letGo(reservation));
		return this.admission.issue(expected(leg, reservation.stream()))
			.<Answer>map((token) -> new Answer.Connect(new Answer.Token(token), reservation.stream()))
			.timeout(ANSWER_DEADLINE)
			.onErrorResume((cause) -> {
				log.error("Call {} cannot be served, it gets the fallback: {}", leg, cause.getMessage());
				letGo(reservation);
				return Mono.just(this.fallback);
			});
	}

	private boolean isOver(CallLeg leg) {
		return this.over.getIfPresent(leg.callId()) != null;
	}

	/** A token that was issued by another pod finds nothing prepared here. */
	private Optional<Reservation> reservationOf(ExpectedCall expected) {
		CallLeg leg = new CallLeg(expected.carrier(), new AccountId(expected.accountId()),
				new CallId(expected.callId()), expected.from(), expected.to(),
				CallLeg.Direction.valueOf(expected.direction().toUpperCase(Locale.ROOT)));
		Reservation waited = this.waiting.remove(leg.callId());
		if (waited != null && waited.take()) {
			return Optional.of(waited);
		}
		Optional<PastStream> before = Optional.ofNullable(this.past.getIfPresent(leg.callId()));
		return this.reception.reserve(leg, before).filter(Reservation::take);
	}

	private void letGo(CallId callId) {
		Reservation reservation = this.waiting.remove(callId);
		if (reservation != null) {
			reservation.letGo();
			this.admission.revoke(callId.value()).onErrorComplete().subscribe();
		}
	}

	private void letGo(Reservation reservation) {
		this.waiting.remove(reservation.leg().callId(), reservation);
		reservation.letGo();
	}

	private static ExpectedCall expected(CallLeg leg, int stream) {
		return new ExpectedCall(leg.carrier(), leg.accountId().value(), leg.callId().value(), leg.from(), leg.to(),
				leg.direction().name().toLowerCase(Locale.ROOT), stream);
	}

	/** A call whose stream is up, and the sign of its end. */
	private record Served(LiveCall call, Sinks.Empty<Void> over) {
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
		}

		@Override
		public Mono<Void> serve(MediaStream stream) {
			CallId callId = leg().callId();
			Permit permit = this.reservation.permit();
			permit.activate();
			Served served = new Served(Calls.this.liveCalls.begin(this.reservation, stream), Sinks.empty());
			Calls.this.live.put(callId, served);
			return served.call.serve().doOnNext((outcome) -> remember(callId, outcome)).doFinally((_) -> {
				permit.release();
				Calls.this.live.remove(callId, served);
				served.over.tryEmitEmpty();
			}).then();
		}

		private void remember(CallId callId, Outcome outcome) {
			Reconnection reconnection = Optional.ofNullable(Calls.this.past.getIfPresent(callId))
				.map(PastStream::reconnection)
				.orElse(Reconnection.NONE);
			Preparation prepared = this.reservation.prepared();
			Calls.this.past.put(callId, new PastStream(outcome, prepared.dialogue(), Optional.of(prepared.briefing()),
					prepared.stream(), reconnection));
		}

	}

}
