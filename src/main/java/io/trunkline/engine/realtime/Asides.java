package io.trunkline.engine.realtime;

import java.util.ArrayList;
import java.util.List;

import io.trunkline.engine.realtime.ClientEvent.Item;
import io.trunkline.engine.realtime.Round.Ask;
import io.trunkline.language.Message;

/** What the model is asked beside the conversation. */
final class Asides {

	private static final String READING = """
			You are the voice of a telephone agent. Read the text of the last message aloud, word by word, in the \
			language in which it is written. Say nothing before it and nothing after it, and do not answer it.""";

	private static final String SUMMARY = """
			You get the beginning of a telephone conversation between a caller and an agent. Sum it up in at most \
			150 words for the agent, who will go on with the call and sees nothing else of this part. Keep names, \
			numbers, dates, what was asked, what was promised, and what is still open. Write only the summary, and \
			do not answer the caller.""";

	private Asides() {
	}

	static Ask reading(String sentence) {
		return new Ask.Aside(READING, true, List.of(new Item.Said("item_reading", "user", sentence)));
	}

	/** One text to work on: a model would go on with a conversation. */
	static Ask summary(List<Message> beginning) {
		List<String> lines = new ArrayList<>();
		for (Message message : beginning) {
			switch (message) {
				case Message.Caller(String text) -> lines.add("Caller: " + text);
				case Message.Agent(String text, var _) when !text.isEmpty() -> lines.add("Agent: " + text);
				case Message.Note(String text) -> lines.add("Note: " + text);
				case Message.Agent _, Message.ToolResult _ -> {
				}
			}
		}
		return new Ask.Aside(SUMMARY, false, List.of(new Item.Said("item_summary", "user", String.join("\n", lines))));
	}

}
