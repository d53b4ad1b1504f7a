package io.trunkline.speech.cartesia;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectsTests {

	private final Reconnects reconnects = new Reconnects();

	@Test
	void aLossIsWorthThreeAttempts() {
		assertThat(next(0)).isEqualTo(Duration.ZERO);
		assertThat(next(0)).isEqualTo(Duration.ofMillis(250));
		assertThat(next(0)).isEqualTo(Duration.ofSeconds(1));
		assertThat(next(0)).isNull();
	}

	@Test
	void whoIsBusyIsNotAskedAgainAtOnce() {
		assertThat(this.reconnects.next(0, true)).isEqualTo(Duration.ofMillis(250));
		assertThat(this.reconnects.next(0, true)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.reconnects.next(0, true)).isNull();
	}

	@Test
	void twoLossesAMinuteAndFiveACall() {
		lose(0);
		lose(10);
		assertThat(next(59)).isNull();
		lose(60);
		assertThat(next(61)).isNull();
		lose(70);
		lose(200);
		assertThat(next(2000)).isNull();
	}

	private void lose(int second) {
		assertThat(next(second)).isEqualTo(Duration.ZERO);
		this.reconnects.connected();
	}

	private @Nullable Duration next(int second) {
		return this.reconnects.next(Duration.ofSeconds(second).toNanos(), false);
	}

}
