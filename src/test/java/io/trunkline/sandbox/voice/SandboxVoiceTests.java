package io.trunkline.sandbox.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxVoiceTests {

	private final SandboxVoice voice = new SandboxVoice();

	@Test
	void beepIsAToneOfOneKilohertz() {
		byte[] beep = this.voice.beep(400);
		assertThat(beep).hasSize(3200);
		assertThat(Loudness.isVoiced(beep, 0, beep.length)).isTrue();
		for (int i = 8; i < beep.length; i++) {
			assertThat(beep[i]).isEqualTo(beep[i - 8]);
		}
	}

	@Test
	void wordsKeepTheSpellingOfTheInput() {
		Utterance utterance = this.voice.say("Sure, one moment: we open at 9:30 on the 21st, it costs $12.50 -- OK?");
		assertThat(utterance.words()).extracting(Word::text)
			.containsExactly("Sure,", "one", "moment:", "we", "open", "at", "9:30", "on", "the", "21st,", "it", "costs",
					"$12.50", "--", "OK?");
		assertThat(words(utterance.muLaw()))
			.containsExactlyElementsOf(utterance.words().stream().map(Word::text).toList());
	}

	@Test
	void wordsFollowOneAnotherWithinTheSound() {
		Utterance utterance = this.voice.say("I saw a cat. It was on 1 mat, I think!");
		int millis = utterance.muLaw().length / 8;
		int before = 0;
		for (Word word : utterance.words()) {
			assertThat(word.startMillis()).isGreaterThanOrEqualTo(before - 1);
			assertThat(word.endMillis()).isGreaterThan(word.startMillis()).isLessThanOrEqualTo(millis + 1);
			before = word.endMillis();
		}
	}

	@Test
	void aWordIsHeardExactlyWhenItsSpanIsOver() {
		Utterance utterance = this.voice.say("The quick brown fox jumps.");
		List<Heard> heard = new WordReader().read(utterance.muLaw(), 0, utterance.muLaw().length);
		assertThat(heard).hasSameSizeAs(utterance.words());
		for (int i = 0; i < heard.size(); i++) {
			assertThat((heard.get(i).endSample() + 7) / 8).isEqualTo(utterance.words().get(i).endMillis());
		}
	}

	@Test
	void speechIsLoudAndSilenceIsNot() {
		byte[] muLaw = this.voice.say("Hello there, how are you today?").muLaw();
		long voiced = IntStream.range(0, muLaw.length / Loudness.FRAME)
			.filter((frame) -> Loudness.isVoiced(muLaw, frame * Loudness.FRAME, Loudness.FRAME))
			.count();
		assertThat(voiced).isGreaterThan(muLaw.length / Loudness.FRAME / 2);
		byte[] hidden = this.voice.say("-- -- --").muLaw();
		assertThat(Loudness.isVoiced(hidden, 0, hidden.length)).isFalse();
		assertThat(words(hidden)).containsExactly("--", "--", "--");
	}

	@Test
	void coughIsLoudAndWordless() {
		byte[] cough = this.voice.cough(2000);
		assertThat(cough).hasSize(16000);
		assertThat(Loudness.isVoiced(cough, 0, Loudness.FRAME)).isTrue();
		assertThat(words(cough)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u00a0\n", "\u4f60\u597d", "Gr\u00fc\u00dfe aus Z\u00fcrich",
			"<break time=\"1s\"/>", "\uD83D\uDE00", "\u0130", "a\u0000b", "...", "$", "%", "%%% 5%", "'",
			"1234567890123456789012345678901234567890", "me@example.org", "http://example.org/?a=b&c=d", "AB-12",
			"I'd've", "0.0.0.0", "1,,2", "12:", ":30", "-", "&" })
	void anyTextIsSpoken(String text) {
		Utterance utterance = this.voice.say(text);
		assertThat(words(utterance.muLaw())).isEqualTo(utterance.words().stream().map(Word::text).toList())
			.isEqualTo(Spelling.words(text));
	}

	@Test
	void aVeryLongWordComesInPieces() {
		Utterance utterance = this.voice.say("\u00fc".repeat(500));
		assertThat(String.join("", words(utterance.muLaw()))).isEqualTo("\u00fc".repeat(500));
	}

	@RepeatedTest(40)
	void randomTextIsSpoken(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		String text = random.ints(random.nextInt(1, 60), 32, 300)
			.mapToObj((code) -> (code > 130) ? " " : String.valueOf((char) code))
			.reduce("", String::concat);
		assertThat(words(this.voice.say(text).muLaw())).as("seed %d: %s", repetition.getCurrentRepetition(), text)
			.isEqualTo(Spelling.words(text));
	}

	@Test
	void manyThreadsSpeakTheSame() throws Exception {
		String text = "Our address is 12 Main Street.";
		byte[] alone = new SandboxVoice().say(text).muLaw();
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Utterance>> tasks = IntStream.range(0, 16)
				.<Callable<Utterance>>mapToObj((i) -> () -> new SandboxVoice().say(text))
				.toList();
			for (Future<Utterance> spoken : threads.invokeAll(tasks)) {
				assertThat(spoken.get().muLaw()).isEqualTo(alone);
			}
		}
	}

	@Test
	void whatWasSpokenBeforeComesAtOnce() {
		Utterance first = this.voice.speak("Good morning.").block(Duration.ofSeconds(10));
		assertThat(first).isNotNull();
		assertThat(this.voice.say("Good morning.")).isSameAs(first);
		assertThat(this.voice.speak("Good morning.").blockOptional(Duration.ZERO)).containsSame(first);
	}

	@Test
	void aPersonCanListen(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("hello.wav");
		Utterance utterance = this.voice.say("Hello.");
		utterance.writeWav(file);
		assertThat(Files.readAllBytes(file)).startsWith('R', 'I', 'F', 'F').endsWith(utterance.muLaw());
	}

	private static List<String> words(byte[] muLaw) {
		WordReader reader = new WordReader();
		List<String> words = reader.read(muLaw, 0, muLaw.length).stream().map(Heard::word).toList();
		assertThat(reader.damage()).isEqualTo(Damage.NONE);
		return words;
	}

}
