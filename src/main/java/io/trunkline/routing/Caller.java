package io.trunkline.routing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who calls, as far as lists can know. A caller can make up any number: a list keeps
 * nobody out who wants to come in.
 *
 * @param number {@code +} and digits, if a number was shown
 * @param withheld whether the caller chose to show nothing
 */
record Caller(Optional<String> number, boolean withheld) {

	/**
	 * What carriers say for a number that is not shown; one of them says it in digits.
	 */
	private static final Set<String> NOTHING = Set.of("", "anonymous", "private", "restricted", "unavailable",
			"unknown", "withheld", "+266696687");

	private static final Pattern SCHEME = Pattern.compile("^(?:sips?|tel):", Pattern.CASE_INSENSITIVE);

	private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");

	private static final Pattern NUMBER = Pattern.compile("\\+?[1-9][0-9]{6,14}");

	/** Reads a number, an address whose user is a number, or a word for none. */
	static Caller of(String from) {
		String user = SCHEME.matcher(from.strip()).replaceFirst("").split("[@;]", 2)[0];
		String bare = SEPARATORS.matcher(user).replaceAll("").toLowerCase(Locale.ROOT);
		if (NOTHING.contains(bare)) {
			return new Caller(Optional.empty(), true);
		}
		Optional<String> number = NUMBER.matcher(bare).matches() ? Optional.of(bare.startsWith("+") ? bare : "+" + bare)
				: Optional.empty();
		return new Caller(number, false);
	}

	/** Without the number, so that it can stand in a log. */
	@Override
	public String toString() {
		return "Caller[withheld=" + this.withheld + "]";
	}

}
