package io.trunkline.sandbox.openai;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What messages must look like: above all, each tool call has exactly one result before
 * anybody else speaks.
 */
final class MessageRules {

	private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool");

	private MessageRules() {
	}

	static @Nullable ApiError refuse(JsonNode request) {
		Set<String> unanswered = new LinkedHashSet<>();
		int index = 0;
		for (JsonNode message : request.path("messages")) {
			String complaint = complaint(message, unanswered);
			if (complaint != null) {
				return ApiError.invalid(complaint, "messages.[" + index + "]");
			}
			index++;
		}
		return unanswered.isEmpty() ? null : ApiError.invalid(unansweredCalls(unanswered), "messages");
	}

	/** Takes up the calls of this message, and strikes off what it answers. */
	private static @Nullable String complaint(JsonNode message, Set<String> unanswered) {
		String role = message.path("role").asString("");
		if (!ROLES.contains(role)) {
			return "Invalid role: " + role;
		}
		if (role.equals("tool")) {
			String id = message.path("tool_call_id").asString("");
			return unanswered.remove(id) ? content(message, false)
					: "messages with role 'tool' must be a response to a preceding message with 'tool_calls'";
		}
		if (!unanswered.isEmpty()) {
			return unansweredCalls(unanswered);
		}
		return role.equals("assistant") ? assistant(message, unanswered) : content(message, false);
	}

	private static @Nullable String assistant(JsonNode message, Set<String> unanswered) {
		JsonNode calls = message.path("tool_calls");
		if (ChatRules.isAbsent(calls)) {
			return content(message, false);
		}
		if (!calls.isArray() || calls.isEmpty()) {
			return "tool_calls must be a list with at least one call";
		}
		for (JsonNode call : calls) {
			boolean whole = ChatRules.isText(call.path("id")) && call.path("type").asString("").equals("function")
					&& ChatRules.isText(call.at("/function/name")) && call.at("/function/arguments").isString();
			if (!whole) {
				return "a tool call needs id, type function, and function with name and arguments as text";
			}
			if (!unanswered.add(call.path("id").asString())) {
				return "two tool calls have the same id";
			}
		}
		return content(message, true);
	}

	private static @Nullable String content(JsonNode message, boolean optional) {
		JsonNode content = message.path("content");
		if (ChatRules.isAbsent(content)) {
			return optional ? null : "content is required";
		}
		boolean parts = content.isArray() && !content.isEmpty() && content.valueStream()
			.allMatch((part) -> part.path("type").asString("").equals("text") && part.path("text").isString());
		return (content.isString() || parts) ? null : "content must be text or a list of text parts";
	}

	private static String unansweredCalls(Set<String> unanswered) {
		return "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
				+ "'tool_call_id'. The following tool_call_ids did not have response messages: "
				+ String.join(", ", unanswered);
	}

}
