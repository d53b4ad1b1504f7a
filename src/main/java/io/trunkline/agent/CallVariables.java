package io.trunkline.agent;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of one call, for the texts of whatever agents take part in it. Values
 * come from outside and are data: they are cut to {@value #LONGEST} characters, and have
 * no line breaks or other control characters with which they could pass for instructions
 * of their own.
 *
 * @param caller who called, in E.164; anything else becomes {@value #UNKNOWN}, since a
 * caller may make up what he likes
 * @param dialled who was called
 * @param call the carrier's name of the call
 * @param at when the call came
 * @param found what was looked up or came with the call
 */
public record CallVariables(String caller, String dialled, String call, Instant at, Map<String, String> found) {

	/** Stands for a caller without a number. */
	public static final String UNKNOWN = "unknown";

	/** The names that every agent may use and none may define. */
	static final Set<String> BUILT_IN = Set.of("caller", "dialled", "call", "date", "time", "weekday");

	static final int LONGEST = 500;

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Zs}]+");

	/** Characters that are not seen and change how others are read. */
	private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

	public CallVariables {
		caller = E164.matcher(caller).matches() ? caller : UNKNOWN;
		dialled = clean(dialled);
		call = clean(call);
		Map<String, String> values = new HashMap<>();
		found.forEach((name, value) -> values.put(key(name), clean(value)));
		values.keySet().removeAll(BUILT_IN);
		found = Map.copyOf(values);
	}

	/** A call of which only the carrier's word is known. */
	public static CallVariables of(String caller, String dialled, String call, Instant at) {
		return new CallVariables(caller, dialled, call, at, Map.of());
	}

	/** The same with more known; the newer wins. */
	public CallVariables with(Map<String, String> more) {
		Map<String, String> both = new HashMap<>(this.found);
		more.forEach((name, value) -> both.put(key(name), value));
		return new CallVariables(this.caller, this.dialled, this.call, this.at, both);
	}

	/** Whether the caller showed a number. */
	public boolean hasCaller() {
		return !this.caller.equals(UNKNOWN);
	}

	/**
	 * The one way to write a name: {@code customer_name}, {@code customer-name} and
	 * {@code customerName} are the same, as they are for Boot's settings.
	 */
	public static String key(String name) {
		return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	/** Every variable by key, on the clock of the agent and in its language. */
	public Map<String, String> seenBy(Agent agent) {
		ZonedDateTime there = this.at.atZone(agent.variables().timeZone());
		Locale language = Locale.forLanguageTag(agent.language());
		Map<String, String> values = new HashMap<>(agent.variables().defaults());
		values.putAll(this.found);
		values.put("caller", this.caller);
		values.put("dialled", this.dialled);
		values.put("call", this.call);
		values.put("date", there.toLocalDate().toString());
		values.put("time", TIME.format(there));
		values.put("weekday", there.getDayOfWeek().getDisplayName(TextStyle.FULL, language));
		return values;
	}

	private static String clean(String value) {
		String line = BREAKS.matcher(UNSEEN.matcher(value).replaceAll("")).replaceAll(" ").strip();
		if (line.length() <= LONGEST) {
			return line;
		}
		int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
		return line.substring(0, end).strip();
	}

	/** Without a value, so that it can stand in a log. */
	@Override
	public String toString() {
		return "CallVariables[call=" + this.call + "]";
	}

}
