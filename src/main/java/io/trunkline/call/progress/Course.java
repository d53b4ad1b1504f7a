package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;

/**
 * The course of a call. A pure function: the same progress and fact give the same step.
 *
 * <pre>
 * UNKNOWN → DIALLING → EXPECTED → TALKING → LEAVING → OVER
 *                         ↑  ↑       │ │        ↑
 *                         │  └ BROKEN┘ └ TRANSFERRING
 *                         └─────────────────┘
 * </pre>
 *
 * Whatever comes late, twice or in another order than it happened finds the call where it
 * changes nothing, or leads to the same end.
 */
public final class Course {

	/** A call that we place and of which nothing is heard is none after this. */
	private static final Duration DIALLING = Duration.ofMinutes(10);

	/** How long the end of a stream may take whose call is over. */
	private static final Duration CLOSING = Duration.ofSeconds(10);

	private final Moves moves;

	private final Streams streams;

	private final Transfers transfers;

	/**
	 * Knows what a carrier does with {@link Duty.Reply#FALLBACK}.
	 * @param fallbackRings whether it rings somebody; else it says sorry and hangs up
	 */
	public Course(boolean fallbackRings) {
		this.moves = new Moves(fallbackRings);
		this.transfers = new Transfers(this.moves);
		this.streams = new Streams(this.moves, this.transfers);
	}

	/** What follows from a fact. */
	public Step step(Progress now, Fact fact) {
		return switch (fact) {
			case Fact.Dialled() -> (now.stage() instanceof Stage.Unknown)
					? Step.to(now.at(new Stage.Dialling())).within(DIALLING) : Step.to(now);
			case Fact.NotPlaced(String cause) ->
				(now.stage() instanceof Stage.Unknown || now.stage() instanceof Stage.Dialling)
						? this.moves.over(now, Outcome.NOT_REACHED, cause) : Step.to(now);
			case Fact.Offered() -> offered(now);
			case Fact.Passed() -> this.streams.passed(now);
			case Fact.TransferOver(TransferResult result) -> transferOver(now, result);
			case Fact.RestreamAsked(int stream) -> this.streams.restream(now, stream);
			case Fact.RestreamRefused(int stream) -> this.streams.restreamRefused(now, stream);
			case Fact.Declined declined -> this.streams.declined(now, declined);
			case Fact.SocketCame(int stream) -> this.streams.socketCame(now, stream);
			case Fact.SocketLost(int stream) -> this.streams.lost(now, stream, "the carrier closed its socket");
			case Fact.StreamOver over -> this.streams.over(now, over);
			case Fact.StreamRejected(int stream, String cause) ->
				this.streams.lost(now, stream, "the carrier could not open it: " + cause);
			case Fact.StreamStopped(int stream) -> this.streams.stopped(now, stream);
			case Fact.TransferAsked asked -> this.transfers.asked(now, asked);
			case Fact.TransferRefused refused -> this.transfers.refused(now, refused);
			case Fact.PickedUp(boolean asks) ->
				this.transfers.learned(now, (transfer) -> asks ? transfer : transfer.taken());
			case Fact.Decided(boolean accepted) ->
				this.transfers.learned(now, (transfer) -> accepted ? transfer.taken() : transfer.turnedDown());
			case Fact.LegEnded(boolean answered) ->
				this.transfers.learned(now, (transfer) -> transfer.legEnded(answered));
			case Fact.Disconnected(String cause, boolean faulty) -> disconnected(now, cause, faulty);
			case Fact.HangUpAsked() -> hangUpAsked(now);
			case Fact.GoingDown() -> goingDown(now);
			case Fact.Expired(int watch) -> (watch == now.watch()) ? expired(now) : Step.to(now);
		};
	}

	private Step offered(Progress now) {
		return switch (now.stage()) {
			case Stage.Unknown _, Stage.Dialling _ -> this.moves.connect(now, Opening.FRESH, null, false);
			case Stage.Over(boolean told, String cause) when !told ->
				this.moves.over(now, Outcome.CALLER_HANGUP, cause).and(new Duty.Answer(Duty.Reply.HANG_UP));
			case Stage.Leaving _ when now.streams() == 0 -> Step.to(now, new Duty.Answer(Duty.Reply.HANG_UP));
			case Stage.Over _, Stage.Closing _, Stage.Settling _ -> Step.to(now, new Duty.Answer(Duty.Reply.HANG_UP));
			case Stage.Expected _, Stage.Talking _, Stage.Broken _, Stage.Transferring _, Stage.Leaving _ ->
				Step.to(now, new Duty.Answer(Duty.Reply.REPEAT));
		};
	}

	private Step transferOver(Progress now, TransferResult result) {
		Duty.Reply last = (result == TransferResult.TALKED) ? Duty.Reply.HANG_UP : Duty.Reply.SORRY;
		return switch (now.stage()) {
			case Stage.Transferring _ -> this.transfers.over(now, result);
			case Stage.Talking _ when now.transfer() != null ->
				Step.to(now.with(now.transfer().came(result))).within(Duration.ofMillis(1500));
			case Stage.Talking talking -> this.streams.overdue(now, talking).and(new Duty.Answer(last));
			case Stage.Expected _ -> Step.to(now, new Duty.Answer(Duty.Reply.REPEAT));
			case Stage.Settling(String cause) ->
				this.transfers
					.settled(now.with(
							(now.transfer() == null) ? null : now.transfer().legEnded(result == TransferResult.TALKED)),
							cause)
					.and(new Duty.Answer(Duty.Reply.HANG_UP));
			case Stage.Unknown _, Stage.Dialling _, Stage.Broken _, Stage.Leaving _, Stage.Closing _, Stage.Over _ ->
				Step.to(now, new Duty.Answer(last));
		};
	}

	private Step disconnected(Progress now, String cause, boolean faulty) {
		Step next = switch (now.stage()) {
			case Stage.Unknown _ -> Step.to(now.at(new Stage.Over(false, cause)));
			case Stage.Dialling _ -> this.moves.over(now, Outcome.NOT_REACHED, cause);
			case Stage.Expected _ -> this.moves.over(now, Outcome.CALLER_HANGUP, cause);
			case Stage.Talking(int stream, int another, boolean _, boolean _) -> Step
				.to(now.at(new Stage.Closing(stream, another, cause)), new Duty.LetGo(),
						new Duty.EndStream(stream, Outcome.CALLER_HANGUP), new Duty.Answer(Duty.Reply.HANG_UP))
				.within(CLOSING);
			case Stage.Broken(Outcome outcome, Duration _) ->
				this.moves.over(now, (outcome == Outcome.STREAM_BROKEN) ? Outcome.CALLER_HANGUP : outcome, cause);
			case Stage.Transferring _ -> this.transfers.left(now, cause);
			case Stage.Leaving(Outcome outcome, String ours) ->
				this.moves.over(now, outcome, ours.isEmpty() ? cause : ours);
			case Stage.Closing _, Stage.Settling _, Stage.Over _ -> Step.to(now);
		};
		boolean first = !(now.stage() instanceof Stage.Closing || now.stage() instanceof Stage.Settling
				|| now.stage() instanceof Stage.Over || now.stage() instanceof Stage.Unknown);
		return (faulty && first) ? next.after(new Duty.Fault("carrier", cause)) : next;
	}

	/** Calls with a stream are asked to take their leave; a bridged one is let alone. */
	private Step hangUpAsked(Progress now) {
		return switch (now.stage()) {
			case Stage.Dialling _, Stage.Expected _, Stage.Broken _ ->
				this.moves.leave(now, Outcome.OPERATOR_HANGUP, "").after(new Duty.LetGo());
			case Stage.Unknown _, Stage.Talking _, Stage.Transferring _, Stage.Leaving _, Stage.Closing _,
					Stage.Settling _, Stage.Over _ ->
				Step.to(now);
		};
	}

	private Step goingDown(Progress now) {
		return switch (now.stage()) {
			case Stage.Talking(int stream, int _, boolean _, boolean _) -> Step
				.to(now.with((Transfer) null).at(new Stage.Closing(stream, 0, "")), new Duty.LetGo(),
						new Duty.EndStream(stream, Outcome.FAILED), new Duty.Answer(Duty.Reply.HANG_UP))
				.within(CLOSING);
			case Stage.Dialling _, Stage.Expected _ -> this.moves.over(now, Outcome.FAILED, "");
			case Stage.Transferring _ -> bridgedOver(now);
			case Stage.Broken _, Stage.Leaving _, Stage.Settling _ -> expired(now);
			case Stage.Unknown _, Stage.Closing _, Stage.Over _ -> Step.to(now);
		};
	}

	private Step bridgedOver(Progress now) {
		return this.moves.over(now, (now.transfer() != null) ? now.transfer().outcome() : Outcome.TRANSFERRED, "");
	}

	private Step expired(Progress now) {
		return switch (now.stage()) {
			case Stage.Unknown _, Stage.Over _ -> Step.to(now);
			case Stage.Dialling _ -> this.moves.over(now, Outcome.NOT_REACHED, "");
			case Stage.Expected(int stream, boolean _) -> this.streams.lost(now, stream, "no socket came");
			case Stage.Talking talking -> this.streams.overdue(now, talking);
			case Stage.Broken(Outcome outcome, Duration _) -> this.moves.over(now, outcome, "");
			case Stage.Leaving(Outcome outcome, String ours) -> this.moves.over(now, outcome, ours);
			case Stage.Transferring(boolean rung) when !rung -> this.transfers.rung(now);
			case Stage.Transferring _ -> bridgedOver(now);
			case Stage.Closing(int _, int _, String cause) -> this.moves.over(now, Outcome.CALLER_HANGUP, cause);
			case Stage.Settling(String cause) -> this.transfers.settled(now, cause);
		};
	}

}
