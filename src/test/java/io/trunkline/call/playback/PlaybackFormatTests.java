package io.trunkline.call.playback;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.engine.Utterance.Written;
import io.trunkline.speech.SpokenWord;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.VirtualCallLoop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What was heard does not depend on how sound is written. */
class PlaybackFormatTests {

	private final VirtualCallLoop loop = new VirtualCallLoop();

	@ParameterizedTest
	@EnumSource
	void wordsAreHeardAtTheSameTimeInEveryFormat(Format format) {
		Playback playback = playback(new FakeMediaStream(this.loop, format.is));
		playback.begin(1);
		playback.write(Written.verbatim("We open at nine."));
		playback
			.place(List.of(word("We", 0, 200), word("open", 200, 500), word("at", 500, 600), word("nine.", 600, 1000)));
		playback.add(sound(format.is, 1000));
		this.loop.pass(Duration.ofMillis(610));
		assertThat(playback.interrupt()).isEqualTo(new Playback.Spoken(1, "We open at nine.", "We open at"));
	}

	@ParameterizedTest
	@EnumSource
	void framesAreWholeTwentiesAndTheLastIsFilledWithSilence(Format format) {
		FakeMediaStream stream = new FakeMediaStream(this.loop, format.is);
		Playback playback = playback(stream);
		AudioChunk speech = sound(format.is, 1234);
		playback.begin(1);
		playback.add(speech);
		playback.complete();
		this.loop.pass(Duration.ofSeconds(3));
		byte[] played = stream.played();
		int length = speech.bytes().length;
		assertThat(stream.frames()).allSatisfy((frame) -> {
			assertThat(frame.format()).isEqualTo(format.is);
			assertThat(frame.duration().toMillis() % 20).isZero();
		});
		assertThat(Arrays.copyOf(played, length)).isEqualTo(speech.bytes());
		assertThat(Arrays.copyOfRange(played, length, played.length)).containsOnly(format.is.encoding().silence());
	}

	@ParameterizedTest
	@EnumSource
	void resumedSoundGoesOnAtAWholeMillisecond(Format format) {
		for (long seed = 0; seed < 50; seed++) {
			Random random = new Random(seed);
			VirtualCallLoop time = new VirtualCallLoop();
			FakeMediaStream stream = new FakeMediaStream(time, format.is);
			Playback playback = playback(stream);
			AudioChunk speech = sound(format.is, 3000);
			playback.begin(1);
			playback.add(speech);
			playback.complete();
			time.pass(Duration.ofNanos(random.nextLong(2_900_000_000L)));
			int before = stream.frames().size();
			playback.duck();
			time.pass(Duration.ofMillis(200));
			playback.resume();
			time.pass(Duration.ofSeconds(4));
			byte[] again = bytes(stream.frames().subList(before, stream.frames().size()));
			int from = lastIndexOf(speech.bytes(), again);
			assertThat(from).as("seed %d", seed).isNotNegative();
			assertThat(from % format.is.bytesIn(Duration.ofMillis(1))).as("seed %d", seed).isZero();
		}
	}

	/** Where the end of a sound begins that was played again, filled up with silence. */
	private static int lastIndexOf(byte[] whole, byte[] again) {
		for (int from = 0; from < whole.length; from++) {
			int length = whole.length - from;
			if (length <= again.length && Arrays.equals(whole, from, whole.length, again, 0, length)) {
				return from;
			}
		}
		return -1;
	}

	private static byte[] bytes(List<AudioChunk> frames) {
		byte[] bytes = new byte[frames.stream().mapToInt((frame) -> frame.bytes().length).sum()];
		int at = 0;
		for (AudioChunk frame : frames) {
			System.arraycopy(frame.bytes(), 0, bytes, at, frame.bytes().length);
			at += frame.bytes().length;
		}
		return bytes;
	}

	private static AudioChunk sound(AudioFormat format, int millis) {
		byte[] bytes = new byte[format.bytesIn(Duration.ofMillis(millis))];
		new Random(millis).nextBytes(bytes);
		return new AudioChunk(format, bytes);
	}

	private static SpokenWord word(String text, int from, int to) {
		return new SpokenWord(text, Duration.ofMillis(from), Duration.ofMillis(to));
	}

	private static Playback playback(FakeMediaStream stream) {
		return new Playback(stream,
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), Duration.ZERO), new Nobody());
	}

	private static final class Nobody implements Playback.Listener {

		@Override
		public void audible(int turn) {
		}

		@Override
		public void dry(int turn) {
		}

		@Override
		public void heard(int turn) {
		}

		@Override
		public void ducked(int turn, boolean last) {
		}

		@Override
		public void underrun() {
		}

	}

	/** What carriers take. */
	enum Format {

		PCMU(AudioFormat.TELEPHONE), PCM_8000(new AudioFormat(Encoding.PCM16, 8000)),
		PCM_16000(new AudioFormat(Encoding.PCM16, 16000)), PCM_24000(new AudioFormat(Encoding.PCM16, 24000));

		private final AudioFormat is;

		Format(AudioFormat is) {
			this.is = is;
		}

	}

}
