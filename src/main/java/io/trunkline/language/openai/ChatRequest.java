package io.trunkline.language.openai;

import io.trunkline.language.LanguageException;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.ToolCall;
import io.trunkline.language.ToolOffer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes requests. The same prompt gives the same bytes, and a longer conversation begins
 * with those of the shorter one, since providers cache by prefix: settings, tools,
 * instructions, then the messages, oldest first.
 */
final class ChatRequest {

	private final OpenAiProperties properties;

	ChatRequest(OpenAiProperties properties) {
		this.properties = properties;
	}

	/**
	 * Writes the body of a streaming request.
	 * @throws LanguageException if the schema of a tool is not JSON
	 */
	byte[] write(Prompt prompt) {
		ObjectNode body = ChatJson.MAPPER.createObjectNode();
		body.put("model", modelOf(prompt));
		body.put("stream", true);
		addStreamOptions(body);
		addSettings(body);
		if (!prompt.tools().isEmpty()) {
			addTools(body, prompt);
		}
		addMessages(body.putArray("messages"), prompt);
		this.properties.extraBody().forEach((name, value) -> body.set(name, jsonOrString(value)));
		return ChatJson.MAPPER.writeValueAsBytes(body);
	}

	/** The agent's model, or the configured one. */
	String modelOf(Prompt prompt) {
		return prompt.model().isBlank() ? this.properties.model() : prompt.model();
	}

	private void addStreamOptions(ObjectNode body) {
		ObjectNode options = ChatJson.MAPPER.createObjectNode();
		if (this.properties.includeUsage()) {
			options.put("include_usage", true);
		}
		if (this.properties.includeObfuscation() != null) {
			options.put("include_obfuscation", this.properties.includeObfuscation());
		}
		if (!options.isEmpty()) {
			body.set("stream_options", options);
		}
	}

	private void addSettings(ObjectNode body) {
		if (this.properties.store() != null) {
			body.put("store", this.properties.store());
		}
		if (this.properties.temperature() != null) {
			body.put("temperature", this.properties.temperature());
		}
		if (this.properties.maxTokens() != null) {
			body.put(this.properties.maxTokensField().wireName(), this.properties.maxTokens());
		}
		if (this.properties.reasoningEffort() != null) {
			body.put("reasoning_effort", this.properties.reasoningEffort());
		}
	}

	/** Some servers accept {@code parallel_tool_calls} only beside tools. */
	private void addTools(ObjectNode body, Prompt prompt) {
		if (this.properties.parallelToolCalls() != null) {
			body.put("parallel_tool_calls", this.properties.parallelToolCalls());
		}
		ArrayNode tools = body.putArray("tools");
		for (ToolOffer offer : prompt.tools()) {
			ObjectNode function = tools.addObject().put("type", "function").putObject("function");
			function.put("name", offer.name());
			function.put("description", offer.description());
			function.set("parameters", schemaOf(offer));
		}
	}

	private void addMessages(ArrayNode messages, Prompt prompt) {
		if (!prompt.instructions().isBlank()) {
			addMessage(messages, this.properties.instructionsRole().wireName(), prompt.instructions());
		}
		for (Message message : History.settle(prompt.messages())) {
			switch (message) {
				case Message.Caller(String text) -> addMessage(messages, "user", text);
				case Message.Note(String text) ->
					addMessage(messages, this.properties.instructionsRole().wireName(), text);
				case Message.ToolResult(String callId, String content) ->
					addMessage(messages, "tool", content).put("tool_call_id", callId);
				case Message.Agent agent -> addAgent(messages, agent);
			}
		}
	}

	private static ObjectNode addMessage(ArrayNode messages, String role, String content) {
		return messages.addObject().put("role", role).put("content", content);
	}

	private static void addAgent(ArrayNode messages, Message.Agent agent) {
		ObjectNode message = messages.addObject().put("role", "assistant");
		if (agent.text().isEmpty()) {
			message.putNull("content");
		}
		else {
			message.put("content", agent.text());
		}
		if (agent.calls().isEmpty()) {
			return;
		}
		ArrayNode calls = message.putArray("tool_calls");
		for (ToolCall call : agent.calls()) {
			ObjectNode function = calls.addObject().put("id", call.id()).put("type", "function").putObject("function");
			function.put("name", call.name()).put("arguments", call.arguments());
		}
	}

	private static JsonNode schemaOf(ToolOffer offer) {
		try {
			JsonNode schema = ChatJson.MAPPER.readTree(offer.schema());
			if (schema.isObject()) {
				return schema;
			}
		}
		catch (JacksonException ex) {
			// Told below; the parser's own message would quote the schema.
		}
		throw new LanguageException(LanguageException.Kind.REJECTED,
				"the schema of the tool " + offer.name() + " is not a JSON object");
	}

	private static JsonNode jsonOrString(String value) {
		try {
			return ChatJson.MAPPER.readTree(value);
		}
		catch (JacksonException ex) {
			return ChatJson.MAPPER.getNodeFactory().stringNode(value);
		}
	}

}
