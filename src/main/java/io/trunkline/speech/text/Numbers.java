package io.trunkline.speech.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers in English words, as they are said in the United States. */
final class Numbers {

	/** Up to here a number has a name; longer ones are spelled. */
	private static final int LONGEST = 15;

	private static final String[] SMALL = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
			"nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
			"nineteen" };

	private static final String[] TENS = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
			"ninety" };

	private static final String[] POWERS = { "", " thousand", " million", " billion", " trillion" };

	private static final Map<String, String> ORDINALS = Map.ofEntries(Map.entry("one", "first"),
			Map.entry("two", "second"), Map.entry("three", "third"), Map.entry("five", "fifth"),
			Map.entry("eight", "eighth"), Map.entry("nine", "ninth"), Map.entry("twelve", "twelfth"));

	private Numbers() {
	}

	/** Digits with commas and at most one decimal point. */
	static String number(String written) {
		String plain = written.replace(",", "");
		int point = plain.indexOf('.');
		if (point < 0) {
			return cardinal(plain);
		}
		String whole = plain.substring(0, point);
		return (whole.isEmpty() ? "" : cardinal(whole) + " ") + "point " + digits(plain.substring(point + 1));
	}

	/** Digits only; with a leading zero, or too many of them, one by one. */
	static String cardinal(String digits) {
		boolean spelled = digits.length() > LONGEST || (digits.length() > 1 && digits.startsWith("0"));
		return spelled ? grouped(digits) : cardinal(Long.parseLong(digits));
	}

	static String cardinal(long number) {
		if (number == 0) {
			return SMALL[0];
		}
		String words = "";
		int power = 0;
		for (long rest = number; rest > 0; rest /= 1000) {
			int three = (int) (rest % 1000);
			if (three > 0) {
				words = hundreds(three) + POWERS[power] + (words.isEmpty() ? "" : " " + words);
			}
			power++;
		}
		return words;
	}

	static String ordinal(long number) {
		String cardinal = cardinal(number);
		int last = Math.max(cardinal.lastIndexOf(' '), cardinal.lastIndexOf('-')) + 1;
		String word = cardinal.substring(last);
		String regular = word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
		return cardinal.substring(0, last) + ORDINALS.getOrDefault(word, regular);
	}

	/** 1984 as "nineteen eighty-four". */
	static String year(int year) {
		int century = year / 100;
		int rest = year % 100;
		if (year < 1000 || year > 9999 || (century % 10 == 0 && rest < 10)) {
			return cardinal(year);
		}
		if (rest == 0) {
			return cardinal(century) + " hundred";
		}
		return cardinal(century) + " " + ((rest < 10) ? "oh " : "") + cardinal(rest);
	}

	/** One by one. */
	static String digits(String digits) {
		return digits.chars().mapToObj((digit) -> SMALL[digit - '0']).collect(Collectors.joining(" "));
	}

	/** One by one, with a pause after three; four at the end stay together. */
	static String grouped(String digits) {
		List<String> groups = new ArrayList<>();
		int at = 0;
		while (digits.length() - at > 4) {
			groups.add(digits(digits.substring(at, at + 3)));
			at += 3;
		}
		groups.add(digits(digits.substring(at)));
		return String.join(", ", groups);
	}

	private static String hundreds(int number) {
		int rest = number % 100;
		String words = (rest < 20) ? SMALL[rest] : TENS[rest / 10] + ((rest % 10 > 0) ? "-" + SMALL[rest % 10] : "");
		if (number < 100) {
			return words;
		}
		return SMALL[number / 100] + " hundred" + ((rest > 0) ? " " + words : "");
	}

}
