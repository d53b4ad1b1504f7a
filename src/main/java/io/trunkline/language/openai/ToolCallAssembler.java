package io.trunkline.language.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.trunkline.language.ToolCall;
import io.trunkline.language.openai.ChatEvent.FunctionDelta;
import io.trunkline.language.openai.ChatEvent.ToolCallDelta;
import org.jspecify.annotations.Nullable;

/**
 * Joins the fragments of tool calls. A fragment belongs to the call that is open at its
 * index, or to the latest one if it has none; another id there begins another call, since
 * some servers send all parallel calls with index 0.
 */
final class ToolCallAssembler {

	/** Of the arguments of all calls of one answer, in characters. */
	static final int LIMIT = 256 * 1024;

	private final Supplier<String> freshIds;

	private final List<OpenCall> calls = new ArrayList<>();

	private final Map<Integer, OpenCall> byIndex = new HashMap<>();

	private int size;

	/**
	 * @param freshIds names for calls that the server left without one
	 */
	ToolCallAssembler(Supplier<String> freshIds) {
		this.freshIds = freshIds;
	}

	/**
	 * Takes the next fragment.
	 * @throws ChatFailure if the arguments grow beyond {@link #LIMIT}
	 */
	void add(ToolCallDelta fragment) {
		OpenCall call = callFor(fragment);
		// Empty strings in later fragments mean "as before".
		call.id = orElse(fragment.id(), call.id);
		FunctionDelta function = fragment.function();
		if (function != null) {
			call.name = orElse(function.name(), call.name);
			String arguments = function.argumentsText();
			this.size += arguments.length();
			call.arguments.append(arguments);
		}
		if (this.size > LIMIT) {
			throw new ChatFailure(ChatFailure.Fault.BROKEN_STREAM, "the model's tool calls exceed 256 KB");
		}
	}

	/**
	 * Gives away the calls joined so far, in the order in which they began. A call
	 * without a name is dropped: nobody could run it.
	 */
	List<ToolCall> takeAll() {
		List<ToolCall> whole = this.calls.stream().filter((call) -> !call.name.isEmpty()).map(this::close).toList();
		this.calls.clear();
		this.byIndex.clear();
		return whole;
	}

	private OpenCall callFor(ToolCallDelta fragment) {
		OpenCall open = (fragment.index() != null) ? this.byIndex.get(fragment.index()) : latest();
		if (open != null && !open.isOther(fragment.id())) {
			return open;
		}
		OpenCall begun = new OpenCall();
		this.calls.add(begun);
		if (fragment.index() != null) {
			this.byIndex.put(fragment.index(), begun);
		}
		return begun;
	}

	private @Nullable OpenCall latest() {
		return this.calls.isEmpty() ? null : this.calls.getLast();
	}

	private ToolCall close(OpenCall call) {
		String arguments = call.arguments.toString();
		return new ToolCall(call.id.isEmpty() ? this.freshIds.get() : call.id, call.name,
				arguments.isBlank() ? "{}" : arguments);
	}

	private static String orElse(String next, String before) {
		return next.isEmpty() ? before : next;
	}

	private static final class OpenCall {

		private String id = "";

		private String name = "";

		private final StringBuilder arguments = new StringBuilder();

		boolean isOther(String fragmentId) {
			return !fragmentId.isEmpty() && !this.id.isEmpty() && !this.id.equals(fragmentId);
		}

	}

}
