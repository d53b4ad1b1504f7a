package io.trunkline.call;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.call.Reservation.Arrival;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.progress.Duty;
import io.trunkline.call.progress.Duty.Reply;
import io.trunkline.call.progress.Fact;
import io.trunkline.call.progress.Progress;
import io.trunkline.call.progress.Step;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.TurnEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One call from its dialling or offer to its end, over all of its streams. Facts come on
 * any thread and are taken one after another, by whichever thread finds nobody at it;
 * what is not volatile belongs to that thread. Nothing here waits.
 */
final class CallLife implements CallDeparture.Whereabouts {

	private static final Logger log = LoggerFactory.getLogger(CallLife.class);

	private final CallDesk desk;

	private final Inbox inbox = new Inbox(this::failed);

	private final NextStream next;

	private final long beganAt;

	private final Disposable.Swap watch = Disposables.swap();

	private volatile CallLeg leg;

	private volatile Progress progress = Progress.UNKNOWN;

	/** The stream that is up. */
	private volatile @Nullable LiveCall live;

	/** Completes when nothing is left of the latest stream. */
	private volatile Mono<Void> closed = Mono.empty();

	private int liveStream;

	private CarrierNotice.@Nullable Answerer answerer;

	private boolean announced;

	/** When a stream was first served. */
	private long answeredAt;

	private boolean answered;

	/** When something was last heard of it. */
	private long heardAt;

	CallLife(CallDesk desk, CallLeg leg) {
		this.desk = desk;
		this.leg = leg;
		this.beganAt = desk.nanoTime();
		this.heardAt = this.beganAt;
		this.next = new NextStream(desk, this, this.inbox);
	}

	CallLeg leg() {
		return this.leg;
	}

	boolean isOver() {
		return this.progress.isOver();
	}

	Progress progress() {
		return this.progress;
	}

	@Nullable LiveCall live() {
		return this.live;
	}

	@Nullable Briefing briefing() {
		return this.next.briefing();
	}

	Mono<Void> closed() {
		return this.closed;
	}

	/** A webhook knows more of a call than the order to place it. */
	void knownAs(CallLeg told) {
		if (!told.tag().isEmpty() && !told.callId().equals(this.leg.callId())) {
			this.leg = told;
		}
	}

	@Override
	public void take(Fact fact) {
		this.inbox.add(() -> step(fact, null));
	}

	/** The call was ordered, and this agent is to have it. */
	void dialled(String agent, String version) {
		this.inbox.add(() -> {
			announce(new CallEvent.Offered(agent, version));
			step(new Fact.Dialled(), null);
		});
	}

	/** Tells that the call is there, and who has it or why nobody does: once. */
	void announce(CallEvent event) {
		if (!this.announced) {
			this.announced = true;
			this.desk.tell(this.leg, event);
		}
	}

	/** Takes a fact that wants an answer. */
	Mono<Answer> ask(Fact question, Optional<Orders.Order> ordered) {
		Sinks.One<Answer> answer = Sinks.one();
		this.inbox.add(() -> {
			this.next.asked(answer, ordered);
			step(question, null);
		});
		return answer.asMono();
	}

	/** Gives the place of a stream to its socket, once. */
	Optional<Reservation> reservationOf(int stream) {
		return this.next.reservationOf(stream);
	}

	/**
	 * Serves a stream, or closes it when nobody waits for it any more. Called on its
	 * loop.
	 */
	Mono<Void> serve(Reservation reserved, MediaStream stream) {
		Arrival arrival = Arrival.of(reserved, stream);
		this.inbox.add(() -> step(new Fact.SocketCame(reserved.stream()), arrival));
		return arrival.closed();
	}

	/** What to do with somebody who picked up a transfer of this call. */
	Mono<BridgeAnswer> pickedUp() {
		Sinks.One<BridgeAnswer> answer = Sinks.one();
		this.inbox.add(() -> {
			String alias = this.progress.destination();
			BridgeAnswer bridge = (alias == null) ? new BridgeAnswer.Decline() : bridge(alias);
			boolean asks = bridge instanceof BridgeAnswer.Brief(String _, boolean decides) && decides;
			step(new Fact.PickedUp(asks), null);
			answer.tryEmitValue(bridge);
		});
		return answer.asMono();
	}

	/** What to do once they have decided. */
	Mono<BridgeAnswer> decided(boolean accepted) {
		Sinks.One<BridgeAnswer> answer = Sinks.one();
		this.inbox.add(() -> {
			boolean waited = this.progress.destination() != null;
			step(new Fact.Decided(accepted), null);
			answer.tryEmitValue((accepted && waited) ? new BridgeAnswer.Connect() : new BridgeAnswer.Decline());
		});
		return answer.asMono();
	}

	void recognised(CarrierNotice.Answerer who) {
		this.inbox.add(() -> {
			this.answerer = who;
			LiveCall now = this.live;
			if (now != null) {
				now.recognised(who);
			}
		});
	}

	void tell(CallEvent event) {
		this.inbox.add(() -> this.desk.tell(this.leg, event));
	}

	@Override
	public Mono<Answer.Connect> nextStream(int stream, String keys) {
		Mono<Answer> answer = Mono.defer(() -> {
			Sinks.One<Answer> asker = Sinks.one();
			this.inbox.add(() -> {
				this.next.asked(asker, Optional.empty());
				this.next.press(keys);
				step(new Fact.RestreamAsked(stream), null);
				this.next.press("");
			});
			return asker.asMono();
		});
		return answer.ofType(Answer.Connect.class)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("there is no place for another stream")));
	}

	private void step(Fact fact, @Nullable Arrival arrival) {
		if (!(fact instanceof Fact.Expired)) {
			this.heardAt = this.desk.nanoTime();
		}
		Step step = this.desk.course().step(this.progress, fact);
		this.progress = step.progress();
		step.duties().forEach((duty) -> this.inbox.run(() -> carryOut(duty, arrival)));
		if (isOver()) {
			this.desk.retire(this);
		}
	}

	private void carryOut(Duty duty, @Nullable Arrival arrival) {
		switch (duty) {
			case Duty.Connect connect -> this.next.connect(connect);
			case Duty.Answer(Reply reply) -> this.next.answer(reply);
			case Duty.Serve(int stream) -> begin(stream, Objects.requireNonNull(arrival, "no socket"));
			case Duty.TurnAway _ -> Objects.requireNonNull(arrival, "no socket").turnAway();
			case Duty.LetGo() -> this.next.letGo();
			case Duty.EndStream(int stream, Outcome outcome) -> {
				LiveCall now = this.live;
				if (now != null && this.liveStream == stream) {
					now.post(new TurnEvent.StreamEnded(outcome));
				}
			}
			case Duty.Watch(int number, Duration after) ->
				this.watch.update(this.desk.after(after, () -> take(new Fact.Expired(number))));
			case Duty.Rest() -> this.watch.update(Disposables.disposed());
			case Duty.Fault(String part, String message) -> {
				log.warn("Call {}: {}: {}", this.leg, part, message);
				this.desk.tell(this.leg, new CallEvent.Faulted(part, message));
			}
			case Duty.TransferBegan(String destination) ->
				this.desk.tell(this.leg, new CallEvent.TransferBegan(destination));
			case Duty.Bridged(String destination) -> this.desk.tell(this.leg, new CallEvent.Bridged(destination));
			case Duty.TransferOver(String destination, TransferResult result) ->
				this.desk.tell(this.leg, new CallEvent.TransferOver(destination, result));
			case Duty.End(Outcome outcome, String cause) -> end(outcome, cause);
		}
	}

	/** A stream that cannot even begin must not keep its call. */
	private void begin(int stream, Arrival arrival) {
		try {
			serve(stream, arrival);
		}
		catch (RuntimeException ex) {
			failed(ex);
			arrival.turnAway();
			take(new Fact.StreamOver(stream, Outcome.FAILED, Duration.ZERO));
		}
	}

	private void serve(int stream, Arrival arrival) {
		this.next.taken(arrival.reservation().prepared());
		LiveCall call = arrival.begin(this.desk.liveCalls(), this, (over) -> this.inbox.add(() -> {
			if (this.liveStream == stream) {
				this.live = null;
			}
			step(new Fact.StreamOver(stream, over.outcome(), over.duration()), null);
		}));
		this.live = call;
		this.liveStream = stream;
		this.closed = arrival.closed();
		if (!this.answered) {
			this.answered = true;
			this.answeredAt = this.desk.nanoTime();
		}
		arrival.serve(call);
		if (this.answerer != null) {
			call.recognised(this.answerer);
		}
	}

	private void end(Outcome outcome, String cause) {
		announce(new CallEvent.Refused("it was over before it could be answered"));
		Duration length = Duration.ofNanos(this.heardAt - this.beganAt);
		this.desk.ended(this.leg, outcome,
				this.answered ? Duration.ofNanos(this.heardAt - this.answeredAt) : Duration.ZERO);
		this.desk.tell(this.leg, new CallEvent.Ended(outcome, cause, length));
		this.next.forget();
	}

	private void failed(RuntimeException cause) {
		log.error("Call {} failed on our side", this.leg, cause);
	}

	private BridgeAnswer bridge(String alias) {
		Briefing has = briefing();
		Agent.Destination destination = (has != null) ? has.agent().destinations().get(alias) : null;
		return (destination == null || destination.briefing().isBlank()) ? new BridgeAnswer.Connect()
				: new BridgeAnswer.Brief(destination.briefing(), destination.ask());
	}

}
