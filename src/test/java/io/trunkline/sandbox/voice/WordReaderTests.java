package io.trunkline.sandbox.voice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordReaderTests {

	private static final SandboxVoice VOICE = new SandboxVoice();

	private static final String SENTENCE = "Our office is open from nine to five, Monday to Friday. Shall I book you in?";

	private static final List<String> WORDS = List.of(SENTENCE.split(" "));

	private static final byte[] SOUND = VOICE.say(SENTENCE).muLaw();

	@RepeatedTest(50)
	void anyFramingGivesTheSameWords(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> words = randomWords(random);
		byte[] sound = VOICE.say(String.join(" ", words)).muLaw();
		byte[] led = concat(new byte[random.nextInt(300)], sound, silence(random.nextInt(300)));
		WordReader reader = new WordReader();
		List<String> heard = new ArrayList<>();
		for (int at = 0; at < led.length;) {
			int length = Math.min(random.nextInt(1, 700), led.length - at);
			reader.read(led, at, length).forEach((word) -> heard.add(word.word()));
			at += length;
		}
		assertThat(heard).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(words);
		assertThat(reader.damage()).isEqualTo(Damage.NONE);
	}

	@RepeatedTest(50)
	void aCutAnywhereGivesThePrefixThatWasPlayed(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int cut = random.nextInt(SOUND.length);
		long whole = VOICE.say(SENTENCE).words().stream().filter((word) -> word.endMillis() * 8 <= cut).count();
		List<String> heard = words(new WordReader(), concat(Arrays.copyOf(SOUND, cut), silence(2000)));
		assertThat(heard).as("cut at %d", cut).isEqualTo(WORDS.subList(0, heard.size()));
		assertThat(heard.size()).as("cut at %d", cut).isBetween((int) whole, (int) whole + 1);
	}

	@Test
	void whatComesAfterACutIsHeardInFull() {
		for (int cut = 0; cut < SOUND.length; cut += 97) {
			List<String> heard = words(new WordReader(), concat(Arrays.copyOf(SOUND, cut), SOUND));
			assertThat(heard.subList(heard.size() - WORDS.size(), heard.size())).as("cut at %d", cut).isEqualTo(WORDS);
		}
	}

	@RepeatedTest(50)
	void aChangedByteIsNoticed(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int at = random.nextInt(lastPacket());
		byte[] changed = SOUND.clone();
		changed[at] ^= (byte) (1 << random.nextInt(inPacket(at) ? 1 : 8));
		assertNoticed(changed, "bit changed at " + at);
	}

	@RepeatedTest(50)
	void aLostFrameIsNoticed(RepetitionInfo repetition) {
		int at = new Random(repetition.getCurrentRepetition()).nextInt(lastPacket() - 160);
		byte[] rest = Arrays.copyOfRange(SOUND, at + 160, SOUND.length);
		assertNoticed(concat(Arrays.copyOf(SOUND, at), rest), "160 lost at " + at);
	}

	@RepeatedTest(50)
	void framesOutOfOrderAreNoticed(RepetitionInfo repetition) {
		int frame = new Random(repetition.getCurrentRepetition()).nextInt(lastPacket() / 160 - 2);
		byte[] swapped = SOUND.clone();
		System.arraycopy(SOUND, frame * 160, swapped, (frame + 1) * 160, 160);
		System.arraycopy(SOUND, (frame + 1) * 160, swapped, frame * 160, 160);
		assertNoticed(swapped, "swapped at frame " + frame);
	}

	@RepeatedTest(50)
	void anInsertedGapIsNoticed(RepetitionInfo repetition) {
		int at = new Random(repetition.getCurrentRepetition()).nextInt(1, lastPacket());
		byte[] rest = Arrays.copyOfRange(SOUND, at, SOUND.length);
		assertNoticed(concat(Arrays.copyOf(SOUND, at), silence(160), rest), "gap at " + at);
	}

	@Test
	void silenceAndNoiseHoldNoWords() {
		WordReader reader = new WordReader();
		assertThat(words(reader, silence(80000))).isEmpty();
		assertThat(words(reader, new byte[80000])).isEmpty();
		byte[] noise = new byte[800000];
		new Random(7).nextBytes(noise);
		assertThat(words(reader, noise)).isEmpty();
		byte[] faint = silence(80000);
		Random random = new Random(8);
		for (int i = 0; i < faint.length; i++) {
			faint[i] ^= (byte) random.nextInt(2);
		}
		assertThat(words(reader, faint)).isEmpty();
		assertThat(reader.damage()).isEqualTo(Damage.NONE);
		assertThat(Loudness.isVoiced(faint, 0, faint.length)).isFalse();
	}

	@Test
	void utterancesMayFollowOneAnother() {
		byte[] thanks = VOICE.say("Thanks.").muLaw();
		WordReader reader = new WordReader();
		assertThat(words(reader, concat(thanks, silence(4000), thanks, SOUND))).hasSize(2 + WORDS.size());
		assertThat(reader.damage()).isEqualTo(Damage.NONE);
	}

	@Test
	void moreWordsThanNumbers() {
		List<String> many = Collections.nCopies(600, "no");
		WordReader reader = new WordReader();
		assertThat(words(reader, VOICE.say(String.join(" ", many)).muLaw())).isEqualTo(many);
		assertThat(reader.damage()).isEqualTo(Damage.NONE);
	}

	private static void assertNoticed(byte[] sound, String what) {
		WordReader reader = new WordReader();
		words(reader, sound);
		assertThat(reader.damage().total()).as(what).isPositive();
	}

	/**
	 * The first sample of the last word's packet: nothing after it is checked by another.
	 */
	private static int lastPacket() {
		Word last = VOICE.say(SENTENCE).words().getLast();
		return last.endMillis() * 8 - 8 - WordPacket.bitsFor(last.text().getBytes(StandardCharsets.UTF_8));
	}

	/** In a packet only the lowest bits are checked. */
	private static boolean inPacket(int at) {
		return VOICE.say(SENTENCE).words().stream().anyMatch((word) -> {
			int end = word.endMillis() * 8;
			return at <= end && at >= end - 8 - WordPacket.bitsFor(word.text().getBytes(StandardCharsets.UTF_8));
		});
	}

	private static List<String> randomWords(Random random) {
		List<String> words = new ArrayList<>();
		for (int i = random.nextInt(1, 8); i > 0; i--) {
			StringBuilder word = new StringBuilder();
			random.ints(random.nextInt(1, 12), 'a', 'z' + 1).forEach(word::appendCodePoint);
			words
				.add(word + (random.nextBoolean() ? "" : List.of(".", ",", "?", "\u00e9", "9").get(random.nextInt(5))));
		}
		return words;
	}

	private static List<String> words(WordReader reader, byte[] sound) {
		return reader.read(sound, 0, sound.length).stream().map(Heard::word).toList();
	}

	private static byte[] silence(int samples) {
		byte[] silence = new byte[samples];
		Arrays.fill(silence, (byte) 0xFF);
		return silence;
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

}
