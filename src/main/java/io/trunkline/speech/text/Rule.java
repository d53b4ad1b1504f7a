package io.trunkline.speech.text;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of writing is said. A rule is tried where a word, a number, a blank or a
 * mark begins; its pattern may look at what stands around, and must not take more than
 * linear time.
 *
 * @param pattern what it is about
 * @param saying from the match and the whole text to what is said; null when it is
 * something else after all
 */
record Rule(Pattern pattern, BiFunction<MatchResult, String, @Nullable String> saying) {

	static Rule of(String regex, Function<MatchResult, @Nullable String> saying) {
		return new Rule(Pattern.compile(regex), (match, _) -> saying.apply(match));
	}

	static Rule within(String regex, BiFunction<MatchResult, String, @Nullable String> saying) {
		return new Rule(Pattern.compile(regex), saying);
	}

	static Rule say(String regex, String spoken) {
		return of(regex, (_) -> spoken);
	}

	/** Looks through one text. */
	Matcher reader(String text) {
		return this.pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
	}

	/** What it makes of a text from a place on; null when it does not apply there. */
	@Nullable Part at(int place, Matcher reader, String text) {
		if (!reader.region(place, text.length()).lookingAt() || reader.end() == place) {
			return null;
		}
		String spoken = this.saying.apply(reader, text);
		return (spoken != null) ? new Part(reader.group(), spoken) : null;
	}

}
