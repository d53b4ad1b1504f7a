package io.trunkline.sandbox.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes an answer as the events of a stream, in order, {@code [DONE]} included. */
final class AnswerStream {

	private static final Pattern TOKEN = Pattern.compile("\\s*\\S+|\\s+$");

	/** A shorter prefix is not cached, and only multiples of the step are. */
	private static final int CACHED_FROM = 1024;

	private static final int CACHE_STEP = 128;

	private final ChatRequest request;

	private final String id = "chatcmpl-" + randomId();

	private final long created;

	private final List<String> events = new ArrayList<>();

	private AnswerStream(ChatRequest request, long created) {
		this.request = request;
		this.created = created;
	}

	/**
	 * Writes an answer.
	 * @param created seconds since 1970
	 */
	static List<String> write(ChatRequest request, Answer answer, long created) {
		AnswerStream stream = new AnswerStream(request, created);
		stream.text(answer.text());
		for (int i = 0; i < answer.calls().size(); i++) {
			stream.call(i, answer.calls().get(i));
		}
		stream.choice(delta(), answer.calls().isEmpty() ? "stop" : "tool_calls");
		if (request.includeUsage()) {
			stream.usage();
		}
		stream.events.add(event("[DONE]"));
		return stream.events;
	}

	static String event(String data) {
		return "data: " + data + "\n\n";
	}

	private void text(String text) {
		choice(delta().put("role", "assistant").put("content", "").putNull("refusal"), null);
		TOKEN.matcher(text)
			.results()
			.map(MatchResult::group)
			.forEach((token) -> choice(delta().put("content", token), null));
	}

	/** First who is called, then the arguments in two pieces. */
	private void call(int index, Answer.Call call) {
		ObjectNode first = toolDelta(index, "");
		((ObjectNode) first.at("/tool_calls/0")).put("id", "call_" + randomId()).put("type", "function");
		((ObjectNode) first.at("/tool_calls/0/function")).put("name", call.tool());
		choice(first, null);
		int half = call.arguments().length() / 2;
		choice(toolDelta(index, call.arguments().substring(0, half)), null);
		choice(toolDelta(index, call.arguments().substring(half)), null);
	}

	private void choice(ObjectNode delta, @Nullable String finishReason) {
		ObjectNode chunk = chunk();
		ObjectNode choice = chunk.putArray("choices").addObject();
		choice.put("index", 0).putNull("logprobs").put("finish_reason", finishReason).set("delta", delta);
		if (this.request.includeUsage()) {
			chunk.putNull("usage");
		}
		this.events.add(event(chunk.toString()));
	}

	private void usage() {
		int prompt = this.request.promptTokens();
		int completion = this.events.size();
		ObjectNode chunk = chunk();
		chunk.putArray("choices");
		ObjectNode usage = chunk.putObject("usage");
		usage.put("prompt_tokens", prompt)
			.put("completion_tokens", completion)
			.put("total_tokens", prompt + completion);
		usage.putObject("prompt_tokens_details")
			.put("cached_tokens", (prompt < CACHED_FROM) ? 0 : (prompt / CACHE_STEP - 1) * CACHE_STEP)
			.put("audio_tokens", 0);
		usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
		this.events.add(event(chunk.toString()));
	}

	private ObjectNode chunk() {
		return delta().put("id", this.id)
			.put("object", "chat.completion.chunk")
			.put("created", this.created)
			.put("model", this.request.model())
			.put("service_tier", "default");
	}

	private static ObjectNode delta() {
		return JsonMapper.shared().createObjectNode();
	}

	private static ObjectNode toolDelta(int index, String arguments) {
		ObjectNode delta = delta();
		ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
		call.putObject("function").put("arguments", arguments);
		return delta;
	}

	private static String randomId() {
		return UUID.randomUUID().toString().replace("-", "");
	}

}
