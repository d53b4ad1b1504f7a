package io.trunkline.call.playback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;

import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.Utterance.Written;
import io.trunkline.speech.SpokenWord;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.VirtualCallLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlaybackTests {

	private static final Duration BEAT = Duration.ofMillis(20);

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final FakeMediaStream stream = new FakeMediaStream(this.loop);

	private final List<Integer> audible = new ArrayList<>();

	private final List<Integer> heard = new ArrayList<>();

	private final List<Integer> dry = new ArrayList<>();

	private final List<Boolean> lastWords = new ArrayList<>();

	private int underruns;

	private final Playback playback = playback(Duration.ZERO);

	private Playback playback(Duration skew) {
		return new Playback(this.stream, new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), skew),
				new Noting());
	}

	@Test
	void firstSoundLeavesAtOnce() {
		this.playback.begin(1);
		this.playback.add(sound(200, 7));
		assertThat(this.stream.frames()).isNotEmpty();
		assertThat(this.audible).containsExactly(1);
	}

	@Test
	void carrierIsNeverMoreThanTheLeadAhead() {
		this.playback.begin(1);
		this.playback.add(sound(10_000, 7));
		for (int beat = 0; beat < 400; beat++) {
			assertThat(this.stream.lead()).isBetween(Duration.ofMillis(300), Duration.ofMillis(400));
			this.loop.pass(BEAT);
		}
	}

	@Test
	void framesHoldSixtyToHundredMillisecondsInWholeTwenties() {
		Random random = new Random(4);
		this.playback.begin(1);
		for (int chunk = 0; chunk < 50; chunk++) {
			this.playback.add(AudioChunk.telephone(filled(1 + random.nextInt(1500), (byte) 3)));
			this.loop.pass(BEAT);
		}
		this.playback.complete();
		this.loop.pass(Duration.ofSeconds(20));
		assertThat(this.stream.frames()).allSatisfy((frame) -> {
			assertThat(frame.bytes().length).isBetween(480, 800);
			assertThat(frame.bytes().length % 160).isZero();
		});
	}

	@Test
	void everyByteIsPlayedInOrderAndOnlySilenceIsAdded() {
		byte[] speech = new byte[12_345];
		new Random(1).nextBytes(speech);
		this.playback.begin(1);
		for (int at = 0; at < speech.length; at += 777) {
			this.playback.add(AudioChunk.telephone(Arrays.copyOfRange(speech, at, Math.min(at + 777, speech.length))));
		}
		this.playback.complete();
		this.loop.pass(Duration.ofSeconds(5));
		byte[] played = this.stream.played();
		assertThat(Arrays.copyOf(played, speech.length)).isEqualTo(speech);
		assertThat(Arrays.copyOfRange(played, speech.length, played.length)).containsOnly(0xFF);
	}

	@Test
	void turnIsHeardWhenItsLastSoundHasLeftTheCarrier() {
		this.playback.begin(3);
		this.playback.add(sound(400, 7));
		this.playback.complete();
		this.loop.pass(Duration.ofMillis(380));
		assertThat(this.heard).isEmpty();
		this.loop.pass(Duration.ofMillis(40));
		assertThat(this.heard).containsExactly(3);
		this.loop.pass(Duration.ofSeconds(3));
		assertThat(this.heard).containsExactly(3);
	}

	@Test
	void interruptionTakesBackWhatWasNotHeard() {
		this.playback.begin(1);
		this.playback.add(sound(5000, 7));
		this.loop.pass(Duration.ofSeconds(1));
		this.playback.interrupt();
		this.loop.pass(Duration.ofSeconds(10));
		assertThat(this.stream.clears()).hasSize(1);
		assertThat(this.stream.played()).hasSize(8000);
		assertThat(this.heard).isEmpty();
		assertThat(this.loop.waiting()).isZero();
	}

	@Test
	void soundOfATurnThatLostTheLineIsDropped() {
		this.playback.begin(1);
		this.playback.interrupt();
		this.playback.add(sound(500, 7));
		assertThat(this.stream.frames()).isEmpty();
		assertThat(this.stream.clears()).isEmpty();
	}

	@Test
	void secondRoundCountsItsWordsBehindTheFirst() {
		this.playback.begin(1);
		this.playback.write(Written.verbatim("One moment. "));
		this.playback.place(List.of(word("One", 0, 300), word("moment.", 300, 1000)));
		this.playback.add(sound(1000, 7));
		this.playback.complete();
		this.playback.begin(1);
		this.playback.write(Written.verbatim("Here it is."));
		this.playback.place(List.of(word("Here", 0, 400), word("it", 400, 600), word("is.", 600, 1000)));
		this.playback.add(sound(1000, 8));
		this.loop.pass(Duration.ofMillis(1500));
		assertThat(this.playback.interrupt())
			.isEqualTo(new Playback.Spoken(1, "One moment. Here it is.", "One moment. Here"));
	}

	@Test
	void roundThatFollowsWithoutASilenceIsToldToBeAudible() {
		this.playback.begin(1);
		this.playback.add(sound(1000, 7));
		this.playback.complete();
		this.playback.begin(1);
		this.playback.add(sound(1000, 8));
		assertThat(this.audible).containsExactly(1);
		this.loop.pass(Duration.ofMillis(900));
		assertThat(this.audible).containsExactly(1, 1);
		this.playback.complete();
		this.loop.pass(Duration.ofSeconds(2));
		assertThat(this.audible).containsExactly(1, 1);
		assertThat(this.heard).containsExactly(1);
	}

	@Test
	void turnThatGoesOnAfterAPauseIsToldToBeAudible() {
		this.playback.begin(1);
		this.playback.add(sound(2000, 7));
		this.loop.pass(Duration.ofMillis(500));
		this.playback.duck();
		this.playback.resume();
		assertThat(this.audible).containsExactly(1, 1);
	}

	@Test
	void turnThatGoesOnBehindAFillerIsToldToBeAudible() {
		this.playback.begin(1);
		this.playback.add(sound(160, 7));
		this.loop.pass(Duration.ofMillis(400));
		this.playback.fill(sound(400, 9));
		this.playback.add(sound(400, 7));
		this.loop.pass(Duration.ofMillis(600));
		assertThat(this.audible).containsExactly(1, 1);
	}

	@Test
	void restThatIsTooShortForAFrameDoesNotHideThatTheLineRanDry() {
		this.playback.begin(1);
		this.playback.add(sound(100, 7));
		this.loop.pass(Duration.ofMillis(200));
		assertThat(this.dry).containsExactly(1);
		this.playback.add(sound(100, 7));
		this.loop.pass(Duration.ofMillis(300));
		assertThat(this.dry).containsExactly(1, 1);
	}

	@Test
	void gapInTheMiddleOfATurnIsCounted() {
		this.playback.begin(1);
		this.playback.add(sound(200, 7));
		this.loop.pass(Duration.ofMillis(900));
		this.playback.add(sound(200, 7));
		assertThat(this.underruns).isOne();
	}

	@Test
	void duckedTurnIsSilentAtOnceAndGoesOnAtTheWordThatWasCut() {
		this.playback.begin(1);
		this.playback.place(List.of(word("One", 0, 400), word("two", 400, 900), word("three.", 900, 2000)));
		byte[] speech = new byte[16_000];
		new Random(1).nextBytes(speech);
		this.playback.add(AudioChunk.telephone(speech));
		this.playback.complete();
		this.loop.pass(Duration.ofMillis(700));
		this.playback.duck();
		assertThat(this.stream.clears()).hasSize(1);
		assertThat(this.lastWords).containsExactly(false);
		this.loop.pass(Duration.ofMillis(500));
		assertThat(this.stream.played()).isEqualTo(Arrays.copyOf(speech, 5600));
		this.playback.resume();
		this.loop.pass(Duration.ofSeconds(5));
		byte[] played = this.stream.played();
		assertThat(Arrays.copyOfRange(played, 5600, 5600 + 16_000 - 3200))
			.isEqualTo(Arrays.copyOfRange(speech, 3200, 16_000));
		assertThat(this.heard).containsExactly(1);
	}

	@Test
	void soundThatComesWhileTheTurnIsDuckedWaits() {
		this.playback.begin(1);
		this.playback.duck();
		this.playback.add(sound(500, 7));
		this.playback.complete();
		this.loop.pass(Duration.ofSeconds(1));
		assertThat(this.stream.frames()).isEmpty();
		assertThat(this.stream.clears()).isEmpty();
		this.playback.resume();
		assertThat(this.stream.frames()).isNotEmpty();
		assertThat(this.audible).containsExactly(1);
	}

	@Test
	void interruptionOfADuckedTurnKeepsWhatWasHeardBefore() {
		this.playback.begin(1);
		this.playback.write(Written.verbatim("One two three."));
		this.playback.place(List.of(word("One", 0, 400), word("two", 400, 900), word("three.", 900, 2000)));
		this.playback.add(sound(2000, 7));
		this.loop.pass(Duration.ofMillis(950));
		this.playback.duck();
		this.loop.pass(Duration.ofMillis(600));
		assertThat(this.playback.interrupt()).isEqualTo(new Playback.Spoken(1, "One two three.", "One two"));
	}

	@Test
	void placeOfAnInterruptionCountsFromTheRound() {
		this.playback.begin(1);
		this.playback.add(sound(1000, 7));
		this.playback.begin(1);
		this.playback.add(sound(1000, 8));
		this.loop.pass(Duration.ofMillis(1300));
		this.playback.interrupt();
		assertThat(this.playback.heardOfRound()).isBetween(Duration.ofMillis(200), Duration.ofMillis(300));
	}

	@Test
	void placeOfAnInterruptionInTheRoundBeforeIsNegative() {
		this.playback.begin(1);
		this.playback.add(sound(2000, 7));
		this.playback.begin(1);
		this.loop.pass(Duration.ofSeconds(1));
		this.playback.interrupt();
		assertThat(this.playback.heardOfRound()).isBetween(Duration.ofMillis(-1100), Duration.ofSeconds(-1));
	}

	@Test
	void endOfATurnCountsAsItsLastWords() {
		this.playback.begin(1);
		this.playback.add(sound(2000, 7));
		this.playback.complete();
		this.loop.pass(Duration.ofMillis(1500));
		this.playback.duck();
		assertThat(this.lastWords).containsExactly(true);
	}

	@Test
	void lineThatRunsDryIsToldOnceAndAgainAfterMoreSound() {
		this.playback.begin(1);
		this.playback.add(sound(160, 7));
		this.loop.pass(Duration.ofSeconds(2));
		assertThat(this.dry).containsExactly(1);
		this.playback.add(sound(160, 7));
		assertThat(this.audible).containsExactly(1, 1);
		this.loop.pass(Duration.ofSeconds(2));
		assertThat(this.dry).containsExactly(1, 1);
	}

	@Test
	void fillerIsNoPartOfTheTurn() {
		this.playback.begin(1);
		this.playback.write(Written.verbatim("One two"));
		this.playback.place(List.of(word("One", 0, 400), word("two", 400, 800)));
		this.playback.fill(sound(400, 9));
		assertThat(this.audible).isEmpty();
		this.playback.add(sound(800, 7));
		this.loop.pass(Duration.ofMillis(900));
		assertThat(this.playback.interrupt()).isEqualTo(new Playback.Spoken(1, "One two", "One"));
	}

	@Test
	void whoeverWaitsForAPositionIsToldWhenItIsHeard() {
		List<String> told = new ArrayList<>();
		this.playback.begin(1);
		this.playback.add(sound(2000, 7));
		this.playback.heardOfRound(Duration.ofSeconds(1)).subscribe(null, null, () -> told.add("heard"));
		this.loop.pass(Duration.ofMillis(980));
		assertThat(told).isEmpty();
		this.loop.pass(Duration.ofMillis(60));
		assertThat(told).containsExactly("heard");
	}

	/** The ledger never sees the carrier, yet agrees with what the carrier played. */
	@ParameterizedTest
	@MethodSource("seeds")
	void heardTextIsWhatTheCarrierPlayedGiveOrTakeOneWord(long seed) {
		Random random = new Random(seed);
		List<SpokenWord> words = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		int end = 0;
		this.playback.begin(1);
		for (int at = 0; at < 40; at++) {
			int length = 80 + random.nextInt(600);
			String spelt = "w" + at;
			words.add(word(spelt, end, end + length));
			text.append(spelt).append(' ');
			end += length;
		}
		this.playback.write(Written.verbatim(text.toString()));
		this.playback.place(words);
		int sent = 0;
		long cut = random.nextInt(end + 1000);
		while (sent < end && this.loop.nanoTime() / 1_000_000 < cut) {
			int part = Math.min(1 + random.nextInt(900), end - sent);
			this.playback.add(sound(part, 7));
			sent += part;
			this.loop.pass(Duration.ofMillis(random.nextInt(Math.max(1, part / 2))));
		}
		this.loop.pass(Duration.ofMillis(Math.max(0, cut - this.loop.nanoTime() / 1_000_000)));
		int playedMillis = countSound(this.stream.played()) / 8;
		Playback.Spoken spoken = Objects.requireNonNull(this.playback.interrupt());
		long heardByCaller = words.stream().filter((word) -> word.end().toMillis() <= playedMillis).count();
		long stored = spoken.heard().isBlank() ? 0 : spoken.heard().strip().split(" ").length;
		assertThat(text.toString()).as("seed %d", seed).startsWith(spoken.heard());
		assertThat(stored).as("seed %d", seed).isBetween(heardByCaller - 1, heardByCaller + 1);
	}

	static LongStream seeds() {
		return LongStream.range(0, 300);
	}

	private static int countSound(byte[] played) {
		int count = 0;
		for (byte sample : played) {
			count += (sample == 7) ? 1 : 0;
		}
		return count;
	}

	private static AudioChunk sound(int millis, int sample) {
		return AudioChunk.telephone(filled(millis * 8, (byte) sample));
	}

	private static byte[] filled(int length, byte sample) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, sample);
		return bytes;
	}

	private static SpokenWord word(String text, int start, int end) {
		return new SpokenWord(text, Duration.ofMillis(start), Duration.ofMillis(end));
	}

	private final class Noting implements Playback.Listener {

		@Override
		public void audible(int turn) {
			PlaybackTests.this.audible.add(turn);
		}

		@Override
		public void dry(int turn) {
			PlaybackTests.this.dry.add(turn);
		}

		@Override
		public void heard(int turn) {
			PlaybackTests.this.heard.add(turn);
		}

		@Override
		public void ducked(int turn, boolean last) {
			PlaybackTests.this.lastWords.add(last);
		}

		@Override
		public void underrun() {
			PlaybackTests.this.underruns++;
		}

	}

}
