package io.trunkline.agent.tool.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** JSON with placeholders in its texts. Values never become structure. */
final class BodyTemplate {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final JsonNode tree;

	private BodyTemplate(JsonNode tree) {
		this.tree = tree;
	}

	/**
	 * Reads a template.
	 * @throws IllegalArgumentException if it is not JSON; the message goes on from the
	 * name of the setting
	 */
	static BodyTemplate of(String text) {
		try {
			BodyTemplate template = new BodyTemplate(JSON.readTree(text));
			template.arguments();
			return template;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("is not JSON", ex);
		}
	}

	/** The arguments that it wants. */
	List<String> arguments() {
		List<String> arguments = new ArrayList<>();
		collect(this.tree, arguments);
		return arguments;
	}

	private static void collect(JsonNode node, List<String> arguments) {
		if (node.isString()) {
			arguments.addAll(Template.of(node.stringValue()).arguments());
		}
		node.forEach((child) -> collect(child, arguments));
	}

	/** The body of one call, without what has no value. */
	JsonNode fill(Values values) {
		return fill(this.tree, values).orElseGet(JSON::nullNode);
	}

	private static Optional<JsonNode> fill(JsonNode node, Values values) {
		return switch (node) {
			case StringNode text ->
				Template.of(text.stringValue()).fillJson(values, (filled) -> JSON.getNodeFactory().stringNode(filled));
			case ObjectNode object -> {
				ObjectNode filled = JSON.createObjectNode();
				object.forEachEntry((name, value) -> fill(value, values).ifPresent((kept) -> filled.set(name, kept)));
				yield Optional.of(filled);
			}
			case ArrayNode array -> {
				ArrayNode filled = JSON.createArrayNode();
				array.forEach((value) -> fill(value, values).ifPresent(filled::add));
				yield Optional.of(filled);
			}
			default -> Optional.of(node);
		};
	}

}
