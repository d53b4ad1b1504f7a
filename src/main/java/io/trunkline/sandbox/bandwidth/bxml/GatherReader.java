package io.trunkline.sandbox.bandwidth.bxml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a Gather and what is spoken in it. */
final class GatherReader {

	private static final Pattern KEYS = Pattern.compile("[0-9*#a-dA-D]*");

	/** How many sentences may be spoken in all, repetitions counted. */
	private static final int MAX_SPOKEN = 20;

	private static final Duration SECOND = Duration.ofSeconds(1);

	private GatherReader() {
	}

	static Verb read(Attributes from) {
		String terminating = from.element().attributes().getOrDefault("terminatingDigits", "");
		if (!KEYS.matcher(terminating).matches()) {
			throw from.invalid("terminatingDigits", "has other characters than keys");
		}
		int maxDigits = whole(from, "maxDigits", "50", "1", "50");
		int repeats = whole(from, "repeatCount", "1", "1", "20");
		Duration betweenDigits = from.time("interDigitTimeout", "5", "1", "60", SECOND);
		Duration firstDigit = from.time("firstDigitTimeout", "5", "0", "60", SECOND);
		boolean heard = !from.choice("input", "dtmf", List.of("dtmf", "speech", "dtmf_speech")).equals("dtmf");
		List<String> sentences = new ArrayList<>();
		boolean played = false;
		for (Element child : from.element().children()) {
			if (child.name().equals("SpeakSentence")) {
				sentences.add(VerbReader.speakSentence(new Attributes(child, from.base())).text());
			}
			else {
				played = true;
			}
		}
		if (from.element().children().size() * repeats > MAX_SPOKEN) {
			throw from.invalid("repeatCount", "times the verbs in it is more than " + MAX_SPOKEN);
		}
		if (heard || played) {
			return new Verb.Unsupported("Gather");
		}
		return new Verb.Gather(from.callback("gatherUrl", "gatherMethod"), from.tag(), terminating, maxDigits,
				betweenDigits, firstDigit, repeats, sentences);
	}

	private static int whole(Attributes from, String name, String otherwise, String least, String most) {
		Duration number = from.time(name, otherwise, least, most, SECOND);
		if (!number.equals(number.truncatedTo(ChronoUnit.SECONDS))) {
			throw from.invalid(name, "is not a whole number");
		}
		return (int) number.toSeconds();
	}

}
