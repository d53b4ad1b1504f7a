package io.trunkline.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.api.Progress.Numbered;
import io.trunkline.api.Progress.Speaker;
import io.trunkline.api.Progress.Step;
import io.trunkline.call.CallEvent;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * One call as operators see it. Told by the call's loop and read by others; each method
 * holds the lock for no longer than it takes to note one event or to copy what is kept.
 */
final class BoardCall {

	/** Events that somebody who comes later, or comes back, still gets. */
	static final int REPLAYED = 500;

	/** The newest things said that are kept. */
	static final int TRANSCRIPT = 500;

	private static final int RECORDINGS = 20;

	private static final int LONGEST_TEXT = 2000;

	private static final int LONGEST_ADDRESS = 256;

	private final long number;

	private final String id;

	private final Direction direction;

	private final InstantSource clock;

	private final Instant createdAt;

	private final Sinks.Many<Numbered> progress = Sinks.many().replay().limit(REPLAYED);

	private final Deque<CallView.Entry> transcript = new ArrayDeque<>();

	private final List<CallView.Recording> recordings = new ArrayList<>();

	private long events;

	private CallState state;

	private String from = "";

	private String to = "";

	private @Nullable String carrier;

	private @Nullable String carrierCall;

	private @Nullable String agent;

	private @Nullable String agentVersion;

	/** Of the latest media stream, as that began. */
	private @Nullable Engine engine;

	private @Nullable String destination;

	private CarrierNotice.@Nullable Answerer answeredBy;

	private @Nullable Instant answeredAt;

	private @Nullable Instant endedAt;

	private @Nullable Outcome outcome;

	private @Nullable String cause;

	private Progress.@Nullable Latency latency;

	BoardCall(long number, String id, Direction direction, InstantSource clock) {
		this.number = number;
		this.id = id;
		this.direction = direction;
		this.clock = clock;
		this.createdAt = clock.instant();
		this.state = (direction == Direction.OUTBOUND) ? CallState.DIALLING : CallState.OFFERED;
	}

	/** Counts up over all calls of the board. */
	long number() {
		return this.number;
	}

	String id() {
		return this.id;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	Direction direction() {
		return this.direction;
	}

	synchronized CallState state() {
		return this.state;
	}

	synchronized boolean isOver() {
		return this.endedAt != null;
	}

	/** We have placed it; what its carrier tells may have come before. */
	synchronized void dialling(String dialled, String shown, String chosen) {
		this.to = this.to.isEmpty() ? dialled : this.to;
		this.from = this.from.isEmpty() ? shown : this.from;
		if (this.agent == null) {
			this.agent = chosen;
			tellState(Optional.empty());
		}
	}

	synchronized void on(CallLeg leg, CallEvent event) {
		this.carrier = leg.carrier();
		this.carrierCall = leg.callId().value();
		this.from = leg.from().isEmpty() ? this.from : cut(leg.from(), LONGEST_ADDRESS);
		this.to = leg.to().isEmpty() ? this.to : cut(leg.to(), LONGEST_ADDRESS);
		if (this.endedAt == null) {
			live(event);
		}
		if (event instanceof CallEvent.Recorded(CarrierNotice.Recorded recording)
				&& this.recordings.size() < RECORDINGS) {
			this.recordings.add(new CallView.Recording(recording.id(), recording.status(),
					Progress.millis(recording.length()), recording.url()));
		}
	}

	private void live(CallEvent event) {
		switch (event) {
			case CallEvent.Offered(String name, String version) -> move(CallState.OFFERED, name, version);
			case CallEvent.Refused(String reason) -> tell(new Progress.Fault("agent", reason));
			case CallEvent.Answered(String name, Engine with) -> {
				this.engine = with;
				this.answeredAt = (this.answeredAt == null) ? this.clock.instant() : this.answeredAt;
				move(CallState.TALKING, name, this.agentVersion);
			}
			case CallEvent.HandedOver(String name, String version) -> move(this.state, name, version);
			case CallEvent.Recognised(CarrierNotice.Answerer who) -> this.answeredBy = who;
			case CallEvent.CallerSaid(String text) -> said(Speaker.CALLER, text, Optional.empty());
			case CallEvent.CallerKeyed(String shown) -> said(Speaker.KEYS, shown, Optional.empty());
			case CallEvent.AgentSpoke spoke ->
				said(Speaker.AGENT, spoke.heard().strip(), Optional.of(spoke.interrupted()));
			case CallEvent.Whispered(String note) -> said(Speaker.OPERATOR, note, Optional.empty());
			case CallEvent.ReplyBegan(var measured) -> {
				this.latency = Progress.Latency.of(measured);
				tell(this.latency);
			}
			case CallEvent.ToolCalled(String tool, boolean refused) ->
				tell(new Progress.Tool(tool, refused ? Step.REFUSED : Step.CALLED, Optional.empty()));
			case CallEvent.ToolAnswered(String tool, var took) ->
				tell(new Progress.Tool(tool, Step.ANSWERED, Optional.of(Progress.millis(took))));
			case CallEvent.TransferBegan(String alias) -> transfer(CallState.TRANSFERRING, alias, Optional.empty());
			case CallEvent.Bridged(String alias) -> transfer(CallState.BRIDGED, alias, Optional.empty());
			case CallEvent.TransferOver(String alias, TransferResult result) -> transfer(
					(result == TransferResult.TALKED) ? this.state : CallState.TALKING, alias, Optional.of(result));
			case CallEvent.RecordingChanged(boolean on) -> tell(new Progress.Recording(on));
			case CallEvent.Faulted(String part, String message) -> tell(new Progress.Fault(part, message));
			case CallEvent.Ended(Outcome how, String why, var length) -> end(how, why, Progress.millis(length));
			case CallEvent.StreamOver _, CallEvent.Recorded _, CallEvent.Transcribed _ -> {
			}
		}
	}

	private void move(CallState to, String name, @Nullable String version) {
		this.state = to;
		this.agent = name;
		this.agentVersion = version;
		tellState(Optional.empty());
	}

	private void transfer(CallState to, String alias, Optional<TransferResult> result) {
		this.state = to;
		this.destination = alias;
		tellState(result);
	}

	private void said(Speaker speaker, String text, Optional<Boolean> interrupted) {
		if (this.transcript.size() == TRANSCRIPT) {
			this.transcript.removeFirst();
		}
		Progress.Transcript words = new Progress.Transcript(speaker, cut(text, LONGEST_TEXT), interrupted);
		this.transcript.addLast(new CallView.Entry(this.clock.instant(), words));
		tell(words);
	}

	private void end(Outcome how, String why, long millis) {
		this.state = CallState.ENDED;
		this.endedAt = this.clock.instant();
		this.outcome = how;
		this.cause = why.isEmpty() ? null : why;
		tell(new Progress.Ended(how, why, millis));
		this.progress.tryEmitComplete();
	}

	private void tellState(Optional<TransferResult> result) {
		tell(new Progress.State(this.state, Optional.ofNullable(this.agent), Optional.ofNullable(this.agentVersion),
				Optional.ofNullable(this.engine), Optional.ofNullable(this.destination), result));
	}

	private void tell(Progress what) {
		this.progress.tryEmitNext(new Numbered(++this.events, this.clock.instant(), what));
	}

	/**
	 * What is told after the event of this number, from what is kept on. Completes with
	 * the call. Signals on whatever thread tells: its subscriber must not take long.
	 */
	Flux<Numbered> follow(long after) {
		return this.progress.asFlux().filter((event) -> event.number() > after);
	}

	synchronized CallView view() {
		return new CallView(this.id, this.direction, this.state, this.from, this.to, Optional.ofNullable(this.agent),
				Optional.ofNullable(this.agentVersion), Optional.ofNullable(this.engine),
				Optional.ofNullable(this.answeredBy), this.createdAt, Optional.ofNullable(this.answeredAt),
				Optional.ofNullable(this.endedAt), Optional.ofNullable(this.outcome), Optional.ofNullable(this.cause),
				Optional.ofNullable(this.destination), Optional.ofNullable(this.latency));
	}

	synchronized CallView.Detail detail() {
		return new CallView.Detail(view(), Optional.ofNullable(this.carrier), Optional.ofNullable(this.carrierCall),
				List.copyOf(this.transcript), List.copyOf(this.recordings));
	}

	private static String cut(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest);
	}

}
