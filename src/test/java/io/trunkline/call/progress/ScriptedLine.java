package io.trunkline.call.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A call between a carrier and a course, in virtual time. The carrier does with each
 * stream what the script says, and heeds its answers; what it tells besides comes late,
 * in any order, and up to three times.
 */
final class ScriptedLine {

	/** What becomes of a stream, or of somebody who is rung by an answer. */
	enum Fate {

		NOTHING, REJECTED, UNOPENED, CALLER_HANGS_UP, AGENT_HANGS_UP, BREAKS_EARLY, BREAKS_LATE, BREAKS_UNNOTICED,
		BREAKS_AND_CALLER_HANGS_UP, TRANSFER_TALKS, TRANSFER_TALKS_AND_CALLER_HANGS_UP, TRANSFER_ABANDONED,
		TRANSFER_BUSY, TRANSFER_NO_ANSWER, TRANSFER_DECLINED, TRANSFER_REPLY_LOST, TRANSFER_NOT_DONE, DIGITS, PASSED_ON

	}

	private final Course course;

	private final SplittableRandom random;

	private final List<Fate> fates;

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::at).thenComparingLong(Event::order));

	private final List<String> log = new ArrayList<>();

	private final List<Duty.End> ends = new ArrayList<>();

	private final Set<Integer> live = new HashSet<>();

	/** How a stream will have ended, if it is told to end. */
	private final Map<Integer, Outcome> leaving = new HashMap<>();

	private final Map<Integer, Long> servedAt = new HashMap<>();

	private Progress now = Progress.UNKNOWN;

	private long time;

	private long order;

	private int transfersBegun;

	private int reserved;

	private int questions;

	/** The carrier heeds the first answer to a question, not those to its repetition. */
	private boolean heeds;

	private boolean carrierDone;

	ScriptedLine(Course course, long seed, List<Fate> fates) {
		this.course = course;
		this.random = new SplittableRandom(seed);
		this.fates = fates;
	}

	/** Plays the call to its end. */
	void play(@Nullable Fact first) {
		if (first != null) {
			take(first);
		}
		play();
	}

	void offer() {
		ask(new Fact.Offered());
	}

	void tell(Fact fact) {
		notice(fact);
	}

	private void play() {
		for (Event next = this.events.poll(); next != null; next = this.events.poll()) {
			this.time = Math.max(this.time, next.at());
			next.task().run();
		}
	}

	List<Duty.End> ends() {
		return this.ends;
	}

	/** What must be nothing once all is over. */
	String left() {
		return "streams " + this.live + ", reserved " + this.reserved + ", questions " + this.questions + ", transfers "
				+ this.transfersBegun + ", over " + this.now.isOver();
	}

	String log() {
		return String.join("\n", this.log);
	}

	private void take(Fact fact) {
		this.log.add(this.time + " " + fact);
		Step step = this.course.step(this.now, fact);
		this.now = step.progress();
		step.duties().forEach(this::carryOut);
	}

	private void carryOut(Duty duty) {
		this.log.add("     " + duty);
		switch (duty) {
			case Duty.Connect(int stream, var _, var _) -> {
				this.reserved = stream;
				answered(() -> opened(stream));
			}
			case Duty.Answer(Duty.Reply reply) -> answered(() -> heeded(reply));
			case Duty.Serve(int stream) -> {
				this.reserved = 0;
				this.live.add(stream);
				this.servedAt.put(stream, this.time);
			}
			case Duty.LetGo() -> this.reserved = 0;
			case Duty.EndStream(int stream, Outcome outcome) ->
				after(5, () -> streamOver(stream, this.leaving.getOrDefault(stream, outcome)));
			case Duty.Watch(int number, Duration after) ->
				after(after.toMillis(), () -> take(new Fact.Expired(number)));
			case Duty.TransferBegan _ -> this.transfersBegun++;
			case Duty.TransferOver _ -> this.transfersBegun--;
			case Duty.End end -> this.ends.add(end);
			case Duty.TurnAway _, Duty.Rest _, Duty.Fault _, Duty.Bridged _ -> {
			}
		}
	}

	private void answered(Runnable then) {
		boolean heeded = this.questions > 0 && this.heeds;
		this.questions = 0;
		if (heeded) {
			this.heeds = false;
			after(between(1, 200), then);
		}
	}

	private void heeded(Duty.Reply reply) {
		switch (reply) {
			case FALLBACK -> ring(Fate.TRANSFER_TALKS);
			case HANG_UP, SORRY, CLOSED, REJECT -> disconnected();
			case REPEAT -> opened(this.now.streams());
		}
	}

	private void opened(int stream) {
		Fate fate = this.fates.get(Math.min(stream, this.fates.size()) - 1);
		switch (fate) {
			case REJECTED -> {
				notice(new Fact.StreamRejected(stream, "connection-error"));
				ask(new Fact.Passed());
			}
			case UNOPENED -> ask(new Fact.Passed());
			case NOTHING -> {
			}
			default -> after(between(1, 100), () -> {
				take(new Fact.SocketCame(stream));
				long runs = (fate == Fate.BREAKS_LATE) ? between(40_000, 90_000) : between(1, 20_000);
				after(runs, () -> end(stream, fate));
			});
		}
	}

	private void end(int stream, Fate fate) {
		notice(new Fact.StreamStopped(stream));
		switch (fate) {
			case CALLER_HANGS_UP -> hungUp(stream, Outcome.CALLER_HANGUP, Outcome.CALLER_HANGUP);
			case AGENT_HANGS_UP -> hungUp(stream, Outcome.AGENT_HANGUP, Outcome.AGENT_HANGUP);
			case BREAKS_AND_CALLER_HANGS_UP -> hungUp(stream, Outcome.STREAM_BROKEN, Outcome.CALLER_HANGUP);
			case BREAKS_EARLY, BREAKS_LATE -> {
				after(between(0, 300), () -> streamOver(stream, Outcome.STREAM_BROKEN));
				ask(new Fact.Passed());
			}
			case BREAKS_UNNOTICED -> ask(new Fact.Passed());
			case PASSED_ON -> {
				take(new Fact.TransferAsked(stream, Progress.FALLBACK, Duration.ofSeconds(30), Outcome.ERROR_STT));
				leave(stream, Outcome.ERROR_STT);
				ring(Fate.TRANSFER_BUSY);
			}
			case DIGITS -> {
				take(new Fact.RestreamAsked(stream));
				this.leaving.put(stream, Outcome.CALLER_HANGUP);
				after(between(0, 100), () -> streamOver(stream, Outcome.CALLER_HANGUP));
				after(between(50, 400), () -> opened(stream + 1));
			}
			case TRANSFER_REPLY_LOST -> {
				take(new Fact.TransferAsked(stream, "sales", Duration.ofSeconds(30), Outcome.TRANSFERRED));
				take(new Fact.TransferRefused(stream, false));
				after(between(0, 100), () -> streamOver(stream, Outcome.CALLER_HANGUP));
				ring(Fate.TRANSFER_BUSY);
			}
			case TRANSFER_NOT_DONE -> {
				take(new Fact.TransferAsked(stream, "sales", Duration.ofSeconds(30), Outcome.TRANSFERRED));
				leave(stream, Outcome.TRANSFERRED);
				ask(new Fact.Passed());
			}
			default -> {
				take(new Fact.TransferAsked(stream, "sales", Duration.ofSeconds(30), Outcome.TRANSFERRED));
				leave(stream, Outcome.TRANSFERRED);
				ring(fate);
			}
		}
	}

	private void hungUp(int stream, Outcome socket, Outcome told) {
		this.leaving.put(stream, told);
		after(between(0, 300), () -> streamOver(stream, socket));
		disconnected();
	}

	private void leave(int stream, Outcome outcome) {
		this.leaving.put(stream, outcome);
		after(between(0, 300), () -> streamOver(stream, outcome));
	}

	/** Somebody else is rung. */
	private void ring(Fate fate) {
		long picked = between(1, 25_000);
		switch (fate) {
			case TRANSFER_TALKS -> after(picked, () -> {
				this.take(new Fact.PickedUp(false));
				after(between(1, 100_000), () -> {
					notice(new Fact.LegEnded(true));
					ask(new Fact.TransferOver(TransferResult.TALKED));
				});
			});
			case TRANSFER_TALKS_AND_CALLER_HANGS_UP -> after(picked + between(1, 100_000), () -> {
				notice(new Fact.LegEnded(true));
				disconnected();
			});
			case TRANSFER_ABANDONED -> after(picked, () -> {
				notice(new Fact.LegEnded(false));
				disconnected();
			});
			case TRANSFER_DECLINED -> after(picked, () -> {
				take(new Fact.PickedUp(true));
				take(new Fact.Decided(false));
				notice(new Fact.LegEnded(true));
				ask(new Fact.TransferOver(TransferResult.TALKED));
			});
			default -> after(picked, () -> {
				notice(new Fact.LegEnded(false));
				ask(new Fact.TransferOver(
						(fate == Fate.TRANSFER_BUSY) ? TransferResult.BUSY : TransferResult.NO_ANSWER));
			});
		}
	}

	private void disconnected() {
		if (!this.carrierDone) {
			this.carrierDone = true;
			notice(new Fact.Disconnected("hangup", false));
		}
	}

	private void streamOver(int stream, Outcome outcome) {
		if (this.live.remove(stream)) {
			Duration ran = Duration.ofMillis(this.time - this.servedAt.getOrDefault(stream, this.time));
			take(new Fact.StreamOver(stream, outcome, ran));
		}
	}

	/** Comes once or twice in short order; the carrier waits for the first answer. */
	private void ask(Fact question) {
		long at = between(1, 300);
		after(at, () -> {
			this.heeds = true;
			this.questions++;
			take(question);
		});
		if (this.random.nextInt(4) == 0) {
			after(at, () -> {
				this.questions++;
				take(question);
			});
		}
	}

	private void notice(Fact fact) {
		for (int copies = between(1, 3); copies > 0; copies--) {
			after(between(1, 3000), () -> take(fact));
		}
	}

	private int between(int least, int most) {
		return this.random.nextInt(least, most + 1);
	}

	private void after(long millis, Runnable task) {
		this.events.add(new Event(this.time + millis, this.order++, task));
	}

	private record Event(long at, long order, Runnable task) {
	}

}
