package io.trunkline.engine;

import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.SpokenWord;

/** A piece of what an engine brings forth in one agent turn. */
public sealed interface Utterance {

	/**
	 * More of the text, with its blanks.
	 *
	 * @param text as the model wrote it, which is what history keeps
	 * @param spoken the same in the words that the synthesiser was given, which is what
	 * {@link Words} speak of
	 */
	record Written(String text, String spoken) implements Utterance {

		/** Text that is spoken as it is written. */
		public static Written verbatim(String text) {
			return new Written(text, text);
		}
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
