package io.trunkline.routing;

import java.util.List;
import java.util.regex.Pattern;

/** Numbers, and beginnings of numbers. */
final class NumberList {

	static final NumberList EMPTY = new NumberList(List.of());

	private static final String REST = "*";

	private static final Pattern ENTRY = Pattern.compile("\\+[1-9][0-9]{6,14}|\\+[1-9][0-9]{0,13}\\*");

	private final List<String> entries;

	NumberList(List<String> entries) {
		this.entries = List.copyOf(entries);
	}

	/** Whether it is a number in E.164, or the beginning of one and an asterisk. */
	static boolean isEntry(String text) {
		return ENTRY.matcher(text).matches();
	}

	/**
	 * How closely the list means a number: the length of the longest entry that fits.
	 * @return 0 when none does
	 */
	int match(String number) {
		return this.entries.stream().filter((entry) -> fits(entry, number)).mapToInt(String::length).max().orElse(0);
	}

	private static boolean fits(String entry, String number) {
		return entry.endsWith(REST) ? number.startsWith(entry.substring(0, entry.length() - REST.length()))
				: number.equals(entry);
	}

}
