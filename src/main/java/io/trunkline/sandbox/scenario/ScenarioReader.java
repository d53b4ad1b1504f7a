package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenario files. Whatever it does not know is an error that names file and line.
 */
final class ScenarioReader {

	private static final Set<String> KEYS = Set.of("title", "pending", "agent", "model", "voice", "carrier", "callee",
			"dialogue");

	/** Requests to the Voice API that fail, if they fail at all. */
	private static final int ALWAYS = 1000;

	private static final Callee COLLEAGUE = new Callee.Answers(Duration.ofMillis(300), Duration.ofMillis(500));

	private ScenarioReader() {
	}

	/**
	 * Reads one file.
	 * @param file its name, for people
	 * @param number the number that is to be dialled
	 * @throws ScenarioFormatException if something in it is not understood
	 */
	static Scenario read(String file, String number, String yaml) {
		Entry root = Entry.read(file, yaml);
		Map<String, Entry> keys = root.keys(KEYS);
		if (!keys.containsKey("title") || !keys.containsKey("dialogue")) {
			throw root.wrong("a scenario needs a title and a dialogue");
		}
		List<Line> dialogue = new ArrayList<>();
		for (Entry line : keys.get("dialogue").items()) {
			dialogue.add(LineReader.read(line));
		}
		checkEnd(keys.get("dialogue"), dialogue);
		return new Scenario(name(file), number, text(keys.get("title")), text(keys.get("pending")),
				(keys.get("agent") != null) ? keys.get("agent").flat() : Map.of(), ModelReader.read(keys.get("model")),
				voice(keys.get("voice")), carrier(keys.get("carrier")), callee(keys.get("callee")), dialogue);
	}

	private static void checkEnd(Entry entry, List<Line> dialogue) {
		long ends = dialogue.stream().filter(Line.Ends.class::isInstance).count();
		if (ends != 1 || !(dialogue.getLast() instanceof Line.Ends)) {
			throw entry.wrong("the last line, and no other, must say how the call 'ends'");
		}
	}

	private static String name(String file) {
		String last = file.substring(file.lastIndexOf('/') + 1);
		return last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
	}

	private static Scenario.Voice voice(@Nullable Entry entry) {
		Map<String, Entry> keys = (entry != null) ? entry.keys(Set.of("first-audio", "fails-at", "times")) : Map.of();
		Entry firstAudio = keys.get("first-audio");
		Entry times = keys.get("times");
		return new Scenario.Voice((firstAudio != null) ? firstAudio.duration() : Duration.ofMillis(90),
				text(keys.get("fails-at")), (times != null) ? times.number() : 0);
	}

	private static CallFaults carrier(@Nullable Entry entry) {
		return (entry == null) ? CallFaults.NONE
				: CallFaults.of(entry.items().stream().map((item) -> item.oneOf(Fault.class)).toArray(Fault[]::new))
					.forApiRequests(ALWAYS);
	}

	private static Callee callee(@Nullable Entry entry) {
		if (entry == null) {
			return COLLEAGUE;
		}
		return switch (entry.text()) {
			case "answers" -> COLLEAGUE;
			case "busy" -> new Callee.Busy(Duration.ofMillis(300));
			case "no-answer" -> new Callee.NoAnswer();
			default -> throw entry.wrong("unknown '" + entry.text() + "'; a callee answers, or is busy or no-answer");
		};
	}

	private static String text(@Nullable Entry entry) {
		return (entry != null) ? entry.text().strip() : "";
	}

}
