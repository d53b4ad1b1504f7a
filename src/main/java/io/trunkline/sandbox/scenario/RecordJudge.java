package io.trunkline.sandbox.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.records.RecordEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what was written of a call with what should be. */
final class RecordJudge {

	private RecordJudge() {
	}

	/** What is wrong with it. */
	static List<String> objections(Scenario.Kept expected, RecordEvent.CallEnded written) {
		String json = written.json();
		Map<String, String> fields = new LinkedHashMap<>();
		flatten("", JsonMapper.shared().readTree(json).path("call"), fields);
		List<String> objections = new ArrayList<>();
		expected.fields().forEach((path, value) -> {
			String found = fields.get(path);
			if (!value.equals(found)) {
				objections.add("record: " + path + " should be '" + value + "', but is "
						+ ((found != null) ? "'" + found + "'" : "missing"));
			}
		});
		expected.never().stream().filter(json::contains).forEach((secret) -> objections.add("record: has " + secret));
		return objections;
	}

	/** Keys joined by dots and list places in brackets, as in scenario files. */
	private static void flatten(String path, JsonNode node, Map<String, String> fields) {
		if (node.isObject()) {
			node.properties()
				.forEach((property) -> flatten(path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
						property.getValue(), fields));
		}
		else if (node.isArray() && !node.isEmpty()) {
			for (int i = 0; i < node.size(); i++) {
				flatten(path + "[" + i + "]", node.get(i), fields);
			}
		}
		else {
			fields.put(path, node.isArray() ? "" : node.asString());
		}
	}

}
