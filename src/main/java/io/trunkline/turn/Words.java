package io.trunkline.turn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Spoken words without what a recogniser adds of its own: case and punctuation. */
final class Words {

	private static final Pattern BLANKS = Pattern.compile("\\s+");

	private Words() {
	}

	/** A text as it was written, cut at its blanks. */
	static List<String> written(String text) {
		return List.of(BLANKS.split(text.strip()));
	}

	/** The words of a text; what holds no letter or digit is none. */
	static List<String> of(String text) {
		List<String> words = new ArrayList<>();
		for (String word : written(text)) {
			String plain = plain(word);
			if (!plain.isEmpty()) {
				words.add(plain);
			}
		}
		return words;
	}

	/** Phrases as lists of words, the longest first. */
	static List<List<String>> phrases(Collection<String> texts) {
		return texts.stream()
			.map(Words::of)
			.filter((phrase) -> !phrase.isEmpty())
			.sorted(Comparator.comparingInt((List<String> phrase) -> phrase.size()).reversed())
			.toList();
	}

	/**
	 * How many words the longest phrase has that stands at this place; 0 if none does.
	 */
	static int phraseAt(List<String> words, int at, List<List<String>> phrases) {
		for (List<String> phrase : phrases) {
			int end = at + phrase.size();
			if (end <= words.size() && words.subList(at, end).equals(phrase)) {
				return phrase.size();
			}
		}
		return 0;
	}

	/** The words that belong to none of the phrases. */
	static List<String> without(List<String> words, List<List<String>> phrases) {
		List<String> left = new ArrayList<>();
		for (int at = 0; at < words.size();) {
			int length = phraseAt(words, at, phrases);
			if (length == 0) {
				left.add(words.get(at));
			}
			at += Math.max(1, length);
		}
		return left;
	}

	private static String plain(String word) {
		StringBuilder plain = new StringBuilder(word.length());
		word.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
		return plain.toString();
	}

}
