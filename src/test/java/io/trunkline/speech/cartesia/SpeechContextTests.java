package io.trunkline.speech.cartesia;

import java.time.Duration;

import io.trunkline.audio.AudioFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link SpeechContext}; the clock starts below zero, as it may. */
class SpeechContextTests {

	private static final long BEGUN = ms(-100);

	private final SpeechContext context = new SpeechContext("c", AudioFormat.TELEPHONE, Duration.ZERO, BEGUN,
			Duration.ofSeconds(2), Duration.ofSeconds(5));

	@Test
	void aSampleThatIsCutInTwoByAMessageIsPutTogether() {
		SpeechContext wide = new SpeechContext("w", new AudioFormat(AudioFormat.Encoding.PCM16, 24000), Duration.ZERO,
				BEGUN, Duration.ofSeconds(2), Duration.ofSeconds(5));
		assertThat(wide.whole(new byte[] { 1, 2, 3 })).containsExactly(1, 2);
		assertThat(wide.whole(new byte[] { 4, 5 })).containsExactly(3, 4);
		assertThat(wide.whole(new byte[] { 6, 7, 8 })).containsExactly(5, 6, 7, 8);
		assertThat(wide.whole(new byte[] { 9 })).isEmpty();
		assertThat(wide.whole(new byte[] { 10 })).containsExactly(9, 10);
	}

	@Test
	void firstSoundIsDueAfterTheFirstText() {
		this.context.wrote(ms(500));
		assertThat(this.context.idle()).isFalse();
		assertThat(this.context.dueAt()).isEqualTo(ms(1900));
	}

	@Test
	void aContextThatSaidEverythingIsIdleAndGetsItsEndBeforeItExpires() {
		this.context.sounded(ms(200), 160);
		assertThat(this.context.idle()).isTrue();
		assertThat(this.context.dueAt()).isEqualTo(ms(800));
	}

	@Test
	void soundIsOwedForTextThatCameAfterTheLastSound() {
		this.context.sounded(ms(200), 160);
		this.context.wrote(ms(400));
		assertThat(this.context.idle()).isFalse();
		assertThat(this.context.dueAt()).isEqualTo(ms(5400));
	}

	@Test
	void afterTheEndDoneIsOwed() {
		this.context.sounded(ms(200), 160);
		this.context.ended(SpeechContext.End.PAUSE, ms(800));
		assertThat(this.context.idle()).isFalse();
		assertThat(this.context.dueAt()).isEqualTo(ms(5800));
		this.context.sounded(ms(900), 160);
		assertThat(this.context.idle()).isFalse();
		assertThat(this.context.dueAt()).isEqualTo(ms(5900));
	}

	private static long ms(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

}
