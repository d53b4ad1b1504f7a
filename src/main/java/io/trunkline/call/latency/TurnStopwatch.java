package io.trunkline.call.latency;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.trunkline.engine.Utterance.Stage;

/**
 * Notes when the stages of the current reply were reached; times are the loop's
 * nanoseconds. A stage that a reply begun early had reached before the caller's turn was
 * over counts as reached at that moment.
 */
public final class TurnStopwatch {

	private final Map<Stage, Long> reached = new EnumMap<>(Stage.class);

	private long lastWord;

	private long probableEnd;

	private long callerFinished;

	/** Of the turn that is being answered, whatever the caller says meanwhile. */
	private Duration pause = Duration.ZERO;

	private Duration certainty = Duration.ZERO;

	private boolean heardWord;

	private boolean mayHaveFinished;

	private boolean running;

	/** The caller's transcript grew. */
	public void word(long now) {
		this.lastWord = now;
		this.heardWord = true;
		this.mayHaveFinished = false;
	}

	/** The caller's turn is probably over. */
	public void mayHaveFinished(long now) {
		this.probableEnd = now;
		this.mayHaveFinished = true;
	}

	/** The caller's turn is over, a reply is owed. */
	public void callerFinished(long now) {
		this.callerFinished = now;
		this.probableEnd = this.mayHaveFinished ? this.probableEnd : now;
		this.lastWord = this.heardWord ? Math.min(this.lastWord, this.probableEnd) : this.probableEnd;
		this.pause = Duration.ofNanos(this.probableEnd - this.lastWord);
		this.certainty = Duration.ofNanos(now - this.probableEnd);
		this.heardWord = false;
		this.mayHaveFinished = false;
		this.running = true;
		this.reached.clear();
	}

	public void reached(Stage stage, long at) {
		this.reached.putIfAbsent(stage, at);
	}

	/** The first sound was sent; empty when nothing was owed. */
	public Optional<TurnLatency> audible(int turn, long now) {
		if (!this.running) {
			return Optional.empty();
		}
		this.running = false;
		long asked = passed(Stage.ASKED, this.callerFinished, this.callerFinished, now);
		long last = this.reached.containsKey(Stage.ASKED) ? this.reached.getOrDefault(Stage.FIRST_SOUND, now) : asked;
		long token = passed(Stage.FIRST_TOKEN, asked, last, now);
		long clause = passed(Stage.FIRST_CLAUSE, token, last, now);
		long sound = passed(Stage.FIRST_SOUND, clause, last, now);
		long own = (now - this.callerFinished) - (sound - asked);
		return Optional.of(new TurnLatency(turn, this.pause, this.certainty, Duration.ofNanos(token - asked),
				Duration.ofNanos(clause - token), Duration.ofNanos(sound - clause), Duration.ofNanos(own), spared()));
	}

	/**
	 * When a stage was over, seen from the one before it. One that was asked for and did
	 * not come took all the time until something else was said in its place.
	 */
	private long passed(Stage stage, long before, long last, long now) {
		return Math.clamp(this.reached.getOrDefault(stage, last), before, now);
	}

	private Duration spared() {
		Long begun = this.reached.get(Stage.ASKED);
		if (begun == null || begun >= this.callerFinished) {
			return Duration.ZERO;
		}
		long last = this.reached.values().stream().mapToLong(Long::longValue).max().orElse(begun);
		return Duration.ofNanos(Math.min(last, this.callerFinished) - begun);
	}

}
