package io.trunkline.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.trunkline.engine.Utterance.Stage;

/**
 * Notes when the stages of the current reply were reached; times are the loop's
 * nanoseconds.
 */
final class TurnStopwatch {

	private final Map<Stage, Long> reached = new EnumMap<>(Stage.class);

	private long lastWord;

	private long callerFinished;

	private boolean heardWord;

	private boolean running;

	/** The caller's transcript grew. */
	void word(long now) {
		this.lastWord = now;
		this.heardWord = true;
	}

	/** The caller's turn is over, a reply is owed. */
	void callerFinished(long now) {
		this.callerFinished = now;
		this.lastWord = this.heardWord ? this.lastWord : now;
		this.heardWord = false;
		this.running = true;
		this.reached.clear();
	}

	void reached(Stage stage, long at) {
		this.reached.putIfAbsent(stage, at);
	}

	/** No reply is owed any more. */
	void stop() {
		this.running = false;
	}

	/** The first sound was sent; empty when nothing was owed. */
	Optional<TurnLatency> audible(int turn, long now) {
		if (!this.running) {
			return Optional.empty();
		}
		this.running = false;
		Duration model = between(Stage.ASKED, Stage.FIRST_TOKEN);
		Duration clause = between(Stage.FIRST_TOKEN, Stage.FIRST_CLAUSE);
		Duration voice = between(Stage.FIRST_CLAUSE, Stage.FIRST_SOUND);
		Duration own = Duration.ofNanos(now - this.callerFinished).minus(model).minus(clause).minus(voice);
		return Optional.of(new TurnLatency(turn, Duration.ofNanos(this.callerFinished - this.lastWord), model, clause,
				voice, own));
	}

	private Duration between(Stage from, Stage to) {
		Long start = this.reached.get(from);
		Long end = this.reached.get(to);
		return (start == null || end == null) ? Duration.ZERO : Duration.ofNanos(end - start);
	}

}
