package io.trunkline.sandbox.caller;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Words to listen for. They are compared without case and punctuation; an ellipsis stands
 * for any number of words, by itself for any word at all.
 *
 * @param parts heard in this order; the words of a part directly one after another
 */
public record Phrase(List<List<String>> parts) {

	private static final String ANYTHING = "\u2026|\\.\\.\\.";

	public Phrase {
		parts = parts.stream().map(List::copyOf).toList();
	}

	/** Reads a phrase as people write it. */
	public static Phrase of(String text) {
		return new Phrase(Arrays.stream(text.split(ANYTHING, -1))
			.map((part) -> Arrays.stream(part.strip().split("\\s+"))
				.map(Phrase::bare)
				.filter((word) -> !word.isEmpty()))
			.map((words) -> words.toList())
			.filter((words) -> !words.isEmpty())
			.toList());
	}

	/** Where it is in these words, from one of them on. */
	public Optional<Match> in(List<String> words, int from) {
		List<String> heard = words.stream().map(Phrase::bare).toList();
		if (this.parts.isEmpty()) {
			return (from < heard.size()) ? Optional.of(new Match(from, from)) : Optional.empty();
		}
		int first = -1;
		int next = from;
		for (List<String> part : this.parts) {
			int after = next;
			int at = IntStream.rangeClosed(after, heard.size() - part.size())
				.filter((start) -> heard.subList(start, start + part.size()).equals(part))
				.findFirst()
				.orElse(-1);
			if (at < 0) {
				return Optional.empty();
			}
			first = (first < 0) ? at : first;
			next = at + part.size();
		}
		return Optional.of(new Match(first, next - 1));
	}

	private static String bare(String word) {
		return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
	}

	/** Where it was heard: the first and the last of its words. */
	public record Match(int first, int last) {
	}

}
