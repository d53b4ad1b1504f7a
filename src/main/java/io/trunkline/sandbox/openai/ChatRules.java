package io.trunkline.sandbox.openai;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request must look like, message order and tools apart. */
final class ChatRules {

	private static final Set<String> FIELDS = Set.of("model", "messages", "stream", "stream_options", "temperature",
			"top_p", "max_tokens", "max_completion_tokens", "tools", "tool_choice", "parallel_tool_calls",
			"reasoning_effort", "verbosity", "service_tier", "stop", "prompt_cache_key", "prompt_cache_options",
			"prompt_cache_retention", "safety_identifier", "user", "metadata", "store", "n", "response_format", "seed",
			"logprobs", "top_logprobs", "logit_bias", "prediction", "modalities", "audio", "web_search_options",
			"frequency_penalty", "presence_penalty", "moderation");

	private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

	private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority", "fast");

	private static final List<Rule> RULES = List.of(
			rule("model", "you must provide a model parameter", (model) -> isText(model)),
			rule("messages", "messages must be an array with at least one message",
					(messages) -> messages.isArray() && !messages.isEmpty()),
			rule("stream", "the sandbox only streams", (stream) -> stream.asBoolean(false)),
			optional("stream_options", "unknown stream option",
					(options) -> options.isObject() && options.properties()
						.stream()
						.allMatch((option) -> Set.of("include_usage", "include_obfuscation").contains(option.getKey())
								&& option.getValue().isBoolean())),
			optional("temperature", "temperature must be 0 to 2", within(0, 2)),
			optional("top_p", "top_p must be 0 to 1", within(0, 1)),
			optional("max_tokens", "max_tokens must be a positive integer", ChatRules::isCount),
			optional("max_completion_tokens", "max_completion_tokens must be a positive integer", ChatRules::isCount),
			optional("n", "the sandbox gives one choice", (n) -> n.asInt(0) == 1),
			optional("parallel_tool_calls", "parallel_tool_calls must be a boolean", JsonNode::isBoolean),
			optional("store", "store must be a boolean", JsonNode::isBoolean),
			optional("reasoning_effort", "unknown reasoning_effort", oneOf(EFFORTS)),
			optional("verbosity", "unknown verbosity", oneOf(Set.of("low", "medium", "high"))),
			optional("service_tier", "unknown service_tier", oneOf(TIERS)),
			optional("safety_identifier", "safety_identifier must have at most 128 characters",
					(id) -> id.isString() && id.asString().length() <= 128));

	private static final List<Function<JsonNode, @Nullable ApiError>> CHECKS = List.of(ChatRules::unknownField,
			ChatRules::brokenRule, ChatRules::bothLimits, MessageRules::refuse, ToolRules::refuse);

	private ChatRules() {
	}

	/** Why this request is refused, or {@code null}. */
	static @Nullable ApiError refuse(JsonNode request) {
		if (!request.isObject()) {
			return new ApiError(400, "invalid_request_error", "We could not parse the JSON body of your request.", null,
					null);
		}
		return CHECKS.stream().flatMap((check) -> Stream.ofNullable(check.apply(request))).findFirst().orElse(null);
	}

	static boolean isText(JsonNode node) {
		return node.isString() && !node.asString().isBlank();
	}

	static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

	private static @Nullable ApiError unknownField(JsonNode request) {
		return request.properties()
			.stream()
			.filter((field) -> !FIELDS.contains(field.getKey()))
			.map((field) -> ApiError.invalid("Unrecognized request argument supplied: " + field.getKey(),
					field.getKey()))
			.findFirst()
			.orElse(null);
	}

	private static @Nullable ApiError brokenRule(JsonNode request) {
		return RULES.stream()
			.filter((rule) -> !rule.kept().test(request.path(rule.field())))
			.map((rule) -> ApiError.invalid(rule.message(), rule.field()))
			.findFirst()
			.orElse(null);
	}

	private static @Nullable ApiError bothLimits(JsonNode request) {
		return (request.has("max_tokens") && request.has("max_completion_tokens"))
				? ApiError.invalid("Set either max_tokens or max_completion_tokens", "max_tokens") : null;
	}

	private static boolean isCount(JsonNode node) {
		return node.isInt() && node.asInt() > 0;
	}

	private static Predicate<JsonNode> within(double least, double most) {
		return (node) -> node.isNumber() && node.asDouble() >= least && node.asDouble() <= most;
	}

	private static Predicate<JsonNode> oneOf(Set<String> values) {
		return (node) -> values.contains(node.asString(""));
	}

	private static Rule rule(String field, String message, Predicate<JsonNode> kept) {
		return new Rule(field, message, kept);
	}

	private static Rule optional(String field, String message, Predicate<JsonNode> kept) {
		return new Rule(field, message, (node) -> isAbsent(node) || kept.test(node));
	}

	private record Rule(String field, String message, Predicate<JsonNode> kept) {
	}

}
