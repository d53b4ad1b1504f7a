package io.trunkline.sandbox.openai.realtime;

import java.util.ArrayList;
import java.util.List;

import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.Loudness;
import io.trunkline.sandbox.voice.WordReader;

/**
 * Finds the caller's speech by its loudness, and reads its words; knows no other time
 * than the sound that it is given.
 */
final class SpeechDetector {

	private static final int FRAME_MILLIS = 20;

	/** So much voice begins speech. */
	private static final int BEGIN_MILLIS = 60;

	private final WordReader reader = new WordReader();

	private final byte[] frame = new byte[Loudness.FRAME];

	private int filled;

	private long heardMillis;

	private int voicedMillis;

	private int silentMillis;

	private boolean speaking;

	/** How long the sound is that was heard. */
	long millis() {
		return this.heardMillis;
	}

	/**
	 * Takes sound.
	 * @param silence so much of it ends speech
	 */
	List<Sign> hear(byte[] sound, int silence) {
		List<Sign> signs = new ArrayList<>();
		for (byte sample : sound) {
			this.frame[this.filled++] = sample;
			if (this.filled == this.frame.length) {
				this.filled = 0;
				this.heardMillis += FRAME_MILLIS;
				take(silence, signs);
			}
		}
		return signs;
	}

	private void take(int silence, List<Sign> signs) {
		List<String> words = this.reader.read(this.frame, 0, this.frame.length).stream().map(Heard::word).toList();
		boolean voiced = Loudness.isVoiced(this.frame, 0, this.frame.length);
		this.voicedMillis = voiced ? this.voicedMillis + FRAME_MILLIS : 0;
		this.silentMillis = voiced ? 0 : this.silentMillis + FRAME_MILLIS;
		if (!this.speaking && (!words.isEmpty() || this.voicedMillis >= BEGIN_MILLIS)) {
			this.speaking = true;
			signs.add(new Sign.Began(this.heardMillis));
		}
		words.forEach((word) -> signs.add(new Sign.Said(word)));
		if (this.speaking && this.silentMillis >= silence) {
			this.speaking = false;
			signs.add(new Sign.Ended(this.heardMillis - silence));
		}
	}

	/** What is noticed. */
	sealed interface Sign {

		record Began(long atMillis) implements Sign {
		}

		record Said(String word) implements Sign {
		}

		record Ended(long atMillis) implements Sign {
		}

	}

}
