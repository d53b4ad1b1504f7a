package io.trunkline.speech.cartesia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.trunkline.audio.MuLaw;
import io.trunkline.speech.cartesia.UtteranceGate.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link UtteranceGate}. */
class UtteranceGateTests {

	private final UtteranceGate gate = new UtteranceGate(Settings.manual(CartesiaProperties.Detector.FIXED));

	private final UtteranceGate adaptive = new UtteranceGate(Settings.manual(CartesiaProperties.Detector.ADAPTIVE));

	@Test
	void silenceChangesNothing() {
		assertThat(hear(0, 500)).containsOnly(Verdict.UNCHANGED);
	}

	@Test
	void speechBeginsAfterSixtyMillisecondsAndEndsAfterTheSilence() {
		assertThat(hear(2000, 3)).containsExactly(Verdict.UNCHANGED, Verdict.UNCHANGED, Verdict.BEGAN);
		assertThat(hear(2000, 50)).containsOnly(Verdict.UNCHANGED);
		List<Verdict> after = hear(0, 36);
		assertThat(after.indexOf(Verdict.ENDED)).isEqualTo(34);
		assertThat(this.gate.speaking()).isFalse();
	}

	@Test
	void clicksAreNoSpeech() {
		for (int i = 0; i < 20; i++) {
			assertThat(hear(20000, 2)).containsOnly(Verdict.UNCHANGED);
			assertThat(hear(0, 1)).containsOnly(Verdict.UNCHANGED);
		}
	}

	@Test
	void aShortPauseDoesNotEndAnUtterance() {
		hear(2000, 3);
		for (int i = 0; i < 5; i++) {
			assertThat(hear(0, 34)).containsOnly(Verdict.UNCHANGED);
			assertThat(hear(2000, 1)).containsOnly(Verdict.UNCHANGED);
		}
	}

	@Test
	void assumedSpeechEndsBySilenceAsWell() {
		hear(0, 100);
		this.gate.assumeSpeech();
		assertThat(this.gate.speaking()).isTrue();
		assertThat(hear(0, 35)).endsWith(Verdict.ENDED);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34, 55, 89 })
	void beginningsAndEndsAlternate(long seed) {
		Random random = new Random(seed);
		List<Verdict> changes = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			hear(random.nextBoolean() ? 1500 : 0, 1 + random.nextInt(60)).stream()
				.filter((verdict) -> verdict != Verdict.UNCHANGED)
				.forEach(changes::add);
		}
		for (int i = 0; i < changes.size(); i++) {
			assertThat(changes.get(i)).as("seed %d, change %d", seed, i)
				.isEqualTo((i % 2 == 0) ? Verdict.BEGAN : Verdict.ENDED);
		}
	}

	@Test
	void anUtteranceWithoutSilenceEndsAfterAMinuteAndTheNextBegins() {
		assertThat(hear(2000, 2999)).filteredOn((verdict) -> verdict != Verdict.UNCHANGED)
			.containsExactly(Verdict.BEGAN);
		assertThat(hear(2000, 4)).containsExactly(Verdict.ENDED, Verdict.UNCHANGED, Verdict.UNCHANGED, Verdict.BEGAN);
	}

	@Test
	void aNoisyLineIsNoSpeechToADetectorThatAdapts() {
		assertThat(hear(this.adaptive, 900, 500)).containsOnly(Verdict.UNCHANGED);
		assertThat(hear(this.adaptive, 4000, 3)).endsWith(Verdict.BEGAN);
		assertThat(hear(this.adaptive, 900, 35)).endsWith(Verdict.ENDED);
		assertThat(hear(this.gate, 900, 500)).contains(Verdict.BEGAN).doesNotContain(Verdict.ENDED);
	}

	@Test
	void noiseThatBeginsInMidCallIsTakenForSpeechForThreeSecondsAtMost() {
		hear(this.adaptive, 20, 100);
		List<Verdict> verdicts = hear(this.adaptive, 900, 250);
		assertThat(verdicts.indexOf(Verdict.BEGAN)).isEqualTo(2);
		assertThat(verdicts.indexOf(Verdict.ENDED)).isBetween(150, 150 + 35);
		assertThat(verdicts.subList(186, 250)).containsOnly(Verdict.UNCHANGED);
	}

	@Test
	void aCallerWhoSpeaksFromTheFirstFrameIsHeardAfterTheFirstGap() {
		assertThat(hear(this.adaptive, 3000, 20)).containsOnly(Verdict.UNCHANGED);
		hear(this.adaptive, 100, 2);
		assertThat(hear(this.adaptive, 3000, 3)).endsWith(Verdict.BEGAN);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34, 55, 89 })
	void onALineWithNoiseSpeechHasTheSameBordersAsOnAQuietOne(long seed) {
		Random random = new Random(seed);
		int noise = 50 + random.nextInt(600);
		hear(this.adaptive, noise, 25);
		for (int turn = 0; turn < 30; turn++) {
			List<Verdict> changes = new ArrayList<>();
			for (int word = 0; word <= random.nextInt(12); word++) {
				changes.addAll(hear(this.adaptive, 1000 + 4 * noise + random.nextInt(6000), 5 + random.nextInt(40)));
				changes.addAll(hear(this.adaptive, noise, 1 + random.nextInt(30)));
			}
			changes.addAll(hear(this.adaptive, noise, 36 + random.nextInt(200)));
			assertThat(changes).as("seed %d, turn %d", seed, turn)
				.filteredOn((verdict) -> verdict != Verdict.UNCHANGED)
				.containsExactly(Verdict.BEGAN, Verdict.ENDED);
		}
	}

	private List<Verdict> hear(int amplitude, int frames) {
		return hear(this.gate, amplitude, frames);
	}

	private static List<Verdict> hear(UtteranceGate gate, int amplitude, int frames) {
		byte[] frame = new byte[160];
		Arrays.fill(frame, MuLaw.encode(amplitude));
		List<Verdict> verdicts = new ArrayList<>();
		for (int i = 0; i < frames; i++) {
			verdicts.add(gate.hear(frame));
		}
		return verdicts;
	}

}
