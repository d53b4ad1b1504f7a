package io.trunkline.engine.cascade;

import java.util.List;

import io.trunkline.language.Message;
import io.trunkline.language.Prompt;

/**
 * How a model is asked for a summary. The conversation is one text to work on, not a
 * conversation to go on with: a model would answer the caller otherwise.
 */
final class Summary {

	private static final String INSTRUCTIONS = """
			You get the beginning of a telephone conversation between a caller and an agent. Sum it up in at most
			150 words for the agent, who will go on with the call and sees nothing else of this part. Keep names,
			numbers, dates, what was asked, what was promised, and what is still open. Write only the summary, and
			do not answer the caller.""";

	private Summary() {
	}

	static Prompt prompt(String model, List<Message> beginning) {
		StringBuilder transcript = new StringBuilder();
		for (Message message : beginning) {
			switch (message) {
				case Message.Caller(String text) -> transcript.append("Caller: ").append(text).append('\n');
				case Message.Agent(String text, var _) when !text.isEmpty() ->
					transcript.append("Agent: ").append(text).append('\n');
				case Message.Note(String text) -> transcript.append("Note: ").append(text).append('\n');
				case Message.Agent _, Message.ToolResult _ -> {
				}
			}
		}
		return new Prompt(model, INSTRUCTIONS, List.of(new Message.Caller(transcript.toString())), List.of());
	}

}
