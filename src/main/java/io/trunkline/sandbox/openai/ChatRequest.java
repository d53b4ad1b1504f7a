package io.trunkline.sandbox.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.trunkline.sandbox.openai.Conversation.Line;
import io.trunkline.sandbox.openai.Conversation.Role;
import tools.jackson.databind.JsonNode;

/**
 * A request that was found to be valid.
 *
 * @param promptTokens an estimate
 */
record ChatRequest(String model, Conversation conversation, boolean includeUsage, int promptTokens) {

	private static final int CHARACTERS_PER_TOKEN = 4;

	static ChatRequest of(JsonNode request) {
		List<Line> lines = new ArrayList<>();
		Map<String, String> toolsById = new HashMap<>();
		for (JsonNode message : request.path("messages")) {
			for (JsonNode call : message.path("tool_calls")) {
				toolsById.put(call.path("id").asString(), call.at("/function/name").asString());
			}
			String tool = toolsById.getOrDefault(message.path("tool_call_id").asString(""), "");
			lines.add(new Line(role(message.path("role").asString()), text(message.path("content")), tool));
		}
		int characters = request.path("messages").toString().length() + request.path("tools").toString().length();
		return new ChatRequest(request.path("model").asString(), new Conversation(lines, tools(request)),
				request.at("/stream_options/include_usage").asBoolean(false), characters / CHARACTERS_PER_TOKEN);
	}

	private static Set<String> tools(JsonNode request) {
		Set<String> tools = new LinkedHashSet<>();
		if (!request.path("tool_choice").asString("").equals("none")) {
			request.path("tools").forEach((tool) -> tools.add(tool.at("/function/name").asString()));
		}
		return tools;
	}

	private static Role role(String role) {
		return switch (role) {
			case "user" -> Role.USER;
			case "assistant" -> Role.ASSISTANT;
			case "tool" -> Role.TOOL;
			default -> Role.SYSTEM;
		};
	}

	private static String text(JsonNode content) {
		return content.isArray()
				? content.valueStream().map((part) -> part.path("text").asString()).collect(Collectors.joining())
				: content.asString("");
	}

}
