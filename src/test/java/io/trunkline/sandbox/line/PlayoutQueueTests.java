package io.trunkline.sandbox.line;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlayoutQueueTests {

	private static final byte SILENCE = (byte) 0xFF;

	private final PlayoutQueue queue = new PlayoutQueue();

	private final byte[] frame = new byte[PlayoutQueue.FRAME];

	@Test
	void frameForWhichThereIsNothingIsLeftAsItIs() {
		Arrays.fill(this.frame, (byte) 2);
		assertThat(this.queue.drain(this.frame)).isZero();
		assertThat(this.frame).containsOnly((byte) 2);
	}

	@Test
	void endOfSoundIsFilledUpWithSilence() {
		this.queue.offer(sound(200));
		assertThat(this.queue.drain(this.frame)).isEqualTo(160);
		assertThat(this.frame).containsOnly((byte) 1);
		assertThat(this.queue.drain(this.frame)).isEqualTo(40);
		assertThat(Arrays.copyOf(this.frame, 40)).containsOnly((byte) 1);
		assertThat(Arrays.copyOfRange(this.frame, 40, 160)).containsOnly(SILENCE);
	}

	@Test
	void clearDropsWhatIsNotPlayed() {
		this.queue.offer(sound(800));
		this.queue.drain(this.frame);
		assertThat(this.queue.clear()).isEqualTo(Duration.ofMillis(80));
		assertThat(this.queue.drain(this.frame)).isZero();
		assertThat(this.queue.longest()).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void shortPauseInTheMiddleIsAnUnderrun() {
		this.queue.offer(sound(160));
		drain(4);
		this.queue.offer(sound(160));
		assertThat(this.queue.underruns()).isOne();
		assertThat(this.queue.underrun()).isEqualTo(Duration.ofMillis(60));
	}

	@Test
	void pauseBetweenUtterancesIsNone() {
		this.queue.offer(sound(160));
		drain(22);
		this.queue.offer(sound(160));
		assertThat(this.queue.underruns()).isZero();
	}

	@Test
	void neitherStartNorClearIsAnUnderrun() {
		drain(3);
		this.queue.offer(sound(320));
		drain(1);
		this.queue.clear();
		drain(3);
		this.queue.offer(sound(160));
		assertThat(this.queue.underruns()).isZero();
	}

	@Test
	void soundThatArrivesJustInTimeIsNone() {
		for (int i = 0; i < 10; i++) {
			this.queue.offer(sound(160));
			assertThat(this.queue.drain(this.frame)).isEqualTo(160);
		}
		assertThat(this.queue.underruns()).isZero();
	}

	@Test
	void dropsWhatIsTooMuch() {
		assertThat(this.queue.offer(sound(PlayoutQueue.CAPACITY))).isTrue();
		assertThat(this.queue.offer(sound(1))).isFalse();
		drain(1);
		assertThat(this.queue.offer(sound(1))).isTrue();
	}

	@RepeatedTest(50)
	void everyBytePassesOnceAndInOrder(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		ByteArrayOutputStream in = new ByteArrayOutputStream();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int i = 0; i < 200; i++) {
			if (random.nextInt(3) == 0) {
				byte[] chunk = new byte[1 + random.nextInt(700)];
				random.nextBytes(chunk);
				in.writeBytes(chunk);
				this.queue.offer(chunk);
			}
			out.write(this.frame, 0, this.queue.drain(this.frame));
		}
		while (!this.queue.queued().isZero()) {
			out.write(this.frame, 0, this.queue.drain(this.frame));
		}
		assertThat(out.toByteArray()).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(in.toByteArray());
	}

	private void drain(int frames) {
		for (int i = 0; i < frames; i++) {
			this.queue.drain(this.frame);
		}
	}

	private static byte[] sound(int length) {
		byte[] sound = new byte[length];
		Arrays.fill(sound, (byte) 1);
		return sound;
	}

}
