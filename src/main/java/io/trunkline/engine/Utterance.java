package io.trunkline.engine;

import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.SpokenWord;

/** A piece of what an engine brings forth in one agent turn. */
public sealed interface Utterance {

	/** More of the text, as it will be spoken, with its blanks. */
	record Written(String text) implements Utterance {
	}

	/** The next samples, in telephone format. */
	record Sound(AudioChunk chunk) implements Utterance {
	}

	/** Places of words, counted from the first sample of this flux. */
	record Words(List<SpokenWord> words) implements Utterance {

		public Words {
			words = List.copyOf(words);
		}

	}

	/** The model calls a tool. */
	record ToolAsked(ToolCall call) implements Utterance {
	}

	/** A stage was reached. */
	record Reached(Stage stage, long nanoTime) implements Utterance {
	}

	/** Stages on the way to the first sound, in their order; not every turn has each. */
	enum Stage {

		/** The model was asked. */
		ASKED,
		/** The model's first text or tool call came. */
		FIRST_TOKEN,
		/** The first clause went to the synthesiser. */
		FIRST_CLAUSE,
		/** The synthesiser's first sound came. */
		FIRST_SOUND

	}

}
