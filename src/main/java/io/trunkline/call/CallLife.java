package io.trunkline.call;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.trunkline.agent.Agent;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.ComingBack;
import io.trunkline.call.memory.Dialogue;
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
import io.trunkline.turn.Opening;
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

	private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final long beganAt;

	private final Disposable.Swap watch = Disposables.swap();

	private volatile CallLeg leg;

	private volatile Progress progress = Progress.UNKNOWN;

	/** What is ready for the stream that is to come. */
	private volatile @Nullable Reservation reservation;

	/** The stream that is up. */
	private volatile @Nullable LiveCall live;

	/** Who has the call; null until somebody does. */
	private volatile @Nullable Briefing briefing;

	/** Completes when nothing is left of the latest stream. */
	private volatile Mono<Void> closed = Mono.empty();

	private int liveStream;

	private Dialogue dialogue = new Dialogue();

	private final Askers askers = new Askers();

	private Optional<Orders.Order> order = Optional.empty();

	private CarrierNotice.@Nullable Answerer answerer;

	/** Keys that the carrier presses before the next stream. */
	private String digits = "";

	/** What a caller hears whom nobody serves. */
	private String sentence = "";

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
		return this.briefing;
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

	void take(Fact fact) {
		enter(() -> step(fact, null));
	}

	/** The call was ordered, and this agent is to have it. */
	void dialled(String agent, String version) {
		enter(() -> {
			if (!this.announced) {
				announce(new CallEvent.Offered(agent, version));
			}
			step(new Fact.Dialled(), null);
		});
	}

	/** Takes a fact that wants an answer. */
	Mono<Answer> ask(Fact question, Optional<Orders.Order> ordered) {
		Sinks.One<Answer> answer = Sinks.one();
		enter(() -> {
			this.order = ordered.or(() -> this.order);
			this.askers.add(answer);
			step(question, null);
		});
		return answer.asMono();
	}

	/** Gives the place of a stream to its socket, once. */
	Optional<Reservation> reservationOf(int stream) {
		return Optional.ofNullable(this.reservation)
			.filter((ready) -> ready.stream() == stream)
			.filter(Reservation::take);
	}

	/**
	 * Serves a stream, or closes it when nobody waits for it any more. Called on its
	 * loop.
	 */
	Mono<Void> serve(Reservation reserved, MediaStream stream) {
		Map<String, String> parameters = stream.parameters();
		Sinks.Empty<Void> over = Sinks.empty();
		Arrival arrival = new Arrival(reserved, stream, parameters, over);
		enter(() -> step(new Fact.SocketCame(reserved.stream()), arrival));
		return over.asMono();
	}

	/** What to do with somebody who picked up a transfer of this call. */
	Mono<BridgeAnswer> pickedUp() {
		Sinks.One<BridgeAnswer> answer = Sinks.one();
		enter(() -> {
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
		enter(() -> {
			boolean waited = this.progress.destination() != null;
			step(new Fact.Decided(accepted), null);
			answer.tryEmitValue((accepted && waited) ? new BridgeAnswer.Connect() : new BridgeAnswer.Decline());
		});
		return answer.asMono();
	}

	void recognised(CarrierNotice.Answerer who) {
		enter(() -> {
			this.answerer = who;
			LiveCall now = this.live;
			if (now != null) {
				now.recognised(who);
			}
		});
	}

	void tell(CallEvent event) {
		enter(() -> this.desk.tell(this.leg, event));
	}

	@Override
	public void transferAsked(int stream, String destination, Duration ring, Outcome outcome) {
		take(new Fact.TransferAsked(stream, destination, ring, outcome));
	}

	@Override
	public void transferRefused(int stream, boolean certain) {
		take(new Fact.TransferRefused(stream, certain));
	}

	@Override
	public Mono<Answer.Connect> nextStream(int stream, String keys) {
		Mono<Answer> answer = Mono.defer(() -> {
			Sinks.One<Answer> asker = Sinks.one();
			enter(() -> {
				this.askers.add(asker);
				this.digits = keys;
				step(new Fact.RestreamAsked(stream), null);
				this.digits = "";
			});
			return asker.asMono();
		});
		return answer.ofType(Answer.Connect.class)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("there is no place for another stream")));
	}

	@Override
	public void noNextStream(int stream) {
		take(new Fact.RestreamRefused(stream));
	}

	private void enter(Runnable task) {
		this.inbox.add(task);
		if (this.waiting.getAndIncrement() != 0) {
			return;
		}
		int done = 1;
		do {
			for (Runnable next = this.inbox.poll(); next != null; next = this.inbox.poll()) {
				run(next);
			}
			done = this.waiting.addAndGet(-done);
		}
		while (done != 0);
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			log.error("Call {} failed on our side", this.leg, ex);
		}
	}

	private void step(Fact fact, @Nullable Arrival arrival) {
		if (!(fact instanceof Fact.Expired)) {
			this.heardAt = this.desk.nanoTime();
		}
		Step step = this.desk.course().step(this.progress, fact);
		this.progress = step.progress();
		step.duties().forEach((duty) -> run(() -> carryOut(duty, arrival)));
		if (isOver()) {
			this.desk.retire(this);
		}
	}

	private void carryOut(Duty duty, @Nullable Arrival arrival) {
		switch (duty) {
			case Duty.Connect connect -> connect(connect);
			case Duty.Answer(Reply reply) -> answer(reply);
			case Duty.Serve(int stream) -> begin(stream, Objects.requireNonNull(arrival, "no socket"));
			case Duty.TurnAway _ -> turnAway(Objects.requireNonNull(arrival, "no socket"));
			case Duty.LetGo() -> letGo();
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

	private void connect(Duty.Connect connect) {
		letGo();
		Briefing known = this.briefing;
		if (known != null) {
			reserve(fromTheBeginning(connect), known);
			return;
		}
		switch (this.desk.reception().welcome(this.leg, this.order)) {
			case Reception.Welcome.Briefed(Briefing found) -> reserve(connect, found);
			case Reception.Welcome.Declined(Reply reply, String reason, String sentence) -> {
				this.sentence = sentence;
				decline(connect.stream(), reply, reason);
			}
		}
	}

	/** A stream that replaces one of which nothing was heard begins as that one would. */
	private Duty.Connect fromTheBeginning(Duty.Connect connect) {
		boolean unheard = connect.opening() == Opening.AGAIN && this.dialogue.messages().isEmpty();
		return unheard ? new Duty.Connect(connect.stream(), Opening.FRESH, connect.back()) : connect;
	}

	private void reserve(Duty.Connect connect, Briefing has) {
		this.briefing = has;
		if (connect.back() != null) {
			this.dialogue.note(ComingBack.from(connect.back()));
		}
		else if (!this.digits.isEmpty()) {
			this.dialogue.note(ComingBack.FROM_KEYS);
		}
		Optional<Reservation> reserved = this.desk.reserve(this.leg, has, this.dialogue, connect);
		if (reserved.isEmpty()) {
			decline(connect.stream(), Reply.FALLBACK, CallDesk.NO_PLACE);
			return;
		}
		this.reservation = reserved.get();
		if (!this.announced) {
			announce(new CallEvent.Offered(has.agent().name(), has.agent().version()));
		}
		issue(connect.stream(), has);
	}

	private void issue(int stream, Briefing has) {
		this.askers.tell(this.desk.connect(this.leg, stream, has, this.digits), this.desk.fallback(),
				(cause, waitAgain) -> enter(() -> {
					waitAgain.run();
					letGo();
					decline(stream, Reply.FALLBACK, "no token could be issued: " + cause.getMessage());
				}));
	}

	private void decline(int stream, Reply reply, String reason) {
		log.warn("Call {} cannot be served: {}", this.leg, reason);
		if (!this.announced) {
			announce(new CallEvent.Refused(reason));
		}
		take(new Fact.Declined(stream, reply, reason));
	}

	private void answer(Reply reply) {
		switch (reply) {
			case FALLBACK -> this.askers.tell(this.desk.fallback());
			case SORRY -> this.askers.tell(this.desk.apology());
			case CLOSED -> this.askers.tell(new Answer.Apologise(this.sentence));
			case REJECT -> this.askers.tell(new Answer.Reject());
			case HANG_UP -> this.askers.tell(new Answer.HangUp());
			case REPEAT -> this.askers.repeat();
		}
	}

	/** A stream that cannot even begin must not keep its call. */
	private void begin(int stream, Arrival arrival) {
		try {
			serve(stream, arrival);
		}
		catch (RuntimeException ex) {
			log.error("Call {} failed on our side", this.leg, ex);
			turnAway(arrival);
			take(new Fact.StreamOver(stream, Outcome.FAILED, Duration.ZERO));
		}
	}

	private void serve(int stream, Arrival arrival) {
		Reservation reserved = arrival.reservation();
		Preparation prepared = reserved.prepared();
		this.briefing = prepared.briefing();
		this.dialogue = prepared.dialogue();
		if (prepared.briefing().learn(arrival.parameters())) {
			prepared.session().become(prepared.briefing().agent());
		}
		reserved.permit().activate();
		LiveCall call = this.desk.liveCalls()
			.begin(reserved, arrival.stream(), this, (_, event) -> heard(stream, reserved, event));
		this.live = call;
		this.liveStream = stream;
		this.closed = arrival.over().asMono();
		if (!this.answered) {
			this.answered = true;
			this.answeredAt = this.desk.nanoTime();
		}
		Runnable begin = () -> call.serve().doFinally((_) -> arrival.release()).subscribe();
		if (arrival.stream().loop().isCurrent()) {
			begin.run();
		}
		else {
			arrival.stream().loop().execute(begin);
		}
		if (this.answerer != null) {
			call.recognised(this.answerer);
		}
	}

	/** Its place is free before the last of its connections is closed. */
	private void heard(int stream, Reservation reserved, CallEvent event) {
		if (event instanceof CallEvent.StreamOver(Outcome outcome, Duration ran)) {
			reserved.permit().release();
			enter(() -> {
				if (this.liveStream == stream) {
					this.live = null;
				}
				step(new Fact.StreamOver(stream, outcome, ran), null);
			});
		}
	}

	private void turnAway(Arrival arrival) {
		arrival.reservation().close();
		arrival.stream().close(MediaStream.Ending.CLOSED);
		arrival.over().tryEmitEmpty();
	}

	private void letGo() {
		Reservation ready = this.reservation;
		this.reservation = null;
		if (ready != null && ready.letGo()) {
			this.desk.revoke(this.leg);
		}
	}

	private void end(Outcome outcome, String cause) {
		if (!this.announced) {
			announce(new CallEvent.Refused("it was over before it could be answered"));
		}
		Duration length = Duration.ofNanos(this.heardAt - this.beganAt);
		this.desk.ended(this.leg, outcome,
				this.answered ? Duration.ofNanos(this.heardAt - this.answeredAt) : Duration.ZERO);
		this.desk.tell(this.leg, new CallEvent.Ended(outcome, cause, length));
		this.askers.tell(new Answer.HangUp());
		this.dialogue = new Dialogue();
		this.briefing = null;
	}

	private void announce(CallEvent event) {
		this.announced = true;
		this.desk.tell(this.leg, event);
	}

	private BridgeAnswer bridge(String alias) {
		Briefing has = this.briefing;
		Agent.Destination destination = (has != null) ? has.agent().destinations().get(alias) : null;
		return (destination == null || destination.briefing().isBlank()) ? new BridgeAnswer.Connect()
				: new BridgeAnswer.Brief(destination.briefing(), destination.ask());
	}

	/** A socket that came, with what is ready for it. */
	private record Arrival(Reservation reservation, MediaStream stream, Map<String, String> parameters,
			Sinks.Empty<Void> over) {

		void release() {
			this.reservation.permit().release();
			this.over.tryEmitEmpty();
		}
	}

}
