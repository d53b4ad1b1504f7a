package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.trunkline.speech.SpokenWord;

/** What the text-to-speech socket says. */
sealed interface SynthesisEvent {

	/** What comes of one context. */
	sealed interface OfContext extends SynthesisEvent {

		String contextId();

	}

	/** The context's next samples, in the format asked for; possibly none. */
	record Chunk(String contextId, byte[] audio) implements OfContext {
	}

	/** Words with times from the context's first sample. */
	record Timestamps(String contextId, List<SpokenWord> words) implements OfContext {
	}

	/** Comes after each submission; means nothing unless flush ids are used. */
	record FlushDone(String contextId) implements OfContext {
	}

	record Done(String contextId) implements OfContext {
	}

	/** Without a context (empty) it concerns them all. */
	record Failed(String contextId, CartesiaErrors.Refusal refusal) implements SynthesisEvent {
	}

	record Unrecognised(String type) implements SynthesisEvent {
	}

	/**
	 * Reads one text frame.
	 * @throws tools.jackson.core.JacksonException if it is not a JSON object, or its
	 * audio not base64
	 */
	static SynthesisEvent decode(ByteBuf json) {
		WireMessage message = WireMessage.read(json);
		String context = message.contextId;
		return switch (message.type) {
			case "chunk" -> new Chunk(context, message.data);
			case "timestamps" -> new Timestamps(context, Words.of(message));
			case "flush_done" -> new FlushDone(context);
			case "done" -> new Done(context);
			case "error" -> new Failed(context, message.refusal());
			default -> new Unrecognised(message.type);
		};
	}

	/** Makes words of the three parallel lists in which they travel. */
	final class Words {

		/** A markup tag, possibly across words, which {@code \0} keeps apart. */
		private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");

		private static final Pattern NOT_APART = Pattern.compile("[^\0]+");

		private Words() {
		}

		private static List<SpokenWord> of(WireMessage message) {
			String joined = String.join("\0", message.words);
			String spoken = TAG.matcher(joined).replaceAll((tag) -> NOT_APART.matcher(tag.group()).replaceAll(""));
			String[] texts = spoken.split("\0", -1);
			int timed = Math.min(texts.length, Math.min(message.starts.size(), message.ends.size()));
			List<SpokenWord> words = new ArrayList<>();
			for (int i = 0; i < timed; i++) {
				if (!texts[i].isBlank()) {
					words.add(new SpokenWord(texts[i].strip(), time(message.starts.get(i)), time(message.ends.get(i))));
				}
			}
			return words;
		}

		private static Duration time(double seconds) {
			return Duration.ofMillis(Math.round(seconds * 1000));
		}

	}

}
