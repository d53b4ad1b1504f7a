package io.trunkline.sandbox.openai.realtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.trunkline.sandbox.openai.Conversation;
import io.trunkline.sandbox.openai.Conversation.Line;
import io.trunkline.sandbox.openai.Conversation.Role;
import io.trunkline.sandbox.voice.Word;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The items of one conversation, in their order. */
final class Items {

	private final List<Item> items = new ArrayList<>();

	@Nullable Item find(String id) {
		return this.items.stream().filter((item) -> item.id.equals(id)).findFirst().orElse(null);
	}

	/** The last item's id; null if there is none. */
	@Nullable String lastId() {
		return this.items.isEmpty() ? null : this.items.getLast().id;
	}

	void add(Item item) {
		this.items.add(item);
	}

	/**
	 * Puts an item behind another one.
	 * @param after {@code root} for the beginning
	 * @return whether there is such an item
	 */
	boolean addAfter(Item item, String after) {
		if (after.equals("root")) {
			this.items.addFirst(item);
			return true;
		}
		Item before = find(after);
		if (before != null) {
			this.items.add(this.items.indexOf(before) + 1, item);
		}
		return before != null;
	}

	boolean remove(String id) {
		return this.items.removeIf((item) -> item.id.equals(id));
	}

	/** As the model reads it. */
	Conversation conversation(String instructions, Set<String> tools) {
		List<Line> lines = new ArrayList<>();
		lines.add(new Line(Role.SYSTEM, instructions, ""));
		Map<String, String> toolsByCall = new HashMap<>();
		for (Item item : this.items) {
			switch (item.type) {
				case "function_call" -> toolsByCall.put(item.callId, item.name);
				case "function_call_output" ->
					lines.add(new Line(Role.TOOL, item.text, toolsByCall.getOrDefault(item.callId, "")));
				default -> lines.add(new Line(role(item.role), item.text, ""));
			}
		}
		return new Conversation(lines, tools);
	}

	List<String> texts() {
		return this.items.stream().map((item) -> item.type + " " + item.role + ": " + item.text).toList();
	}

	private static Role role(String role) {
		return switch (role) {
			case "user" -> Role.USER;
			case "assistant" -> Role.ASSISTANT;
			default -> Role.SYSTEM;
		};
	}

	/** One of them. */
	static final class Item {

		final String id;

		final String type;

		final String role;

		final String callId;

		final String name;

		String text;

		/** Of an assistant's sound, in milliseconds; negative for text. */
		int audioMillis = -1;

		List<Word> words = List.of();

		/** A truncated item keeps its sound, but nobody is told its words any more. */
		private boolean truncated;

		private Item(String id, String type, String role, String callId, String name, String text) {
			this.id = id;
			this.type = type;
			this.role = role;
			this.callId = callId;
			this.name = name;
			this.text = text;
		}

		static Item message(String id, String role, String text) {
			return new Item(id, "message", role, "", "", text);
		}

		static Item call(String id, String callId, String name, String arguments) {
			return new Item(id, "function_call", "assistant", callId, name, arguments);
		}

		/** As a client wrote it. */
		static Item of(JsonNode node) {
			String type = node.path("type").asString("");
			String text = switch (type) {
				case "message" -> node.path("content")
					.valueStream()
					.map((part) -> part.path("text").asString(part.path("transcript").asString("")))
					.collect(Collectors.joining());
				case "function_call" -> node.path("arguments").asString("");
				default -> node.path("output").asString("");
			};
			return new Item(node.path("id").asString(Outlet.newId("item")), type, node.path("role").asString(""),
					node.path("call_id").asString(""), node.path("name").asString(""), text);
		}

		/** Only what was heard stays. */
		void truncate(int millis) {
			this.audioMillis = millis;
			this.truncated = true;
			this.text = this.words.stream()
				.filter((word) -> word.endMillis() <= millis)
				.map(Word::text)
				.collect(Collectors.joining(" "));
		}

		ObjectNode json(String status) {
			ObjectNode node = JsonMapper.shared()
				.createObjectNode()
				.put("id", this.id)
				.put("object", "realtime.item")
				.put("type", this.type)
				.put("status", status);
			switch (this.type) {
				case "function_call" ->
					node.put("call_id", this.callId).put("name", this.name).put("arguments", this.text);
				case "function_call_output" -> node.put("call_id", this.callId).put("output", this.text);
				default -> {
					node.put("role", this.role);
					ArrayNode content = node.putArray("content");
					if (status.equals("in_progress")) {
						break;
					}
					ObjectNode part = content.addObject();
					if (this.audioMillis >= 0) {
						part.put("type", this.role.equals("user") ? "input_audio" : "output_audio")
							.put("transcript", this.truncated ? "" : this.text);
					}
					else {
						part.put("type", this.role.equals("assistant") ? "output_text" : "input_text")
							.put("text", this.text);
					}
				}
			}
			return node;
		}

	}

}
