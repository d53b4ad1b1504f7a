package io.trunkline.telephony;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualCallLoopTests implements CallLoopContract {

	private final VirtualCallLoop loop = new VirtualCallLoop();

	@Override
	public CallLoop loop() {
		return this.loop;
	}

	@Override
	public void pass(Duration time) {
		this.loop.pass(time);
	}

	@Test
	void nobodyElseIsOnTheLoop() {
		assertThat(this.loop.isCurrent()).isFalse();
		this.loop.execute(() -> {
			this.loop.execute(() -> {
			});
			this.loop.runDue();
			assertThat(this.loop.isCurrent()).isTrue();
		});
		this.loop.runDue();
		assertThat(this.loop.isCurrent()).isFalse();
		assertThat(this.loop.waiting()).isZero();
	}

}
