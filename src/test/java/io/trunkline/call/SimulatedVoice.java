package io.trunkline.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.Bundled;
import io.trunkline.engine.Utterance;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Gives each word a sample value of its own, so that a carrier can tell from the samples
 * alone what it plays. Values return after so many words that nothing waits so long.
 */
final class SimulatedVoice {

	private static final int VALUES = 250;

	/** What the format has for silence. */
	static final int SILENCE = 0xFF;

	/** Whole frames begin at a multiple of this. */
	private static final int BLOCK = 160;

	private static final Set<String> BUNDLED = bundledBlocks();

	private final Word bundled = new Word(new Speech(true), "bundled", VALUES, Integer.MAX_VALUE);

	private final Word[] latest = new Word[VALUES];

	private int count;

	Word word(Speech speech, String text, int bytes) {
		Word word = new Word(speech, text, this.count++ % VALUES, bytes);
		this.latest[word.value] = word;
		speech.words.add(word);
		return word;
	}

	/**
	 * Whether it is a piece of a sentence that comes with the service, which has no
	 * values for its words.
	 */
	static boolean isBundled(byte[] frame) {
		return BUNDLED.contains(block(frame, 0));
	}

	/** The word for whatever is bundled. */
	Word bundled() {
		return this.bundled;
	}

	private static Set<String> bundledBlocks() {
		Set<String> blocks = new HashSet<>();
		Flux.concat(Bundled.apology(AudioFormat.TELEPHONE), Bundled.oneMoment(AudioFormat.TELEPHONE))
			.ofType(Utterance.Sound.class)
			.map((sound) -> sound.chunk().bytes())
			.toIterable()
			.forEach((chunk) -> {
				for (int from = 0; from + BLOCK <= chunk.length; from += BLOCK) {
					blocks.add(block(chunk, from));
				}
			});
		blocks.remove(block(silence(), 0));
		return blocks;
	}

	private static byte[] silence() {
		byte[] silence = new byte[BLOCK];
		Arrays.fill(silence, (byte) SILENCE);
		return silence;
	}

	private static String block(byte[] audio, int from) {
		return new String(audio, from, BLOCK, StandardCharsets.ISO_8859_1);
	}

	@Nullable Word of(byte sample) {
		int value = sample & 0xFF;
		return (value == SILENCE) ? null : this.latest[value];
	}

	/** A word, and how much of it has been played. */
	static final class Word {

		private final Speech speech;

		private final String text;

		private final int value;

		private final int bytes;

		private int played;

		Word(Speech speech, String text, int value, int bytes) {
			this.speech = speech;
			this.text = text;
			this.value = value;
			this.bytes = bytes;
		}

		Speech speech() {
			return this.speech;
		}

		String text() {
			return this.text;
		}

		int bytes() {
			return this.bytes;
		}

		byte[] sound(int silenceBefore) {
			byte[] sound = new byte[silenceBefore + this.bytes];
			Arrays.fill(sound, (byte) this.value);
			Arrays.fill(sound, 0, silenceBefore, (byte) SILENCE);
			return sound;
		}

		void played() {
			this.played++;
		}

		boolean whole() {
			return this.played >= this.bytes;
		}

		boolean begun() {
			return this.played > 0;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/** One rendering of a text. */
	static final class Speech {

		private final List<Word> words = new ArrayList<>();

		private final boolean filler;

		/** The agent's turn that it belongs to; 0 while it is only a guess. */
		private int turn;

		/** When it got its turn, in milliseconds. */
		private long assignedAt;

		/** Whether the synthesiser says where its words are. */
		private boolean timed = true;

		Speech(boolean filler) {
			this.filler = filler;
		}

		List<Word> words() {
			return this.words;
		}

		boolean filler() {
			return this.filler;
		}

		int turn() {
			return this.turn;
		}

		long assignedAt() {
			return this.assignedAt;
		}

		void assign(int turn, long now) {
			this.turn = turn;
			this.assignedAt = now;
		}

		boolean timed() {
			return this.timed;
		}

		void untimed() {
			this.timed = false;
		}

	}

}
