package com.example.door;

import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import reactor.core.publisher.Flux;

/** Asks who is there, and sees callers off who knock for too long. */
final class DoormanModel implements LanguageModel {

	@Override
	public Flux<Reply> reply(Prompt prompt) {
		return Flux.defer(() -> (knocks(prompt) < 3)
				? Flux.just(new Reply.Text("Who "), new Reply.Text("is there?"),
						new Reply.Finished(Reply.Reason.COMPLETE))
				: Flux.just(new Reply.Text("Nobody is in. Goodbye."),
						new Reply.ToolRequested(new ToolCall("call_" + prompt.messages().size(), "hang_up", "{}")),
						new Reply.Finished(Reply.Reason.TOOL_CALLS)));
	}

	private static long knocks(Prompt prompt) {
		return prompt.messages()
			.stream()
			.filter(Message.Caller.class::isInstance)
			.flatMap((message) -> ((Message.Caller) message).text().lines())
			.mapToLong((said) -> said.split(" ").length)
			.sum();
	}

}
