package io.trunkline.answering;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the words with which a call is answered say of whoever speaks them. English. */
enum FirstWords {

	/** Short, or a question. */
	PERSON,
	/** A recorded greeting. */
	MACHINE,
	/** A machine, or somebody, who wants to know who calls. */
	SCREENER,
	/** Somebody is being fetched. */
	HOLD;

	/** No person answers with so many words that are no question. */
	private static final int LONG = 12;

	private static final int GREETING = 4;

	private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9']+");

	/** What only machines say. */
	private static final List<String> CERTAIN = phrases("leave a message", "leave me a message", "leave your message",
			"leave a brief message", "leave a short message", "leave a detailed message", "leave your name",
			"leave a name", "leave your number", "after the tone", "after the beep", "at the tone", "at the beep",
			"record your message", "mailbox", "voicemail", "voice mail", "answering machine", "you've reached",
			"youve reached", "you have reached", "you know what to do");

	/** What machines say, and people who have not heard yet who calls. */
	private static final List<String> LIKELY = phrases("not available", "unavailable", "can't come to the phone",
			"cannot come to the phone", "can't take your call", "cannot take your call", "can't answer",
			"unable to take your call", "unable to answer", "unable to come to the phone", "not here right now",
			"not home right now", "away from the phone", "away from my desk", "get back to you", "return your call",
			"call you back", "not in service", "been disconnected", "been forwarded");

	private static final List<String> SCREENING = phrases("who is calling", "who's calling", "whos calling",
			"state your name", "say your name", "screening service", "call screening", "screening your call",
			"call assist", "reason for your call", "why you're calling", "why you are calling");

	private static final List<String> HOLDING = phrases("hold on", "please hold", "hold please", "one moment",
			"just a moment", "stay on the line", "please wait", "hang on", "connecting you", "connect you",
			"putting you through", "try to reach", "trying to reach");

	private static final List<String> ASKING = phrases("help you", "how can i", "how may i", "press", "what can i");

	private static final List<String> GREETINGS = phrases("hello", "hi", "hey", "yes", "yeah", "good morning",
			"good afternoon", "good evening", "speaking", "who");

	/** What these words are most likely. */
	static FirstWords of(String words) {
		String plain = plain(words);
		if (any(SCREENING, plain)) {
			return SCREENER;
		}
		if (any(CERTAIN, plain) || any(LIKELY, plain)) {
			return MACHINE;
		}
		boolean asks = words.strip().endsWith("?") || any(ASKING, plain);
		if (any(HOLDING, plain) && !asks) {
			return HOLD;
		}
		return (count(words) < LONG || asks) ? PERSON : MACHINE;
	}

	/** Whether no person would say this, even one who is being talked to. */
	static boolean onlyMachinesSay(String words) {
		String plain = plain(words);
		return any(CERTAIN, plain) && !any(SCREENING, plain);
	}

	/** Whether it is a "hello?", which no greeting of a machine ends with. */
	static boolean isGreeting(String words) {
		return count(words) <= GREETING && any(GREETINGS, plain(words));
	}

	static int count(String words) {
		String plain = plain(words).strip();
		return plain.isEmpty() ? 0 : plain.split(" ").length;
	}

	private static boolean any(List<String> phrases, String plain) {
		return phrases.stream().anyMatch(plain::contains);
	}

	/** Lower case, with one blank before, between and behind the words. */
	private static String plain(String words) {
		String lower = words.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
		return " " + NO_LETTERS.matcher(lower).replaceAll(" ").strip() + " ";
	}

	private static List<String> phrases(String... phrases) {
		return List.of(phrases).stream().map((phrase) -> " " + phrase + " ").toList();
	}

}
