package io.trunkline.call.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;

/**
 * What follows when a caller is connected with somebody else. Its two events may come in
 * either order, before or after the end of the stream, and one of them may not come.
 */
final class Transfers {

	/** How long somebody's leg may take to be reported after the caller has left. */
	private static final Duration REPORTS = Duration.ofSeconds(5);

	private final Moves moves;

	Transfers(Moves moves) {
		this.moves = moves;
	}

	Step asked(Progress now, Fact.TransferAsked fact) {
		return (now.stage() instanceof Stage.Talking(int stream, int _, boolean _, boolean _)
				&& stream == fact.stream())
						? Step.to(now.with(Transfer.asked(fact.destination(), fact.ring(), fact.outcome())))
						: Step.to(now);
	}

	/** What was refused for certain will not be heard of; else it may be. */
	Step refused(Progress now, Fact.TransferRefused fact) {
		boolean talking = now.stage() instanceof Stage.Talking(int stream, int _, boolean _, boolean _)
				&& stream == fact.stream();
		if (!talking || now.transfer() == null || now.transfer().result() != null) {
			return Step.to(now);
		}
		return Step.to(now.with(fact.certain() ? null : now.transfer().replyLost()));
	}

	/** The stream ended by the transfer: the caller is elsewhere. */
	Step began(Progress now, boolean passed) {
		Transfer transfer = Objects.requireNonNull(now.transfer(), "no transfer");
		TransferResult result = transfer.result();
		if (result != null) {
			return over(now, result);
		}
		if (passed) {
			return notDone(now);
		}
		return this.moves.ringing(now.with(transfer.begun()), transfer.ring())
			.after(new Duty.TransferBegan(transfer.destination()));
	}

	/**
	 * The carrier went on in its old document: it has not done what it was asked. Where
	 * an answer asked for it, the carrier only repeats itself.
	 */
	Step notDone(Progress now) {
		Transfer transfer = Objects.requireNonNull(now.transfer(), "no transfer");
		if (transfer.byAnswer()) {
			return Step.to(now, new Duty.Answer(Duty.Reply.REPEAT));
		}
		if (transfer.toFallback()) {
			return this.moves.fallback(now.with((Transfer) null), transfer.outcome())
				.after(told(transfer, TransferResult.FAILED));
		}
		return over(now, TransferResult.FAILED, true);
	}

	/** The carrier says what came of it. */
	Step over(Progress now, TransferResult told) {
		return over(now, told, false);
	}

	private Step over(Progress now, TransferResult told, boolean doubtful) {
		Transfer transfer = Objects.requireNonNull(now.transfer(), "no transfer");
		TransferResult result = transfer.real(told);
		Progress settled = now.with((Transfer) null);
		Step next = (result == TransferResult.TALKED)
				? this.moves.leave(settled, transfer.outcome(), "").after(new Duty.Answer(Duty.Reply.HANG_UP))
				: transfer.toFallback()
						? this.moves.leave(settled, transfer.outcome(), "").after(new Duty.Answer(Duty.Reply.SORRY))
						: this.moves.connect(settled, Opening.RETURNED, result, doubtful);
		return next.after(told(transfer, result));
	}

	/** Somebody took the caller, did not want to, or is not on the line any more. */
	Step learned(Progress now, UnaryOperator<Transfer> news) {
		Transfer transfer = now.transfer();
		if (transfer == null) {
			return Step.to(now);
		}
		Transfer known = news.apply(transfer);
		Progress wiser = now.with(known);
		if (now.stage() instanceof Stage.Settling(String cause) && known.answered()) {
			return this.moves.over(wiser, known.left(), cause);
		}
		boolean bridged = now.stage() instanceof Stage.Transferring && known.answered() && !transfer.answered();
		return bridged ? Step.to(wiser, new Duty.Bridged(known.destination())) : Step.to(wiser);
	}

	/** Nobody said that it failed while it rang: somebody has the caller. */
	Step rung(Progress now) {
		Transfer transfer = Objects.requireNonNull(now.transfer(), "no transfer");
		Transfer assumed = transfer.declined() ? transfer : transfer.taken();
		Step bridged = Step.to(now.with(assumed).at(new Stage.Transferring(true))).within(Moves.BRIDGED);
		boolean news = assumed.answered() && !transfer.answered();
		return news ? bridged.after(new Duty.Bridged(assumed.destination())) : bridged;
	}

	/** The caller has left: did anybody take the call? */
	Step left(Progress now, String cause) {
		Transfer transfer = Objects.requireNonNull(now.transfer(), "no transfer");
		Transfer begun = transfer.begun();
		List<Duty> told = transfer.began() ? List.of() : List.of(new Duty.TransferBegan(transfer.destination()));
		Progress wiser = now.with(begun);
		Step next = begun.answered() ? this.moves.over(wiser, begun.left(), cause)
				: Step.to(wiser.at(new Stage.Settling(cause))).within(REPORTS);
		return next.after(told);
	}

	Step settled(Progress now, String cause) {
		Transfer transfer = now.transfer();
		return this.moves.over(now, (transfer != null) ? transfer.left() : Outcome.CALLER_HANGUP, cause);
	}

	private static List<Duty> told(Transfer transfer, TransferResult result) {
		List<Duty> told = new ArrayList<>();
		if (!transfer.began()) {
			told.add(new Duty.TransferBegan(transfer.destination()));
		}
		told.add(new Duty.TransferOver(transfer.destination(), result));
		return told;
	}

}
