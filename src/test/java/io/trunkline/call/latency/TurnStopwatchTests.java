package io.trunkline.call.latency;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;

import io.trunkline.engine.Utterance.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TurnStopwatchTests {

	private final TurnStopwatch stopwatch = new TurnStopwatch();

	@Test
	void splitsTheWayFromTheLastWordToTheFirstSound() {
		this.stopwatch.word(at(100));
		this.stopwatch.mayHaveFinished(at(400));
		this.stopwatch.callerFinished(at(900));
		reached(Stage.ASKED, 900, Stage.FIRST_TOKEN, 1200, Stage.FIRST_CLAUSE, 1250, Stage.FIRST_SOUND, 1350);
		TurnLatency latency = this.stopwatch.audible(2, at(1351)).orElseThrow();
		assertThat(latency).isEqualTo(new TurnLatency(2, millis(300), millis(500), millis(300), millis(50), millis(100),
				millis(1), millis(0)));
		assertThat(latency.statement()).isEqualTo("1251 ms = 300 until the turn was probably over (provider)"
				+ " + 500 until that was certain (setting) + 300 model (provider) + 50 first clause (provider)"
				+ " + 100 voice (provider) + 1 own");
	}

	@Test
	void engineThatOnlyKnowsCertainEndsHasNoProbableOne() {
		this.stopwatch.word(at(100));
		this.stopwatch.callerFinished(at(700));
		reached(Stage.ASKED, 700, Stage.FIRST_TOKEN, 1000, Stage.FIRST_SOUND, 1000);
		assertThat(this.stopwatch.audible(2, at(1001)).orElseThrow().statement())
			.isEqualTo("901 ms = 600 until the turn was over (provider) + 300 model (provider) + 1 own");
	}

	@Test
	void replyThatWasBegunEarlyCostsOnlyWhatWasLeftOfIt() {
		this.stopwatch.word(at(100));
		this.stopwatch.mayHaveFinished(at(400));
		this.stopwatch.callerFinished(at(900));
		reached(Stage.ASKED, 400, Stage.FIRST_TOKEN, 700, Stage.FIRST_CLAUSE, 850, Stage.FIRST_SOUND, 950);
		TurnLatency latency = this.stopwatch.audible(2, at(952)).orElseThrow();
		assertThat(latency).isEqualTo(
				new TurnLatency(2, millis(300), millis(500), millis(0), millis(0), millis(50), millis(2), millis(500)));
		assertThat(latency.statement()).endsWith("begun early, which spared 500 ms");
	}

	@Test
	void soundThatNobodyWaitedForHasNoLatency() {
		assertThat(this.stopwatch.audible(1, at(10))).isEmpty();
		this.stopwatch.callerFinished(at(20));
		assertThat(this.stopwatch.audible(2, at(30))).isPresent();
		assertThat(this.stopwatch.audible(2, at(40))).isEmpty();
	}

	@Test
	void wordsOfTheCallerMeanwhileChangeNothing() {
		this.stopwatch.word(at(100));
		this.stopwatch.mayHaveFinished(at(400));
		this.stopwatch.callerFinished(at(900));
		this.stopwatch.word(at(1500));
		this.stopwatch.mayHaveFinished(at(1600));
		TurnLatency latency = this.stopwatch.audible(2, at(2900)).orElseThrow();
		assertThat(latency.pause()).isEqualTo(millis(300));
		assertThat(latency.total()).isEqualTo(millis(2800));
	}

	@Test
	void modelThatGaveNothingIsToBlameForTheWaitUntilTheApology() {
		this.stopwatch.callerFinished(at(900));
		reached(Stage.ASKED, 900, Stage.FIRST_SOUND, 8900);
		assertThat(this.stopwatch.audible(2, at(8901)).orElseThrow()).isEqualTo(
				new TurnLatency(2, millis(0), millis(0), millis(8000), millis(0), millis(0), millis(1), millis(0)));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void partsAlwaysAddUpToTheWhole(long seed) {
		Random random = new Random(seed);
		long word = random.nextInt(1000);
		long probable = word + random.nextInt(1000);
		long end = probable + random.nextInt(1000);
		this.stopwatch.word(at(word));
		if (random.nextBoolean()) {
			this.stopwatch.mayHaveFinished(at(probable));
		}
		this.stopwatch.callerFinished(at(end));
		long time = probable;
		for (Stage stage : Stage.values()) {
			time += random.nextInt(500);
			if (random.nextInt(5) > 0) {
				this.stopwatch.reached(stage, at(time));
			}
		}
		long audible = Math.max(end, time) + random.nextInt(50);
		TurnLatency latency = this.stopwatch.audible(2, at(audible)).orElseThrow();
		assertThat(latency.total()).isEqualTo(millis(audible - word));
		assertThat(latency.parts()).allSatisfy((part) -> assertThat(part.length().isNegative()).isFalse());
	}

	static LongStream seeds() {
		return LongStream.range(0, 500);
	}

	private void reached(Object... stages) {
		for (int at = 0; at < stages.length; at += 2) {
			this.stopwatch.reached((Stage) stages[at], at((Integer) stages[at + 1]));
		}
	}

	private static long at(long millis) {
		return millis(millis).toNanos();
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

}
