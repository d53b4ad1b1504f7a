package io.trunkline.sandbox.voice;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts text into words and makes them pronounceable. */
final class Spelling {

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

	private static final Pattern OUTER = Pattern.compile("^[^A-Za-z0-9$]+|[^A-Za-z0-9%]+$");

	private static final Pattern UNKNOWN = Pattern.compile("[^A-Za-z0-9'.,:$%&-]+");

	private static final Pattern ENDING = Pattern.compile("[.?!]+[\"')\\]]*$");

	private Spelling() {
	}

	/**
	 * The words of a text; one that is too long for a packet comes in several pieces.
	 */
	static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		for (String word : BLANKS.split(text)) {
			String rest = word;
			while (octets(rest) > WordPacket.MAX_TEXT) {
				int cut = rest.offsetByCodePoints(0, WordPacket.MAX_TEXT / 4);
				words.add(rest.substring(0, cut));
				rest = rest.substring(cut);
			}
			if (!rest.isEmpty()) {
				words.add(rest);
			}
		}
		return words;
	}

	/** What to say for a word, in ASCII; empty for mere punctuation. */
	static String pronounceable(String word) {
		String ascii = UNKNOWN.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD)).replaceAll("");
		String bare = OUTER.matcher(ascii).replaceAll("");
		boolean nothingToSay = bare.chars().noneMatch(Character::isLetterOrDigit);
		if (nothingToSay) {
			return word.codePoints().anyMatch(Character::isLetterOrDigit) ? "hm" : "";
		}
		return bare;
	}

	/**
	 * The mark after a word that shapes its melody: one of {@code . ? ! , ; :}, or none.
	 */
	static String mark(String word) {
		String last = word.isEmpty() ? "" : word.substring(word.length() - 1);
		return ".?!,;:".contains(last) ? last : "";
	}

	static boolean endsSentence(String word) {
		return ENDING.matcher(word).find();
	}

	private static int octets(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
