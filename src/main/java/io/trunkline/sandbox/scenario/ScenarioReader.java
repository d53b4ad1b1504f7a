package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenario files. Whatever it does not know is an error that names file and line.
 */
final class ScenarioReader {

	private static final Set<String> KEYS = Set.of("title", "pending", "agent", "route", "model", "voice", "carrier",
			"from", "call", "callee", "callees", "dialogue", "record", "record-never");

	private static final String CALLER = "+12025550123";

	/** Requests to the Voice API that fail, if they fail at all. */
	private static final int ALWAYS = 1000;

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
		Entry dialogue = keys.get("dialogue");
		if (!keys.containsKey("title") || dialogue == null) {
			throw root.wrong("a scenario needs a title and a dialogue");
		}
		if (keys.containsKey("call") && (keys.containsKey("from") || keys.containsKey("route"))) {
			throw root.wrong("who is called has neither 'from' nor 'route'");
		}
		Map<String, String> agent = flat(keys.get("agent"));
		if (keys.containsKey("voice") && ScenarioAgents.REALTIME.equals(agent.get("engine"))) {
			throw root.wrong("engine 'realtime' has a voice of its own");
		}
		String from = keys.containsKey("from") ? text(keys.get("from")) : CALLER;
		return new Scenario(name(file), number, text(keys.get("title")), text(keys.get("pending")),
				new Scenario.Settings(agent, flat(keys.get("route"))), ModelReader.read(keys.get("model")),
				voice(keys.get("voice")), carrier(keys.get("carrier")), from,
				Optional.ofNullable(keys.get("call")).map(CalleeReader::order),
				CalleeReader.others(keys.get("callee"), keys.get("callees")), LineReader.dialogue(dialogue),
				new Scenario.Kept(flat(keys.get("record")), texts(keys.get("record-never"))));
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

	/** A fault by name, or by name and how many requests to the Voice API fail. */
	private static CallFaults carrier(@Nullable Entry entry) {
		if (entry == null) {
			return CallFaults.NONE;
		}
		Set<Fault> faults = EnumSet.noneOf(Fault.class);
		int failures = ALWAYS;
		for (Entry item : entry.items()) {
			if (item.isText()) {
				faults.add(item.oneOf(Fault.class));
				continue;
			}
			for (Map.Entry<String, Entry> counted : item.keys().entrySet()) {
				faults.add(item.oneOf(Fault.class, counted.getKey()));
				failures = counted.getValue().number();
			}
		}
		return new CallFaults(faults, failures);
	}

	private static Map<String, String> flat(@Nullable Entry entry) {
		return (entry != null) ? entry.flat() : new HashMap<>();
	}

	private static Set<String> texts(@Nullable Entry entry) {
		Set<String> texts = new HashSet<>();
		if (entry != null) {
			entry.items().forEach((item) -> texts.add(item.text()));
		}
		return texts;
	}

	private static String text(@Nullable Entry entry) {
		return (entry != null) ? entry.text().strip() : "";
	}

}
