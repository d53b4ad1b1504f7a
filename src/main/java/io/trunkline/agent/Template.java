package io.trunkline.agent;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with variables in double braces, as in <code>{{customer_name}}</code>. A value is
 * put in as it is: braces that come with it mean nothing.
 */
final class Template {

	private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

	private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(" + NAME + ")\\s*}}");

	private Template() {
	}

	/**
	 * Fills in a text.
	 * @param values by {@link CallVariables#key}; a variable without a value becomes
	 * nothing
	 */
	static String render(String text, Map<String, String> values) {
		return VARIABLE.matcher(text)
			.replaceAll((variable) -> Matcher
				.quoteReplacement(values.getOrDefault(CallVariables.key(variable.group(1)), "")));
	}

	/** The names of the variables in a text, as they are written there. */
	static SortedSet<String> variables(String text) {
		SortedSet<String> names = new TreeSet<>();
		VARIABLE.matcher(text).results().forEach((variable) -> names.add(variable.group(1)));
		return names;
	}

	/** Whether a text has braces that were meant as a variable and are none. */
	static boolean isBroken(String text) {
		String rest = VARIABLE.matcher(text).replaceAll("");
		return rest.contains("{{") || rest.contains("}}");
	}

}
