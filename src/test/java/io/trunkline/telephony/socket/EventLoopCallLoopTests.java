package io.trunkline.telephony.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

class EventLoopCallLoopTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final EventLoopCallLoop loop = new EventLoopCallLoop(this.channel.eventLoop());

	private final List<String> done = new ArrayList<>();

	@BeforeEach
	void stopTheClock() {
		this.channel.freezeTime();
	}

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void tasksRunInTheirOrder() {
		this.loop.execute(() -> this.done.add("first"));
		this.loop.execute(() -> this.done.add("second"));
		this.channel.runPendingTasks();
		assertThat(this.done).containsExactly("first", "second");
	}

	@Test
	void delayedTaskRunsWhenItsTimeHasCome() {
		long before = this.loop.nanoTime();
		this.loop.schedule(Duration.ofSeconds(2), () -> this.done.add("late"));
		pass(1999);
		assertThat(this.done).isEmpty();
		pass(1);
		assertThat(this.done).containsExactly("late");
		assertThat(this.loop.nanoTime() - before).isEqualTo(2_000_000_000L);
	}

	@Test
	void disposedTaskNeverRuns() {
		Disposable late = this.loop.schedule(Duration.ofSeconds(2), () -> this.done.add("late"));
		late.dispose();
		pass(3000);
		assertThat(this.done).isEmpty();
		assertThat(this.channel.runScheduledPendingTasks()).isEqualTo(-1);
	}

	private void pass(long millis) {
		this.channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
		this.channel.runScheduledPendingTasks();
	}

}
