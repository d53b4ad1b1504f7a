package io.trunkline.telephony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link CallLoop} does. Who joins gives one whose time a test moves. */
public interface CallLoopContract {

	CallLoop loop();

	/** Lets time pass, and does what is due meanwhile. */
	void pass(Duration time);

	@Test
	default void tasksRunInTheirOrderAndNotAtOnce() {
		List<String> done = new ArrayList<>();
		loop().execute(() -> {
			loop().execute(() -> done.add("third"));
			done.add("first");
		});
		loop().execute(() -> done.add("second"));
		assertThat(done).isEmpty();
		pass(Duration.ZERO);
		assertThat(done).containsExactly("first", "second", "third");
	}

	@Test
	default void aTaskRunsWhenItsTimeHasCome() {
		List<Long> done = new ArrayList<>();
		long began = loop().nanoTime();
		loop().schedule(Duration.ofMillis(1500), () -> done.add(loop().nanoTime() - began));
		pass(Duration.ofMillis(1499));
		assertThat(done).isEmpty();
		pass(Duration.ofMillis(1));
		assertThat(done).containsExactly(Duration.ofMillis(1500).toNanos());
		pass(Duration.ofSeconds(5));
		assertThat(done).hasSize(1);
	}

	@Test
	default void aTaskThatIsCalledOffNeverRuns() {
		List<String> done = new ArrayList<>();
		Disposable second = loop().schedule(Duration.ofMillis(20), () -> done.add("second"));
		loop().schedule(Duration.ofMillis(10), () -> {
			done.add("first");
			second.dispose();
		});
		pass(Duration.ofSeconds(1));
		second.dispose();
		assertThat(done).containsExactly("first");
	}

	@Test
	default void eachWaitBeginsAnew() {
		List<String> done = new ArrayList<>();
		var wait = loop().after(Duration.ofMillis(100));
		wait.subscribe((_) -> {
		}, (_) -> {
		}, () -> done.add("first"));
		pass(Duration.ofMillis(50));
		Disposable second = wait.subscribe((_) -> {
		}, (_) -> {
		}, () -> done.add("second"));
		pass(Duration.ofMillis(50));
		assertThat(done).containsExactly("first");
		second.dispose();
		pass(Duration.ofSeconds(1));
		assertThat(done).containsExactly("first");
	}

	@Test
	default void theBeatComesFiftyTimesASecondUntilItIsStopped() {
		List<Long> beats = new ArrayList<>();
		Disposable.Swap running = Disposables.swap();
		long began = loop().nanoTime();
		loop().execute(() -> running.update(loop().onBeat(() -> {
			beats.add((loop().nanoTime() - began) / 1_000_000);
			if (beats.size() == 5) {
				running.dispose();
			}
		})));
		pass(Duration.ZERO);
		for (int i = 0; i < 20; i++) {
			pass(Duration.ofMillis(10));
		}
		assertThat(beats).containsExactly(20L, 40L, 60L, 80L, 100L);
	}

	@Test
	default void aTaskIsOnTheLoop() {
		List<Boolean> on = new ArrayList<>();
		loop().execute(() -> on.add(loop().isCurrent()));
		loop().schedule(Duration.ofMillis(10), () -> on.add(loop().isCurrent()));
		pass(Duration.ofMillis(10));
		assertThat(on).containsExactly(true, true);
	}

}
