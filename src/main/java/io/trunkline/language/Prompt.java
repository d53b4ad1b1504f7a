package io.trunkline.language;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param model the provider's name of the model; empty takes the configured one
 * @param instructions the system text, the same bytes for each turn so that the provider
 * can cache it
 * @param messages the conversation, oldest first; each tool call is followed by its
 * result
 * @param tools what the model may call
 */
public record Prompt(String model, String instructions, List<Message> messages, List<ToolOffer> tools) {

	public Prompt {
		messages = List.copyOf(messages);
		tools = List.copyOf(tools);
	}

}
