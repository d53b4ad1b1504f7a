package io.trunkline.sandbox.scenario;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant to write. */
final class Nearest {

	private Nearest() {
	}

	/** The one that takes the fewest typing errors. */
	static String to(String written, Collection<String> known) {
		return known.stream()
			.sorted()
			.min(Comparator.comparingInt((candidate) -> distance(written, candidate)))
			.orElse("none");
	}

	/** Letters to insert, drop or change. */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int change = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
