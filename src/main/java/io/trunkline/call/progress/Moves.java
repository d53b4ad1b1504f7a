package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/** The moves from stage to stage; each stage but the last has an end in sight. */
final class Moves {

	/** A reservation outlives its token, so that a socket that came in time finds it. */
	static final Duration SOCKET = Duration.ofSeconds(65);

	/** A call of which nothing is heard any more is over after this. */
	static final Duration NEWS = Duration.ofSeconds(60);

	/** Nobody talks to somebody else for longer. */
	static final Duration BRIDGED = Duration.ofHours(4);

	/** What picking up and a briefing may take beyond the ringing. */
	static final Duration BEYOND_RINGING = Duration.ofSeconds(60);

	private static final Duration RING = Duration.ofSeconds(30);

	/** Replacements of broken streams in one call. */
	private static final int MOST = 3;

	/** A stream that ran for so long was a good one: breaking is not all it does. */
	private static final Duration WELL = Duration.ofSeconds(30);

	private final boolean fallbackRings;

	/**
	 * Knows what a carrier does with {@link Duty.Reply#FALLBACK}.
	 * @param fallbackRings whether it rings somebody; else it says sorry and hangs up
	 */
	Moves(boolean fallbackRings) {
		this.fallbackRings = fallbackRings;
	}

	Step connect(Progress now, Opening opening, @Nullable TransferResult back, boolean doubtful) {
		int stream = now.streams() + 1;
		return Step
			.to(now.upTo(stream).at(new Stage.Expected(stream, doubtful)), new Duty.Connect(stream, opening, back))
			.within(SOCKET);
	}

	/** The carrier has come past a stream that broke. */
	Step replace(Progress now, Outcome outcome, Duration ran) {
		boolean earned = now.replaced() == 0 || (now.replaced() < MOST && ran.compareTo(WELL) >= 0);
		return earned ? connect(now.replacedOnceMore(), Opening.AGAIN, null, true) : fallback(now, outcome);
	}

	/** No agent can have the caller. */
	Step fallback(Progress now, Outcome outcome) {
		Duty answer = new Duty.Answer(Duty.Reply.FALLBACK);
		return this.fallbackRings ? ringing(now.with(Transfer.answered(RING, outcome)), RING).after(answer,
				new Duty.TransferBegan(Progress.FALLBACK)) : leave(now, outcome, "").after(answer);
	}

	Step ringing(Progress now, Duration ring) {
		return Step.to(now.at(new Stage.Transferring(false))).within(ring.plus(BEYOND_RINGING));
	}

	Step broken(Progress now, Outcome outcome, Duration ran) {
		return Step.to(now.at(new Stage.Broken(outcome, ran))).within(NEWS);
	}

	/** All is done; the carrier is to say so. */
	Step leave(Progress now, Outcome outcome, String cause) {
		return Step.to(now.at(new Stage.Leaving(outcome, cause))).within(NEWS);
	}

	/** The one way out. */
	Step over(Progress now, Outcome outcome, String cause) {
		Step over = Step.to(now.with((Transfer) null).at(new Stage.Over(true, cause)), new Duty.LetGo());
		Transfer transfer = now.transfer();
		Step told = (transfer != null && transfer.began())
				? over.and(new Duty.TransferOver(transfer.destination(), transfer.assumed())) : over;
		return told.and(new Duty.End(outcome, cause)).resting();
	}

}
