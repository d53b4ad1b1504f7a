package io.trunkline.speech.cartesia;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AudioPaceTests {

	private static final int FRAME = 160;

	private final AudioPace pace = new AudioPace(0);

	@Test
	void aSecondMayGoAtOnceAndNoMore() {
		assertThat(sendAllAt(0)).isEqualTo(50);
		assertThat(sendAllAt(0)).isZero();
	}

	@Test
	void aBacklogGoesAtOneAndAHalfTimesThePaceOfSpeech() {
		int sent = sendAllAt(0);
		for (int milli = 20; milli <= 4000; milli += 20) {
			sent += sendAllAt(milli);
		}
		assertThat(sent).isBetween(50 + 299, 50 + 301);
	}

	@Test
	void liveAudioIsNeverHeldBackHoweverLongItFlows() {
		for (int milli = 0; milli < 600_000; milli += 20) {
			assertThat(this.pace.allows(nanos(milli))).isTrue();
			this.pace.sent(FRAME, nanos(milli));
		}
	}

	@Test
	void aPauseEarnsNoMoreThanASecond() {
		sendAllAt(0);
		assertThat(sendAllAt(3_600_000)).isEqualTo(50);
	}

	private int sendAllAt(long milli) {
		int sent = 0;
		for (; this.pace.allows(nanos(milli)); sent++) {
			this.pace.sent(FRAME, nanos(milli));
		}
		return sent;
	}

	private static long nanos(long milli) {
		return TimeUnit.MILLISECONDS.toNanos(milli);
	}

}
