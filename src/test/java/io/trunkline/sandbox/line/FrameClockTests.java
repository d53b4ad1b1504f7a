package io.trunkline.sandbox.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

class FrameClockTests {

	private final EmbeddedChannel time = new EmbeddedChannel();

	private final EventLoop loop = this.time.eventLoop();

	private final FrameClock clock = new FrameClock(this.loop);

	private final List<Long> beats = new ArrayList<>();

	private long start;

	@BeforeEach
	void freeze() {
		this.time.freezeTime();
		this.start = this.loop.ticker().nanoTime();
	}

	@AfterEach
	void close() {
		this.time.close();
	}

	@Test
	void beatsFiftyTimesASecond() {
		Disposable listening = this.clock.onBeat(this::note);
		pass(1000);
		assertThat(this.beats).hasSize(50);
		for (int i = 1; i < this.beats.size(); i++) {
			assertThat(this.beats.get(i) - this.beats.get(i - 1)).isEqualTo(20);
		}
		listening.dispose();
	}

	@Test
	void catchesUpAfterABusyMoment() {
		Disposable listening = this.clock.onBeat(this::note);
		pass(100);
		this.time.advanceTimeBy(90, TimeUnit.MILLISECONDS);
		this.time.runScheduledPendingTasks();
		pass(10);
		assertThat(this.beats).hasSize(10);
		listening.dispose();
	}

	@Test
	void callsDoNotBeatAllAtOnce() {
		List<Disposable> listening = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			listening.add(this.clock.onBeat(this::note));
		}
		pass(20);
		assertThat(this.beats).hasSize(100);
		assertThat(this.beats.stream().distinct()).hasSize(10);
		listening.forEach(Disposable::dispose);
	}

	@Test
	void stopsWithTheLastListener() {
		Disposable one = this.clock.onBeat(this::note);
		Disposable other = this.clock.onBeat(this::note);
		one.dispose();
		one.dispose();
		assertThat(this.clock.isRunning()).isTrue();
		other.dispose();
		assertThat(this.clock.isRunning()).isFalse();
		pass(100);
		assertThat(this.beats).isEmpty();
		this.clock.onBeat(this::note);
		pass(20);
		assertThat(this.beats).hasSize(1);
	}

	@Test
	void listenerMayLeaveInTheMiddleOfABeat() {
		List<Disposable> listening = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			listening.add(this.clock.onBeat(() -> {
				note();
				listening.forEach(Disposable::dispose);
			}));
		}
		pass(100);
		assertThat(this.beats).hasSize(1);
		assertThat(this.clock.isRunning()).isFalse();
	}

	private void note() {
		this.beats.add(TimeUnit.NANOSECONDS.toMillis(this.loop.ticker().nanoTime() - this.start));
	}

	private void pass(int millis) {
		for (int i = 0; i < millis; i++) {
			this.time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
			this.time.runScheduledPendingTasks();
		}
	}

}
