package io.trunkline.telephony.socket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CallLoopContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventLoopCallLoopTests implements CallLoopContract {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final EventLoopCallLoop loop = new EventLoopCallLoop(this.channel.eventLoop());

	@BeforeEach
	void stopTheClock() {
		this.channel.freezeTime();
	}

	/** The thread is that of one loop after another. */
	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
		FastThreadLocal.removeAll();
	}

	@Override
	public CallLoop loop() {
		return this.loop;
	}

	@Override
	public void pass(Duration time) {
		this.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
		this.channel.runPendingTasks();
	}

	@Test
	void aTaskThatIsCalledOffIsForgotten() {
		this.loop.schedule(Duration.ofSeconds(2), () -> {
		}).dispose();
		pass(Duration.ofSeconds(3));
		assertThat(this.channel.runScheduledPendingTasks()).isEqualTo(-1);
	}

}
