package io.trunkline.call;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectionTests {

	@Test
	void firstReplacementIsAllowedAtOnce() {
		assertThat(Reconnection.NONE.allowedAt(at(0))).isTrue();
	}

	@Test
	void nextOneOnlyAfterThirtySeconds() {
		Reconnection once = Reconnection.NONE.againAt(at(100));
		assertThat(once.allowedAt(at(129))).isFalse();
		assertThat(once.allowedAt(at(130))).isTrue();
	}

	@Test
	void neverMoreThanThree() {
		Reconnection thrice = Reconnection.NONE.againAt(at(0)).againAt(at(30)).againAt(at(60));
		assertThat(thrice.allowedAt(at(100_000))).isFalse();
	}

	private static long at(int seconds) {
		return Duration.ofSeconds(seconds).toNanos();
	}

}
