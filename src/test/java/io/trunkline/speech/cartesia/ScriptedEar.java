package io.trunkline.speech.cartesia;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Recognises speech in which each word is ten frames of one byte, as either of Cartesia's
 * sockets would. A word of which it hears less than half is lost; what it has to say
 * comes some frames late.
 */
final class ScriptedEar {

	static final byte SILENCE = (byte) 0xFF;

	/** Frames of 20 ms. */
	private static final int WORD = 10;

	private static final int ONSET = 3;

	private static final int END = 20;

	private static final int LATENCY = 5;

	private final Queue<List<String>> late = new ArrayDeque<>();

	private final boolean turns;

	private final List<String> words = new ArrayList<>();

	private boolean open;

	private int word;

	private int run;

	private int voiced;

	private int quiet;

	ScriptedEar(boolean turns) {
		this.turns = turns;
		for (int i = 0; i < LATENCY; i++) {
			this.late.add(List.of());
		}
	}

	/** Audio of words, and of silence where the word is 0; the pauses are in frames. */
	static List<byte[]> audio(int... wordsAndPauses) {
		List<byte[]> frames = new ArrayList<>();
		for (int what : wordsAndPauses) {
			int length = (what > 0) ? WORD : -what;
			for (int i = 0; i < length; i++) {
				byte[] frame = new byte[160];
				java.util.Arrays.fill(frame, (what > 0) ? (byte) what : SILENCE);
				frames.add(frame);
			}
		}
		return frames;
	}

	/** The messages that follow a frame. */
	List<String> hear(byte[] frame) {
		List<String> messages = new ArrayList<>();
		listen(frame[0], messages);
		this.late.add(messages);
		return this.late.remove();
	}

	/** The messages that follow {@code finalize}. */
	List<String> finalizing() {
		List<String> messages = new ArrayList<>();
		this.words
			.forEach((word) -> messages.add("{\"type\":\"transcript\",\"text\":\" " + word + "\",\"is_final\":true}"));
		this.words.clear();
		messages.add("{\"type\":\"flush_done\"}");
		return messages;
	}

	private void listen(byte sound, List<String> messages) {
		boolean silent = sound == SILENCE;
		this.voiced = silent ? 0 : this.voiced + 1;
		this.quiet = silent ? this.quiet + 1 : 0;
		if (sound != this.word) {
			this.word = sound;
			this.run = 0;
		}
		this.run++;
		if (this.turns && !this.open && this.voiced == ONSET) {
			this.open = true;
			messages.add("{\"type\":\"turn.start\"}");
		}
		if (!silent && this.run == WORD / 2) {
			this.words.add("w" + sound);
			if (this.turns) {
				messages.add(turn("update"));
			}
		}
		if (this.turns && this.open && this.quiet == END / 2) {
			messages.add(turn("eager_end"));
		}
		if (this.turns && this.open && this.quiet == 0 && messages.isEmpty() && this.run == 1) {
			messages.add("{\"type\":\"turn.resume\"}");
		}
		if (this.turns && this.open && this.quiet == END) {
			messages.add(turn("end"));
			this.open = false;
			this.words.clear();
		}
	}

	private String turn(String type) {
		return "{\"type\":\"turn." + type + "\",\"transcript\":\"" + String.join(" ", this.words) + "\"}";
	}

}
