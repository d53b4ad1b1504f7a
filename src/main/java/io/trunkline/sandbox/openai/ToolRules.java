package io.trunkline.sandbox.openai;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the offer of tools must look like. */
final class ToolRules {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

	private ToolRules() {
	}

	static @Nullable ApiError refuse(JsonNode request) {
		JsonNode tools = request.path("tools");
		if (ChatRules.isAbsent(tools)) {
			return withoutTools(request);
		}
		if (!tools.isArray() || tools.isEmpty()) {
			return ApiError.invalid("tools must be a list with at least one tool", "tools");
		}
		Set<String> names = new LinkedHashSet<>();
		for (JsonNode tool : tools) {
			String complaint = complaint(tool, names);
			if (complaint != null) {
				return ApiError.invalid(complaint, "tools");
			}
		}
		return isChoice(request.path("tool_choice"), names) ? null
				: ApiError.invalid("tool_choice must be none, auto, required or one of the tools", "tool_choice");
	}

	private static @Nullable ApiError withoutTools(JsonNode request) {
		for (String field : Set.of("tool_choice", "parallel_tool_calls")) {
			if (request.has(field)) {
				return ApiError.invalid(field + " is only allowed when tools are specified", field);
			}
		}
		return null;
	}

	private static @Nullable String complaint(JsonNode tool, Set<String> names) {
		JsonNode function = tool.path("function");
		if (!tool.path("type").asString("").equals("function") || !function.isObject()) {
			return "a tool needs type function and a function";
		}
		String name = function.path("name").asString("");
		if (!NAME.matcher(name).matches() || !names.add(name)) {
			return "a tool needs a name of its own: letters, digits, _ and -, at most 64";
		}
		if (function.has("parameters") && !function.at("/parameters/type").asString("").equals("object")) {
			return "Invalid schema for function '" + name + "': schema must be a JSON Schema of 'type: \"object\"'";
		}
		return null;
	}

	private static boolean isChoice(JsonNode choice, Set<String> names) {
		if (ChatRules.isAbsent(choice)) {
			return true;
		}
		return choice.isString() ? Set.of("none", "auto", "required").contains(choice.asString())
				: choice.path("type").asString("").equals("function")
						&& names.contains(choice.at("/function/name").asString(""));
	}

}
