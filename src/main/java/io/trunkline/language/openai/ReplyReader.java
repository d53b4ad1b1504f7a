package io.trunkline.language.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import io.trunkline.language.openai.ChatEvent.ChatCompletionChunk;
import io.trunkline.language.openai.ChatEvent.Choice;
import io.trunkline.language.openai.ChatEvent.Delta;
import io.trunkline.language.openai.ChatEvent.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one answer into replies. Text goes out at once, tool calls at the
 * finish reason, the tokens and {@link Reply.Finished} at the end. Not thread-safe; the
 * events of a stream come one after another.
 */
final class ReplyReader {

	private final ToolCallAssembler tools;

	private @Nullable String finishReason;

	private @Nullable Usage usage;

	private boolean spoke;

	private boolean called;

	private boolean refused;

	private boolean lastWasBroken;

	/**
	 * @param freshIds names for tool calls that the server left without one
	 */
	ReplyReader(Supplier<String> freshIds) {
		this.tools = new ToolCallAssembler(freshIds);
	}

	/**
	 * Takes the next event.
	 * @throws ChatFailure if the server reports an error or sends two broken events in a
	 * row
	 */
	List<Reply> accept(ChatEvent event) {
		boolean broken = event instanceof ChatEvent.Unrecognised;
		if (broken && this.lastWasBroken) {
			throw new ChatFailure(ChatFailure.Fault.BROKEN_STREAM, "two events of the model's server are not readable");
		}
		this.lastWasBroken = broken;
		return switch (event) {
			case ChatCompletionChunk chunk -> read(chunk);
			case ChatEvent.Failure failure -> throw ChatFailure.inStream(failure.error());
			case ChatEvent.Done _ -> done();
			case ChatEvent.Unrecognised _ -> List.of();
		};
	}

	/**
	 * Ends the answer, by the server's word or with the connection.
	 * @throws ChatFailure if the answer is cut off
	 */
	List<Reply> end() {
		if (this.finishReason == null) {
			throw new ChatFailure(ChatFailure.Fault.DISCONNECTED, "the model's server cut its answer off");
		}
		List<Reply> replies = new ArrayList<>();
		requestTools(replies);
		if (this.usage != null) {
			replies.add(new Reply.Usage(this.usage.promptTokens(), this.usage.cachedTokens(),
					this.usage.completionTokens()));
		}
		replies.add(new Reply.Finished(reason()));
		return replies;
	}

	/** Some servers say that they are done, but not why; silence is no answer, though. */
	private List<Reply> done() {
		if (this.finishReason == null && this.spoke) {
			this.finishReason = "stop";
		}
		return end();
	}

	/** Whether the model has said that it is done, so that only accounts can follow. */
	boolean isFinished() {
		return this.finishReason != null;
	}

	private List<Reply> read(ChatCompletionChunk chunk) {
		List<Reply> replies = new ArrayList<>();
		if (chunk.usage() != null) {
			this.usage = chunk.usage();
		}
		for (Choice choice : chunk.choices()) {
			if (choice.delta() != null) {
				read(choice.delta(), replies);
			}
			if (!choice.finishReason().isEmpty()) {
				this.finishReason = choice.finishReason();
				requestTools(replies);
			}
		}
		return replies;
	}

	private void read(Delta delta, List<Reply> replies) {
		this.spoke |= !delta.isEmpty();
		this.refused |= !delta.refusal().isEmpty();
		if (!delta.content().isEmpty()) {
			replies.add(new Reply.Text(delta.content()));
		}
		delta.toolCalls().forEach(this.tools::add);
	}

	/** What a filter cut may be half a call. */
	private void requestTools(List<Reply> replies) {
		for (ToolCall call : this.tools.takeAll()) {
			if (!isFiltered()) {
				this.called = true;
				replies.add(new Reply.ToolRequested(call));
			}
		}
	}

	/**
	 * Several servers say {@code stop} after tool calls, so the calls themselves count.
	 */
	private Reply.Reason reason() {
		if (isFiltered()) {
			return Reply.Reason.FILTERED;
		}
		if (this.called) {
			return Reply.Reason.TOOL_CALLS;
		}
		return "length".equals(this.finishReason) ? Reply.Reason.LENGTH : Reply.Reason.COMPLETE;
	}

	private boolean isFiltered() {
		return this.refused || "content_filter".equals(this.finishReason);
	}

}
