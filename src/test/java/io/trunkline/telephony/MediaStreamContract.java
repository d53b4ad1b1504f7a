package io.trunkline.telephony;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.FakeSwitchboard.ExpectedCall;
import io.trunkline.telephony.MediaStream.Ending;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link MediaStream} does, whichever carrier is behind it, be it one of this
 * process. Who joins gives a stream of telephone sound that has begun, and its far end.
 */
public interface MediaStreamContract {

	/** Neither side has said anything yet. */
	Connected connect() throws Exception;

	@Test
	default void callerIsHeardInOrderAndOnTheLoop() throws Exception {
		try (Connected line = connect()) {
			IntStream.range(0, 120).forEach((i) -> line.far().say(sound(i, 160)));
			assertThat(line.call().hear(120)).containsExactlyElementsOf(
					IntStream.range(0, 120).mapToObj((i) -> AudioChunk.telephone(sound(i, 160))).toList());
			assertThat(line.call().offLoop()).isZero();
			assertThat(line.call().abandonedSoFar()).isZero();
		}
	}

	@Test
	default void soundIsPlayedInOrderAndTakesItsTime() throws Exception {
		try (Connected line = connect()) {
			byte[] said = line.plays(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
			line.far().pass(Duration.ofMillis(90));
			assertThat(line.far().heard()).isEqualTo(Arrays.copyOf(said, 720));
			line.far().pass(Duration.ofSeconds(1));
			assertThat(line.far().heard()).isEqualTo(said);
		}
	}

	@Test
	default void soundGoesBehindWhatIsNotPlayedYet() throws Exception {
		try (Connected line = connect()) {
			ByteArrayOutputStream said = new ByteArrayOutputStream();
			said.writeBytes(line.plays(1, 2, 3, 4));
			line.far().pass(Duration.ofMillis(50));
			said.writeBytes(line.plays(5, 6));
			line.far().pass(Duration.ofMillis(70));
			assertThat(line.far().heard()).as("without a pause").isEqualTo(said.toByteArray());
		}
	}

	@Test
	default void nothingIsMadeUpForALackOfSound() throws Exception {
		try (Connected line = connect()) {
			ByteArrayOutputStream said = new ByteArrayOutputStream();
			said.writeBytes(line.plays(1));
			line.far().pass(Duration.ofMillis(200));
			said.writeBytes(line.plays(2, 3));
			line.far().pass(Duration.ofMillis(20));
			assertThat(line.far().heard()).isEqualTo(Arrays.copyOf(said.toByteArray(), 320));
			line.far().pass(Duration.ofMillis(20));
			assertThat(line.far().heard()).isEqualTo(said.toByteArray());
		}
	}

	@Test
	default void whatWasNotPlayedIsDroppedAndWhatComesAfterIsPlayed() throws Exception {
		try (Connected line = connect()) {
			ByteArrayOutputStream heard = new ByteArrayOutputStream();
			heard.write(line.plays(1, 2, 3, 4, 5), 0, 400);
			line.far().pass(Duration.ofMillis(50));
			line.with((stream) -> {
				stream.clear();
				stream.clear();
			});
			heard.writeBytes(line.plays(6, 7));
			line.far().pass(Duration.ofSeconds(1));
			assertThat(line.far().heard()).isEqualTo(heard.toByteArray());
		}
	}

	@Test
	default void soundOfAnyLengthIsPlayedWhole() throws Exception {
		try (Connected line = connect()) {
			byte[] sentence = new byte[20_001];
			IntStream.range(0, sentence.length).forEach((i) -> sentence[i] = (byte) i);
			line.with((stream) -> {
				stream.play(AudioChunk.telephone(new byte[] { 1 }));
				stream.play(AudioChunk.telephone(sentence));
			});
			line.far().pass(Duration.ofSeconds(3));
			assertThat(line.far().heard()).hasSize(20_002).endsWith(sentence);
		}
	}

	@Test
	default void soundOfAnotherFormatIsRefused() throws Exception {
		try (Connected line = connect()) {
			AtomicReference<Throwable> thrown = new AtomicReference<>();
			line.with((stream) -> {
				assertThat(stream.outbound()).isEqualTo(AudioFormat.TELEPHONE);
				try {
					stream.play(new AudioChunk(new AudioFormat(AudioFormat.Encoding.PCM16, 24_000), new byte[480]));
				}
				catch (IllegalArgumentException refused) {
					thrown.set(refused);
				}
			});
			assertThat(thrown.get()).isNotNull();
			line.far().pass(Duration.ofSeconds(1));
			assertThat(line.far().heard()).isEmpty();
		}
	}

	/** Cleared sound counts as well. */
	@Test
	default void noMoreIsReportedAsPlayedThanWas() throws Exception {
		try (Connected line = connect()) {
			List<Duration> progress = new CopyOnWriteArrayList<>();
			line.with((stream) -> stream.progress().subscribe(progress::add));
			byte[] cleared = line.plays(IntStream.range(0, 60).toArray());
			for (int i = 0; i < 7; i++) {
				line.far().pass(Duration.ofMillis(100));
				assertThat(progress).allMatch((played) -> played.compareTo(heard(line.far())) <= 0);
			}
			line.with(MediaStream::clear);
			line.far().pass(Duration.ofMillis(20));
			assertThat(progress).allMatch((played) -> played.compareTo(heard(line.far())) <= 0);
			int dropped = cleared.length - line.far().heard().length;
			line.plays(IntStream.range(0, 60).toArray());
			for (int i = 0; i < 14; i++) {
				line.far().pass(Duration.ofMillis(100));
				Duration most = heard(line.far()).plus(AudioFormat.TELEPHONE.durationOf(dropped));
				assertThat(progress).isSorted().allMatch((played) -> played.compareTo(most) <= 0);
			}
		}
	}

	@Test
	default void progressIsReportedUntilTheStreamEnds() throws Exception {
		try (Connected line = connect()) {
			List<String> ends = new CopyOnWriteArrayList<>();
			line.with((stream) -> stream.progress().subscribe((_) -> {
			}, (_) -> ends.add("failed"), () -> ends.add("complete")));
			line.far().pass(Duration.ofMillis(100));
			assertThat(ends).isEmpty();
			line.far().stop();
			line.call().ending();
			line.with((_) -> {
			});
			assertThat(ends).containsExactly("complete");
		}
	}

	@Test
	default void stopIsARegularEnd() throws Exception {
		try (Connected line = connect()) {
			line.far().say(sound(1, 160));
			line.far().stop();
			assertThat(line.call().hear(1)).hasSize(1);
			assertThat(line.call().ending()).isEqualTo(Ending.STOPPED);
			assertThat(line.call().offLoop()).isZero();
		}
	}

	@Test
	default void aFarEndThatIsGoneIsABreak() throws Exception {
		try (Connected line = connect()) {
			line.far().vanish();
			assertThat(line.call().ending()).isEqualTo(Ending.BROKEN);
			assertThat(line.call().offLoop()).isZero();
		}
	}

	@Test
	default void aStreamEndsOnce() throws Exception {
		try (Connected line = connect()) {
			line.with((stream) -> {
				stream.close(Ending.FAILED);
				stream.close(Ending.CLOSED);
			});
			line.far().stop();
			line.far().vanish();
			assertThat(line.call().ending()).isEqualTo(Ending.FAILED);
			assertThat(line.call().stream().ended().block(Duration.ofSeconds(30))).isEqualTo(Ending.FAILED);
		}
	}

	@Test
	default void ourOwnEndChangesNothingAfterTheirs() throws Exception {
		try (Connected line = connect()) {
			line.far().stop();
			assertThat(line.call().ending()).isEqualTo(Ending.STOPPED);
			line.call().stream().close(Ending.CLOSED);
			line.with((_) -> {
			});
			assertThat(line.call().stream().ended().block(Duration.ofSeconds(30))).isEqualTo(Ending.STOPPED);
		}
	}

	@Test
	default void afterItsEndAStreamNeitherPlaysNorHears() throws Exception {
		try (Connected line = connect()) {
			byte[] said = line.plays(1, 2, 3);
			line.far().pass(Duration.ofMillis(60));
			line.with((stream) -> stream.close(Ending.CLOSED));
			assertThat(line.call().ending()).isEqualTo(Ending.CLOSED);
			line.plays(4);
			line.with(MediaStream::clear);
			line.far().say(sound(5, 160));
			line.far().pass(Duration.ofSeconds(1));
			assertThat(line.far().heard()).isEqualTo(said);
			assertThat(line.call().unheard()).isEmpty();
		}
	}

	private static Duration heard(FarEnd far) {
		return AudioFormat.TELEPHONE.durationOf(far.heard().length);
	}

	private static byte[] sound(int number, int length) {
		byte[] sound = new byte[length];
		Arrays.fill(sound, (byte) (number + 1));
		sound[0] = (byte) (number >> 8);
		return sound;
	}

	/**
	 * A stream and both of its ends.
	 *
	 * @param call who is served, and listens
	 */
	record Connected(ExpectedCall call, FarEnd far) implements AutoCloseable {

		/** Does something with the stream, where that belongs. */
		void with(Consumer<MediaStream> action) throws Exception {
			this.call.with(action);
		}

		/** Plays 20 ms each that tell which ones they are. */
		byte[] plays(int... numbers) throws Exception {
			List<byte[]> sounds = new ArrayList<>();
			IntStream.of(numbers).forEach((number) -> sounds.add(sound(number, 160)));
			with((stream) -> sounds.forEach((sound) -> stream.play(AudioChunk.telephone(sound))));
			ByteArrayOutputStream all = new ByteArrayOutputStream();
			sounds.forEach(all::writeBytes);
			return all.toByteArray();
		}

		@Override
		public void close() {
			this.far.close();
		}

	}

}
