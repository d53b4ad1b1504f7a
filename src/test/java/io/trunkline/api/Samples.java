package io.trunkline.api;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes bodies from a schema: such as fit, and such as do not. */
final class Samples {

	/** Keeps numbers as they are written. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final RandomGenerator random;

	Samples(RandomGenerator random) {
		this.random = random;
	}

	/** With everything required, and some of the rest. */
	ObjectNode fitting(JsonNode schema) {
		ObjectNode body = JSON.createObjectNode();
		schema.path("properties").properties().forEach((property) -> {
			if (isRequired(schema, property.getKey()) || this.random.nextBoolean()) {
				body.set(property.getKey(), value(property.getValue()));
			}
		});
		return body;
	}

	private JsonNode value(JsonNode schema) {
		return switch (schema.path("type").asString()) {
			case "integer" -> JSON.getNodeFactory()
				.numberNode(this.random.nextInt(schema.path("minimum").asInt(), schema.path("maximum").asInt() + 1));
			case "object" -> map(schema);
			case "string" -> schema.has("maxLength") && schema.path("pattern").asString("\\S").equals("\\S")
					? JSON.getNodeFactory().stringNode(text(schema.path("maxLength").asInt()))
					: schema.path("examples").path(0);
			default -> throw new IllegalArgumentException("no sample of " + schema);
		};
	}

	private ObjectNode map(JsonNode schema) {
		ObjectNode map = JSON.createObjectNode();
		int size = this.random.nextInt(schema.path("maxProperties").asInt() + 1);
		for (int at = 0; at < size; at++) {
			map.put("name_" + at, text(schema.path("additionalProperties").path("maxLength").asInt()));
		}
		return map;
	}

	/** Of any characters, and at its longest in one of four cases; not blank. */
	private String text(int longest) {
		int length = (this.random.nextInt(4) == 0) ? longest : this.random.nextInt(1, Math.min(longest, 40) + 1);
		StringBuilder text = new StringBuilder("x");
		while (text.codePointCount(0, text.length()) < length) {
			text.append(List.of("a", " ", "\"", "\\", "\n", "\u00e4", "\u2028", "\u0000", "<", "{{x}}", "\ud83d\ude00")
				.get(this.random.nextInt(11)));
		}
		return text.substring(0, text.offsetByCodePoints(0, length));
	}

	/** Each wrong in one way. */
	List<Misfit> unfitting(JsonNode schema) {
		List<Misfit> misfits = new ArrayList<>();
		schema.path("properties").properties().forEach((property) -> {
			String name = property.getKey();
			if (isRequired(schema, name)) {
				ObjectNode without = fitting(schema);
				without.remove(name);
				misfits.add(new Misfit(name, without.toString()));
			}
			for (String wrong : wrong(property.getValue())) {
				ObjectNode body = fitting(schema);
				body.set(name, JSON.readTree(wrong));
				misfits.add(new Misfit(name, body.toString()));
			}
		});
		misfits.add(new Misfit("surplus", fitting(schema).put("surplus", 1).toString()));
		for (String whole : List.of("", " ", "[]", "null", "1", "\"x\"", "{", "{}}", "{\"a\":}", "not json",
				"[".repeat(10_000), "{\"a\":1,\"a\":1}")) {
			misfits.add(new Misfit("", whole));
		}
		return misfits;
	}

	private static List<String> wrong(JsonNode schema) {
		List<String> wrong = new ArrayList<>(List.of("null", "true", "[]", "[\"x\"]", "1.5", "1e400", "-1e999999999"));
		switch (schema.path("type").asString()) {
			case "integer" -> wrong.addAll(List.of("{}", "\"1\"", String.valueOf(schema.path("minimum").asInt() - 1),
					String.valueOf(schema.path("maximum").asInt() + 1), "99999999999999999999"));
			case "string" -> {
				wrong.addAll(List.of("{}", "1", "\"\"", "\" \"", "\"\\n\""));
				int longest = schema.path("maxLength").asInt(100);
				wrong.add("\"" + "x".repeat(longest + 1) + "\"");
			}
			case "object" -> {
				wrong.addAll(List.of("1", "\"\"", "{\"a\":1}", "{\"a\":null}", "{\"a\":{}}", "{\"\":\"\"}",
						"{\"a b\":\"\"}", "{\"1\":\"\"}"));
				wrong.add("{\"a\":\"" + "x".repeat(501) + "\"}");
			}
			default -> throw new IllegalArgumentException("no sample of " + schema);
		}
		return wrong;
	}

	private static boolean isRequired(JsonNode schema, String name) {
		return schema.path("required").valueStream().anyMatch((required) -> required.asString().equals(name));
	}

	/**
	 * A body that does not fit.
	 *
	 * @param field which field is wrong; empty if the whole is
	 */
	record Misfit(String field, String body) {
	}

}
