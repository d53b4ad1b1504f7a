package io.trunkline.language.openai;

import java.util.ArrayList;
import java.util.List;

import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;

/**
 * Puts a conversation into an order that servers accept: the results of an agent's tool
 * calls follow right behind it, exactly one for each call. One that is missing or in the
 * wrong place would have every later request refused.
 */
final class History {

	/** What the model reads of a call that an interruption left without a result. */
	static final String CANCELLED = "{\"status\":\"cancelled\"}";

	private History() {
	}

	/**
	 * Moves results to their calls, adds {@link #CANCELLED} ones where there are none,
	 * and drops results that belong to no call and agent messages without any content.
	 */
	static List<Message> settle(List<Message> messages) {
		List<Message> settled = new ArrayList<>(messages.size());
		List<Message> rest = new ArrayList<>(messages);
		while (!rest.isEmpty()) {
			Message next = rest.removeFirst();
			switch (next) {
				case Message.Agent agent -> addAgent(settled, agent, rest);
				case Message.Caller _, Message.Note _ -> settled.add(next);
				case Message.ToolResult _ -> {
				}
			}
		}
		return List.copyOf(settled);
	}

	private static void addAgent(List<Message> settled, Message.Agent agent, List<Message> rest) {
		if (agent.text().isEmpty() && agent.calls().isEmpty()) {
			return;
		}
		settled.add(agent);
		agent.calls().forEach((call) -> settled.add(takeResult(call, rest)));
	}

	/**
	 * Removes the result, so that a later call of the same id does not get it as well.
	 */
	private static Message takeResult(ToolCall call, List<Message> rest) {
		for (Message message : rest) {
			if (message instanceof Message.ToolResult result && result.callId().equals(call.id())) {
				rest.remove(message);
				return result;
			}
		}
		return new Message.ToolResult(call.id(), CANCELLED);
	}

}
