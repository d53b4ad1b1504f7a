package io.trunkline.audio;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import io.trunkline.sandbox.voice.SandboxVoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BeepDetectorTests {

	private static final int RATE = 8000;

	@ParameterizedTest
	@ValueSource(ints = { 720, 800, 950, 1000, 1100, 1400, 1480 })
	void beepIsHeardOnceWhenItIsLongEnough(int pitch) {
		BeepDetector detector = new BeepDetector();
		int heardAt = -1;
		int times = 0;
		byte[] beep = sound(500, (at) -> tone(pitch, at));
		for (int frame = 0; frame < beep.length / 160; frame++) {
			if (detector.hears(part(beep, frame * 160, 160))) {
				times++;
				heardAt = frame * 20;
			}
		}
		assertThat(times).isOne();
		assertThat(heardAt).isBetween(180, 240);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 60, 7, 333 })
	void beepIsHeardHoweverItIsCutIntoChunks(int size) {
		BeepDetector detector = new BeepDetector();
		byte[] sound = sound(700, (at) -> (at > 800) ? tone(1000, at) : 0);
		boolean heard = false;
		for (int at = 0; at < sound.length; at += size) {
			heard |= detector.hears(part(sound, at, Math.min(size, sound.length - at)));
		}
		assertThat(heard).isTrue();
	}

	@Test
	void quietBeepOnANoisyLineIsHeard() {
		Random random = new Random(1);
		assertThat(hears(sound(600, (at) -> 0.15 * tone(1000, at) + 30 * random.nextGaussian()))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 350, 440, 620, 1600, 2100 })
	void tonesElsewhereAreNoBeep(int pitch) {
		assertThat(hears(sound(2000, (at) -> tone(pitch, at)))).isFalse();
	}

	@Test
	void tonesInPairsAreNoBeep() {
		int[][] pairs = { { 440, 480 }, { 350, 440 }, { 480, 620 }, { 770, 1336 }, { 941, 1209 }, { 697, 1477 } };
		for (int[] pair : pairs) {
			assertThat(hears(sound(2000, (at) -> 0.5 * tone(pair[0], at) + 0.5 * tone(pair[1], at))))
				.as("%d and %d Hz", pair[0], pair[1])
				.isFalse();
		}
	}

	@Test
	void shortSlidingOrBuzzingTonesAreNoBeep() {
		assertThat(hears(sound(2000, (at) -> (at % 2400 < 1200) ? tone(1000, at) : 0))).as("150 ms").isFalse();
		assertThat(hears(sound(1000, (at) -> tone(700 + at / 20, at)))).as("sliding").isFalse();
		assertThat(hears(sound(1000, (at) -> Math.signum(tone(200, at)) * 8000))).as("buzzing").isFalse();
	}

	@Test
	void noiseAndSilenceAreNoBeep() {
		Random random = new Random(2);
		assertThat(hears(sound(5000, (_) -> 4000 * random.nextGaussian()))).isFalse();
		assertThat(hears(sound(5000, (_) -> 0))).isFalse();
	}

	@Test
	void speechIsNoBeep() {
		SandboxVoice voice = new SandboxVoice();
		for (String text : List.of("Hello, you have reached the Johnsons. Please leave a message after the tone.",
				"Ooooh, who are you? We owe you two hundred and twenty two, too!", "Aaah. Mmmm. Eeee. Uuuu.",
				"One, two, three, four, five, six, seven, eight, nine, ten.")) {
			assertThat(hears(voice.say(text).muLaw())).as(text).isFalse();
		}
	}

	private static boolean hears(byte[] sound) {
		return new BeepDetector().hears(AudioChunk.telephone(sound));
	}

	private static AudioChunk part(byte[] sound, int from, int length) {
		return AudioChunk.telephone(java.util.Arrays.copyOfRange(sound, from, from + length));
	}

	private static double tone(double pitch, int at) {
		return 8000 * Math.sin(2 * Math.PI * pitch * at / RATE);
	}

	private static byte[] sound(int millis, IntToDoubleFunction samples) {
		byte[] sound = new byte[millis * RATE / 1000];
		for (int at = 0; at < sound.length; at++) {
			sound[at] = MuLaw.encode((int) samples.applyAsDouble(at));
		}
		return sound;
	}

}
