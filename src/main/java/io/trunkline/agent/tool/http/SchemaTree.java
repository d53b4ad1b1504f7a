package io.trunkline.agent.tool.http;

import java.util.Map;
import java.util.stream.IntStream;

import io.trunkline.agent.tool.ArgumentSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a schema of what Spring's configuration leaves of it: lists arrive as maps from
 * 0, 1, 2 and empty objects as empty text.
 */
final class SchemaTree {

	private static final JsonMapper JSON = JsonMapper.shared();

	private SchemaTree() {
	}

	/**
	 * Makes the schema. Fields that it does not describe are refused unless it says
	 * otherwise.
	 * @throws IllegalArgumentException if it is none; the message goes on from the name
	 * of the setting
	 */
	static ArgumentSchema read(Map<String, Object> tree) {
		if (tree.isEmpty()) {
			return ArgumentSchema.none();
		}
		JsonNode schema = node("", "", tree);
		if (schema instanceof ObjectNode object) {
			object.putIfAbsent("type", JSON.getNodeFactory().stringNode("object"));
			object.putIfAbsent("additionalProperties", JSON.getNodeFactory().booleanNode(false));
		}
		return ArgumentSchema.of(schema);
	}

	private static JsonNode node(String parent, String key, Object value) {
		if (value instanceof Map<?, ?> map) {
			return isList(map) ? list(parent, key, map) : object(key, map);
		}
		if (value instanceof String text) {
			boolean schema = key.equals("properties") || key.equals("items") || parent.equals("properties");
			boolean flag = key.equals("additionalProperties") && (text.equals("true") || text.equals("false"));
			return (schema && text.isEmpty()) ? JSON.createObjectNode()
					: flag ? JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(text))
							: JSON.getNodeFactory().stringNode(text);
		}
		return JSON.valueToTree(value);
	}

	private static ObjectNode object(String key, Map<?, ?> map) {
		ObjectNode node = JSON.createObjectNode();
		map.forEach((name, value) -> node.set(String.valueOf(name), node(key, String.valueOf(name), value)));
		return node;
	}

	private static ArrayNode list(String parent, String key, Map<?, ?> map) {
		ArrayNode node = JSON.createArrayNode();
		map.values().forEach((value) -> node.add(node(parent, key, value)));
		return node;
	}

	private static boolean isList(Map<?, ?> map) {
		return !map.isEmpty()
				&& IntStream.range(0, map.size()).mapToObj(String::valueOf).allMatch(map.keySet()::contains);
	}

}
