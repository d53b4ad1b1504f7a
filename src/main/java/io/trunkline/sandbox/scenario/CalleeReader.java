package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.trunkline.sandbox.bandwidth.caller.Callee;
import io.trunkline.sandbox.bandwidth.caller.Callee.Recognition;
import org.jspecify.annotations.Nullable;

/** Reads what those do who are called: by an order of ours, or by a transfer. */
final class CalleeReader {

	private static final Duration RINGS = Duration.ofMillis(300);

	private static final Callee COLLEAGUE = new Callee.Answers(RINGS, Duration.ofMillis(500));

	private static final Map<String, String> FINDINGS = Map.of("human", "human", "machine", "answering-machine",
			"silence", "silence", "error", "error");

	private CalleeReader() {
	}

	/** Somebody whom we call. */
	static Scenario.Order order(Entry entry) {
		if (entry.isText()) {
			return new Scenario.Order(fate(entry), RINGS, human(), Map.of());
		}
		Map<String, Entry> keys = entry.keys(Set.of("callee", "after", "recognised", "recognised-after", "variables"));
		Entry callee = keys.get("callee");
		Entry after = keys.get("after");
		Entry variables = keys.get("variables");
		return new Scenario.Order((callee != null) ? fate(callee) : null, (after != null) ? after.duration() : RINGS,
				recognised(keys.get("recognised"), keys.get("recognised-after")),
				(variables != null) ? variables.flat() : Map.of());
	}

	/** Those whom a transfer rings. */
	static Scenario.Others others(@Nullable Entry all, @Nullable Entry each) {
		Callee usual = (all != null) ? fate(all) : null;
		Map<String, Scenario.Part> parts = new HashMap<>();
		Map<String, Callee> fates = new HashMap<>();
		Map<String, Entry> named = (each != null) ? each.keys() : Map.of();
		named.forEach((who, entry) -> {
			if (entry.isText()) {
				Callee fate = fate(entry);
				fates.put(who, (fate != null) ? fate : COLLEAGUE);
			}
			else {
				parts.put(who, part(entry));
			}
		});
		return new Scenario.Others((usual != null) ? usual : COLLEAGUE, parts, fates);
	}

	private static Scenario.Part part(Entry entry) {
		Map<String, Entry> keys = entry.keys(Set.of("after", "dialogue"));
		Entry after = keys.get("after");
		Entry dialogue = keys.get("dialogue");
		if (dialogue == null) {
			throw entry.wrong("whoever picks up needs a dialogue");
		}
		return new Scenario.Part((after != null) ? after.duration() : RINGS, LineReader.part(dialogue));
	}

	/** Null for whoever picks up. */
	private static @Nullable Callee fate(Entry entry) {
		return switch (entry.text()) {
			case "answers" -> null;
			case "busy" -> new Callee.Busy(RINGS);
			case "rejects" -> new Callee.Rejects(RINGS);
			case "no-answer" -> new Callee.NoAnswer();
			default ->
				throw entry.wrong("unknown '" + entry.text() + "'; a callee answers, rejects, or is busy or no-answer");
		};
	}

	private static @Nullable Recognition recognised(@Nullable Entry value, @Nullable Entry after) {
		if (value == null) {
			return human();
		}
		if (value.text().equals("never")) {
			return null;
		}
		String found = FINDINGS.get(value.text());
		if (found == null) {
			throw value
				.wrong("unknown '" + value.text() + "'; the carrier finds human, machine, silence, error, or never");
		}
		return new Recognition(found, (after != null) ? after.duration() : human().after());
	}

	private static Recognition human() {
		return new Recognition("human", Duration.ofMillis(1500));
	}

}
