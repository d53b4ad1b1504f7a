package io.trunkline.speech;

import java.util.List;

import io.trunkline.audio.AudioChunk;

/** What a speaker brings forth while it speaks a turn. */
public sealed interface Speech {

	/** The next samples, in telephone format. */
	record Audio(AudioChunk chunk) implements Speech {
	}

	/**
	 * Words and their places in the turn's audio; may come before or after that audio.
	 */
	record Words(List<SpokenWord> words) implements Speech {

		public Words {
			words = List.copyOf(words);
		}

	}

}
