package io.trunkline.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import io.trunkline.telephony.CallLoop;
import reactor.core.publisher.Flux;

/**
 * A model that gives the answers it was given, one for each request, and writes down what
 * it is asked. Its words come 20 ms apart.
 */
final class GoldenModel implements LanguageModel {

	private static final Duration TOKEN = Duration.ofMillis(20);

	/** {@code after 300 ms: text => tool {arguments} => another {}}. */
	private static final Pattern ANSWER = Pattern.compile("after (\\d+) ms(?:: ?(.*)| (fails))");

	private final CallLoop loop;

	private final GoldenLog log;

	private final Deque<String> answers = new ArrayDeque<>();

	private String instructions = "";

	/** What it was asked last, by instructions. */
	private final Map<String, List<Message>> before = new HashMap<>();

	private int calls;

	GoldenModel(CallLoop loop, GoldenLog log) {
		this.loop = loop;
		this.log = log;
	}

	/** {@code again} is the same as the one before. */
	void answer(String answer) {
		this.answers.add(answer.equals("again") ? this.answers.getLast() : answer);
	}

	@Override
	public Flux<Reply> reply(Prompt prompt) {
		return Flux.defer(() -> {
			write(prompt);
			String answer = this.answers.isEmpty() ? "" : this.answers.remove();
			Matcher matcher = ANSWER.matcher(answer);
			if (!matcher.matches()) {
				return Flux.never();
			}
			Duration first = Duration.ofMillis(Long.parseLong(matcher.group(1)));
			return (matcher.group(3) != null) ? fail(first) : give(first, matcher.group(2));
		}).transform((reply) -> this.log.tellingOfStop("model", reply));
	}

	private void write(Prompt prompt) {
		this.log.add("model is asked");
		if (!prompt.instructions().equals(this.instructions)) {
			this.instructions = prompt.instructions();
			this.log.more("instructions: " + this.instructions);
		}
		List<Message> known = this.before.getOrDefault(prompt.instructions(), List.of());
		List<Message> messages = prompt.messages();
		boolean longer = !known.isEmpty() && messages.size() >= known.size()
				&& messages.subList(0, known.size()).equals(known);
		if (longer) {
			this.log.more("(as before)");
		}
		messages.stream().skip(longer ? known.size() : 0).forEach((message) -> this.log.more(text(message)));
		this.before.put(prompt.instructions(), messages);
	}

	private Flux<Reply> fail(Duration after) {
		return this.loop.after(after).thenMany(Flux.defer(() -> {
			this.log.add("model fails");
			return Flux.error(new LanguageException(LanguageException.Kind.RETRYABLE, "no model"));
		}));
	}

	private Flux<Reply> give(Duration first, String answer) {
		List<Reply> replies = new ArrayList<>();
		String[] parts = answer.split(" ?=> ");
		for (String word : parts[0].split("(?<= )")) {
			if (!word.isEmpty()) {
				replies.add(new Reply.Text(word));
			}
		}
		for (int at = 1; at < parts.length; at++) {
			String[] call = parts[at].split(" ", 2);
			replies.add(new Reply.ToolRequested(new ToolCall("call_" + ++this.calls, call[0], call[1])));
		}
		boolean tools = parts.length > 1;
		replies.add(new Reply.Finished(tools ? Reply.Reason.TOOL_CALLS : Reply.Reason.COMPLETE));
		return this.loop.after(first.minus(TOKEN))
			.thenMany(
					Flux.fromIterable(replies).concatMap((reply) -> this.loop.after(TOKEN).thenMany(Flux.just(reply))));
	}

	static String text(Message message) {
		return switch (message) {
			case Message.Caller(String text) -> "caller: " + text;
			case Message.Agent(String text, var calls) -> "agent: " + text
					+ calls.stream()
						.map((call) -> " => " + call.id() + " " + call.name() + " " + call.arguments())
						.reduce("", String::concat);
			case Message.ToolResult(String id, String content) -> "result of " + id + ": " + content;
			case Message.Note(String text) -> "note: " + text;
		};
	}

}
