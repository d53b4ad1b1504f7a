package io.trunkline.call.playback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Times are milliseconds here; the clock does not mind. */
class CarrierClockTests {

	private final CarrierClock clock = new CarrierClock(0);

	@Test
	void aCarrierThatSaysNothingPlaysAtOnce() {
		this.clock.sent(100, 0, 1000);
		this.clock.sent(100, 100, 1000);
		assertThat(this.clock.heard(1150)).isEqualTo(150);
		assertThat(this.clock.lead(1150)).isEqualTo(50);
	}

	@Test
	void aCarrierThatSaysItIsLateIsTakenAtItsWord() {
		this.clock.sent(100, 0, 1000);
		this.clock.sent(100, 100, 1000);
		this.clock.played(100, 1180);
		assertThat(this.clock.lead(1180)).isEqualTo(100);
		assertThat(this.clock.silent(1200)).isFalse();
		assertThat(this.clock.heard(1260)).isEqualTo(180);
		assertThat(this.clock.silent(1280)).isTrue();
	}

	@Test
	void aMarkThatCameEarlyMeansThatTheEarlierOneWasHeldUp() {
		this.clock.sent(300, 0, 1000);
		this.clock.played(100, 1190);
		this.clock.played(200, 1210);
		assertThat(this.clock.heard(1210)).isEqualTo(200);
		assertThat(this.clock.lead(1210)).isEqualTo(100);
	}

	@Test
	void whatIsSentLaterStandsBehindWhatIsLate() {
		this.clock.sent(100, 0, 1000);
		this.clock.played(50, 1090);
		this.clock.sent(100, 100, 1100);
		assertThat(this.clock.lead(1100)).isEqualTo(140);
		assertThat(this.clock.heard(1190)).isEqualTo(150);
	}

	@Test
	void theEndOfEverythingIsNoNewsOnceItWasHeard() {
		this.clock.sent(100, 0, 1000);
		assertThat(this.clock.heard(1100)).isEqualTo(100);
		this.clock.played(100, 1160);
		assertThat(this.clock.silent(1160)).isTrue();
		assertThat(this.clock.lead(1160)).isEqualTo(-60);
	}

	@Test
	void aNewTurnIsCountedAnewAndTheStreamIsNot() {
		this.clock.sent(100, 0, 1000);
		this.clock.heard(1100);
		this.clock.nextTurn();
		this.clock.sent(100, 0, 2000);
		this.clock.played(150, 2070);
		assertThat(this.clock.heard(2070)).isEqualTo(50);
	}

	@Test
	void afterAClearOnlyWhatIsSentThenCounts() {
		this.clock.sent(1000, 0, 1000);
		this.clock.cleared(1200);
		assertThat(this.clock.silent(1200)).isTrue();
		this.clock.nextTurn();
		this.clock.sent(100, 0, 1300);
		this.clock.played(1050, 1400);
		assertThat(this.clock.heard(1400)).isEqualTo(50);
	}

	/** A line with a delay that nobody knows, and a mark behind each piece. */
	@Test
	void marksKeepTheClockAtTheCarriersPosition() {
		for (long seed = 0; seed < 300; seed++) {
			Random random = new Random(seed);
			CarrierClock told = new CarrierClock(0);
			int there = random.nextInt(200);
			int back = random.nextInt(20);
			Deque<long[]> echoes = new ArrayDeque<>();
			long total = 0;
			long playedTo = 0;
			for (long now = 0; now < 5000; now += 10) {
				while (!echoes.isEmpty() && echoes.peek()[1] <= now) {
					long[] echo = echoes.remove();
					told.played(echo[0], now);
				}
				if (now < 4000 && told.lead(now) < 200) {
					told.sent(50, total, now);
					total += 50;
					playedTo = Math.max(playedTo, now + there) + 50;
					echoes.add(new long[] { total, playedTo + back });
				}
				long truth = Math.clamp(total - Math.max(0, playedTo - now), 0, total);
				if (now > 1000) {
					assertThat(told.heard(now)).as("seed %d at %d", seed, now).isBetween(truth - 50 - back, truth + 50);
				}
			}
			assertThat(told.heard(6000)).isEqualTo(total);
		}
	}

}
