package io.trunkline.speech.text;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Markdown, HTML, emoji and links, which mean nothing to a listener in any language. */
final class Markup {

	/** Where a line begins; a text cut out of a longer one begins a line as well. */
	private static final String LINE = "(?<![^\\n])";

	private static final String LINE_END = "(?=\\r?\\n|\\z)";

	/** After the host: port, path and query, without the mark that ends a sentence. */
	static final String PATH = "(?::\\d{1,5})?(?:[/?#][^\\s<>\"`|*\\])]*(?<![.,;:!?'_]))?";

	private static final String HOST = "https?://(?:[^\\s/@<>]{1,64}@)?(?:www\\.)?"
			+ "([\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?)";

	private static final String PICTURE = "[\\p{IsExtended_Pictographic}\\p{IsEmoji_Presentation}\\p{IsEmoji_Modifier}"
			+ "\\x{1F1E6}-\\x{1F1FF}]";

	private static final Pattern LISTED = Pattern.compile("[ \\t>]*(?:[-*+•]|#{1,6}|\\d{1,3}[.)])[ \\t]");

	/** Everything but links. */
	private static final List<Rule> MARKS = List.of(
			// Blocks.
			Rule.say(LINE + "[ \\t]*(?:`{3,}|~{3,})[^\\n`]*" + LINE_END, ""),
			Rule.say(LINE + "[ \\t|:*_=+-]{3,}+" + LINE_END, ""),
			Rule.say(LINE + "[ \\t]{0,3}\\[[^\\]\\n]{1,200}\\]:[ \\t][^\\n]*", ""),
			Rule.say(LINE + "[ \\t]{0,3}#{1,6}(?:[ \\t]+|" + LINE_END + ")", ""),
			Rule.say("[ \\t]+#+[ \\t]*" + LINE_END, ""), Rule.say(LINE + "[ \\t]*>[> \\t]*", ""),
			Rule.say(LINE + "[ \\t]*[-*+–—][ \\t]+(?:\\[[ xX]\\][ \\t]+)?", ""), Rule.say("[•‣◦●▪][ \\t]*", ""),
			Rule.within("[ \\t]*+\\r?\\n", Markup::lineBreak),
			// Tables: a pause between cells.
			Rule.within("[ \\t]*+\\|[ \\t|]*+", Markup::cell),
			// Links and pictures by their label.
			Rule.say("!?\\[\\^[^\\]\\n]{1,40}\\]", ""), Rule.say("!?\\[(?=[^\\]\\n]{0,300}\\][(\\[])", ""),
			Rule.say("\\]\\([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)?(?:[ \\t]+\"[^\"\\n]*\")?[ \\t]*\\)", ""),
			Rule.say("\\]\\[[^\\]\\n]{0,200}\\]", ""), Rule.say("\\]\\(", " "),
			// Inline marks.
			Rule.say("</?[a-zA-Z][^<>\\n]{0,200}>|<!--[^<>]{0,500}-->", ""), Rule.say("\\\\(?=[!-/:-@\\[-`{-~])", ""),
			Rule.say("[*`]+|~{2,}|_{2,}", ""), Rule.say("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])", ""),
			// Pictures, and what cannot be said.
			Rule.say("(?:" + PICTURE + "[\\x{FE0F}\\x{200D}\\x{E0020}-\\x{E007F}]*+){1,32}+", ""),
			Rule.say("[\\x{FE0E}\\x{FE0F}\\x{20E3}\\x{200B}\\x{2060}\\x{FEFF}]+", ""),
			Rule.say("(?<!\\S)[:;]-?[)(DP](?=[\\s.,!?]|\\z)", ""), Rule.say("[\\p{Cc}\\p{Cs}&&[^\\n\\r\\t]]+", ""));

	private Markup() {
	}

	/**
	 * All rules.
	 * @param host how a host is said, for it stands for a bare link
	 */
	static List<Rule> rules(UnaryOperator<String> host) {
		Function<MatchResult, @Nullable String> said = (match) -> host.apply(match.group(1));
		List<Rule> links = List.of(Rule.of("(?i)<?" + HOST + PATH + ">?", said),
				Rule.of("(?i)!?\\[[ \\t]*\\]\\(" + HOST + "[^\\s()]*\\)", said),
				Rule.say("(?i)<(?:mailto:)?(?=[^\\s<>@]{1,64}@[^\\s<>@]{1,255}>)", ""),
				Rule.say(">(?<=@[^\\s<>@]{1,255}>)", ""));
		return Stream.concat(links.stream(), MARKS.stream()).toList();
	}

	/** A heading or an item of a list is a sentence of its own. */
	private static String lineBreak(MatchResult match, String text) {
		int line = text.lastIndexOf('\n', match.start() - 1) + 1;
		int last = match.start() - 1;
		while (last >= line && "*_`~# \t".indexOf(text.charAt(last)) >= 0) {
			last--;
		}
		boolean open = last >= line && Character.isLetterOrDigit(text.charAt(last));
		boolean listed = LISTED.matcher(text).region(line, text.length()).lookingAt();
		return (open && listed) ? ".\n" : match.group();
	}

	private static String cell(MatchResult match, String text) {
		boolean first = match.start() == 0 || text.charAt(match.start() - 1) == '\n';
		boolean last = match.end() == text.length() || "\r\n".indexOf(text.charAt(match.end())) >= 0;
		if (first) {
			return "";
		}
		return last ? "." : ", ";
	}

}
