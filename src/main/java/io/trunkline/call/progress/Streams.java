package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;

/** What follows from the comings and goings of a call's media streams. */
final class Streams {

	/** A carrier's word about a stream may overtake the stream's own end by this much. */
	private static final Duration OVERTAKING = Duration.ofMillis(1500);

	/** A stream that a carrier says is over ends by itself within this. */
	private static final Duration STOPPING = Duration.ofSeconds(5);

	/** A stream that is told to end says so within this. */
	private static final Duration ENDING = Duration.ofMillis(300);

	private static final String PART = "stream";

	private final Moves moves;

	private final Transfers transfers;

	Streams(Moves moves, Transfers transfers) {
		this.moves = moves;
		this.transfers = transfers;
	}

	Step socketCame(Progress now, int came) {
		Progress talking = now.upTo(came).at(new Stage.Talking(came, 0, false, false));
		return switch (now.stage()) {
			case Stage.Unknown _ -> Step.to(talking, new Duty.Serve(came)).resting();
			case Stage.Expected(int stream, boolean _) when stream == came ->
				Step.to(talking, new Duty.Serve(came)).resting();
			case Stage.Talking(int stream, int next, boolean _, boolean _) when next == came ->
				Step.to(talking, new Duty.EndStream(stream, Outcome.CALLER_HANGUP), new Duty.Serve(came)).resting();
			case Stage.Dialling _, Stage.Expected _, Stage.Talking _, Stage.Broken _, Stage.Transferring _,
					Stage.Leaving _, Stage.Closing _, Stage.Settling _, Stage.Over _ ->
				Step.to(now, new Duty.TurnAway(came));
		};
	}

	/** The stream will not come: it was rejected, or its socket was of no use. */
	Step lost(Progress now, int lost, String why) {
		if (now.stage() instanceof Stage.Expected(int stream, boolean _)
				&& (stream == lost || (lost == 0 && stream == 1))) {
			return this.moves.broken(now, Outcome.STREAM_BROKEN, Duration.ZERO)
				.after(new Duty.LetGo(), new Duty.Fault(PART, why));
		}
		return (now.stage() instanceof Stage.Talking(int _, int next, boolean _, boolean _) && next > 0 && next == lost)
				? Step.to(now, new Duty.LetGo(), new Duty.Fault(PART, why)) : Step.to(now);
	}

	/** The socket tells better than the carrier how a stream ended, if it does. */
	Step stopped(Progress now, int stopped) {
		return switch (now.stage()) {
			case Stage.Talking(int stream, int _, boolean passed, boolean ended) when stream == stopped && !passed
					&& !ended && !known(now) ->
				Step.to(now).within(STOPPING);
			case Stage.Expected(int stream, boolean _) when stream == stopped ->
				this.moves.broken(now, Outcome.STREAM_BROKEN, Duration.ZERO).after(new Duty.LetGo());
			case Stage.Unknown _, Stage.Dialling _, Stage.Expected _, Stage.Talking _, Stage.Broken _,
					Stage.Transferring _, Stage.Leaving _, Stage.Closing _, Stage.Settling _, Stage.Over _ ->
				Step.to(now);
		};
	}

	Step over(Progress now, Fact.StreamOver fact) {
		return switch (now.stage()) {
			case Stage.Talking(int stream, int next, boolean passed, boolean _) when stream == fact.stream() ->
				over(now, fact, next, passed);
			case Stage.Closing(int stream, int next, String cause) when stream == fact.stream() ->
				closed(now, (next > 0) ? Outcome.CALLER_HANGUP : fact.outcome(), cause);
			case Stage.Unknown _, Stage.Dialling _, Stage.Expected _, Stage.Talking _, Stage.Broken _,
					Stage.Transferring _, Stage.Leaving _, Stage.Closing _, Stage.Settling _, Stage.Over _ ->
				Step.to(now);
		};
	}

	/** The stream must end by now, whatever keeps it. */
	Step overdue(Progress now, Stage.Talking talking) {
		int stream = talking.stream();
		if (talking.ended()) {
			return over(now, new Fact.StreamOver(stream, Outcome.STREAM_BROKEN, Duration.ZERO));
		}
		return Step
			.to(now.at(new Stage.Talking(stream, talking.next(), talking.passed(), true)),
					new Duty.EndStream(stream, Outcome.STREAM_BROKEN))
			.within(ENDING);
	}

	/** The carrier goes on behind the stream. */
	Step passed(Progress now) {
		return switch (now.stage()) {
			case Stage.Unknown _, Stage.Dialling _ ->
				this.moves.replace(now.upTo(1), Outcome.STREAM_BROKEN, Duration.ZERO);
			case Stage.Expected(int stream, boolean doubtful) when doubtful ->
				Step.to(now.at(new Stage.Expected(stream, false)), new Duty.Answer(Duty.Reply.REPEAT));
			case Stage.Expected _ -> this.moves.replace(now, Outcome.STREAM_BROKEN, Duration.ZERO)
				.after(new Duty.LetGo(), new Duty.Fault(PART, "the carrier opened no socket"));
			case Stage.Talking(int stream, int next, boolean passed, boolean ended) -> {
				Progress past = now.at(new Stage.Talking(stream, next, true, ended));
				yield (passed || ended) ? Step.to(past) : Step.to(past).within(OVERTAKING);
			}
			case Stage.Broken(Outcome outcome, Duration ran) -> this.moves.replace(now, outcome, ran);
			case Stage.Transferring _ -> this.transfers.notDone(now);
			case Stage.Leaving _, Stage.Closing _, Stage.Settling _, Stage.Over _ ->
				Step.to(now, new Duty.Answer(Duty.Reply.HANG_UP));
		};
	}

	Step restream(Progress now, int of) {
		if (now.stage() instanceof Stage.Talking(int stream, int next, boolean passed, boolean ended) && stream == of
				&& next == 0 && !passed && !ended) {
			int another = now.streams() + 1;
			return Step.to(now.upTo(another).at(new Stage.Talking(stream, another, false, false)),
					new Duty.Connect(another, Opening.RETURNED, null));
		}
		return Step.to(now, new Duty.Answer(Duty.Reply.HANG_UP));
	}

	Step restreamRefused(Progress now, int of) {
		return (now.stage() instanceof Stage.Talking(int stream, int _, boolean passed, boolean ended) && stream == of)
				? Step.to(now.at(new Stage.Talking(stream, 0, passed, ended)), new Duty.LetGo()) : Step.to(now);
	}

	/** What was to be ready for a stream is not. */
	Step declined(Progress now, Fact.Declined fact) {
		return switch (now.stage()) {
			case Stage.Expected(int stream, boolean _) when stream == fact.stream() ->
				(fact.reply() == Duty.Reply.FALLBACK)
						? this.moves.fallback(now, (stream == 1) ? Outcome.NOT_SERVED : Outcome.STREAM_BROKEN)
						: this.moves.leave(now, Outcome.NOT_SERVED, fact.cause()).after(new Duty.Answer(fact.reply()));
			case Stage.Talking(int stream, int next, boolean passed, boolean ended) when next == fact.stream() ->
				Step.to(now.at(new Stage.Talking(stream, 0, passed, ended)), new Duty.Answer(Duty.Reply.HANG_UP));
			case Stage.Unknown _, Stage.Dialling _, Stage.Expected _, Stage.Talking _, Stage.Broken _,
					Stage.Transferring _, Stage.Leaving _, Stage.Closing _, Stage.Settling _, Stage.Over _ ->
				Step.to(now, new Duty.Answer(Duty.Reply.HANG_UP));
		};
	}

	private Step over(Progress now, Fact.StreamOver fact, int next, boolean passed) {
		Outcome outcome = fact.outcome();
		Transfer transfer = now.transfer();
		if (transfer != null && (transfer.explains(outcome) || transfer.result() != null)) {
			return this.transfers.began(now, passed);
		}
		Progress alone = now.with((Transfer) null);
		if (next > 0 && !passed) {
			return Step.to(alone.at(new Stage.Expected(next, false))).within(Moves.SOCKET);
		}
		Duty[] unready = (next > 0) ? new Duty[] { new Duty.LetGo() } : new Duty[0];
		if (next > 0 || outcome == Outcome.STREAM_BROKEN || outcome == Outcome.FAILED) {
			Outcome why = (next > 0) ? Outcome.STREAM_BROKEN : outcome;
			Step step = passed ? this.moves.replace(alone, why, fact.ran()) : this.moves.broken(alone, why, fact.ran());
			return step.after(new Duty.Fault(PART, "the media stream broke off")).after(unready);
		}
		Step leaving = this.moves.leave(alone, outcome, "");
		return passed ? leaving.after(new Duty.Answer(Duty.Reply.HANG_UP)) : leaving;
	}

	private static boolean known(Progress now) {
		return now.transfer() != null && now.transfer().result() != null;
	}

	private Step closed(Progress now, Outcome outcome, String cause) {
		Transfer transfer = now.transfer();
		if (transfer != null && transfer.explains(outcome)) {
			return this.transfers.left(now, cause);
		}
		return this.moves.over(now.with((Transfer) null),
				(outcome == Outcome.STREAM_BROKEN) ? Outcome.CALLER_HANGUP : outcome, cause);
	}

}
