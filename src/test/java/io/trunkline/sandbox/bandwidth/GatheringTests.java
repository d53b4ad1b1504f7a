package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

class GatheringTests {

	private final EmbeddedChannel time = new EmbeddedChannel();

	private final List<String> done = new ArrayList<>();

	@BeforeEach
	void freeze() {
		this.time.freezeTime();
	}

	@AfterEach
	void close() {
		this.time.close();
	}

	@Test
	void terminatingKeyEndsItAndIsNotOneOfTheDigits() {
		Gathering gathering = begin(50, 1);
		press(gathering, "42#");
		assertThat(this.done).containsExactly("42 then #");
	}

	@Test
	void lastKeyEndsIt() {
		press(begin(2, 1), "42");
		assertThat(this.done).containsExactly("42 then ");
	}

	@Test
	void pauseAfterAKeyEndsIt() {
		Gathering gathering = begin(50, 1);
		pass(4999);
		press(gathering, "4");
		pass(1999);
		press(gathering, "2");
		pass(1999);
		assertThat(this.done).isEmpty();
		pass(1);
		assertThat(this.done).containsExactly("42 then ");
	}

	@Test
	void withoutAKeyItEndsEmpty() {
		begin(50, 1);
		pass(5000);
		assertThat(this.done).containsExactly(" then ");
	}

	@Test
	void sentencesAreSpokenAgainWhileNoKeyIsPressed() {
		begin(50, 2, "Press one.", "Or two.");
		pass(2000);
		assertThat(this.done).containsExactly("Press one.", "Or two.");
		pass(7000);
		assertThat(this.done).containsExactly("Press one.", "Or two.", "Press one.", "Or two.");
		pass(4999);
		assertThat(this.done).hasSize(4);
		pass(1);
		assertThat(this.done).hasSize(5).endsWith(" then ");
	}

	@Test
	void keyInterruptsTheSentence() {
		Gathering gathering = begin(1, 1, "Press one.");
		pass(500);
		press(gathering, "1");
		pass(10_000);
		assertThat(this.done).containsExactly("Press one.", "interrupted", "1 then ");
	}

	@Test
	void nothingComesOfItWhenItIsDisposedOf() {
		begin(50, 1).dispose();
		pass(60_000);
		assertThat(this.done).isEmpty();
	}

	private Gathering begin(int maxDigits, int repeats, String... sentences) {
		Verb.Gather verb = new Verb.Gather(null, null, "#", maxDigits, Duration.ofSeconds(2), Duration.ofSeconds(5),
				repeats, List.of(sentences));
		Gathering gathering = new Gathering(verb, this.time.eventLoop(), this::speak,
				(digits, terminating) -> this.done.add(digits + " then " + terminating));
		gathering.start();
		return gathering;
	}

	private Disposable speak(String text, Runnable then) {
		this.done.add(text);
		var timer = this.time.eventLoop().schedule(then, 1, TimeUnit.SECONDS);
		return () -> {
			if (timer.cancel(false)) {
				this.done.add("interrupted");
			}
		};
	}

	private static void press(Gathering gathering, String keys) {
		keys.chars().forEach((key) -> gathering.press((char) key));
	}

	private void pass(long millis) {
		for (int i = 0; i < millis; i++) {
			this.time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
			this.time.runScheduledPendingTasks();
		}
	}

}
