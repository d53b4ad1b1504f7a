package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.Conversation;
import io.trunkline.sandbox.openai.Conversation.Line;
import io.trunkline.sandbox.openai.Conversation.Role;
import io.trunkline.sandbox.openai.ModelFault;

/**
 * What the model says to something.
 *
 * @param when words of the caller's latest message; empty fits any
 * @param told words of a remark that nobody in the conversation made, which must be the
 * latest message; empty where there need be none
 * @param answer what it says and calls
 * @param firstToken how long that takes, if not as long as usual
 * @param fault what goes wrong instead
 * @param times so often; 0 always
 */
record ModelRule(String when, String told, Answer answer, Optional<Duration> firstToken, Optional<ModelFault> fault,
		int times) {

	boolean fits(Conversation conversation) {
		return hasHeard(conversation.lines()) && (this.told.isEmpty() || isTold(conversation.last()));
	}

	private boolean isTold(Line last) {
		return last.role() == Role.SYSTEM
				&& last.text().toLowerCase(Locale.ROOT).contains(this.told.toLowerCase(Locale.ROOT));
	}

	private boolean hasHeard(List<Line> lines) {
		String said = lines.reversed()
			.stream()
			.filter((line) -> line.role() == Role.USER)
			.findFirst()
			.map(Line::text)
			.orElse("");
		return said.toLowerCase(Locale.ROOT).contains(this.when.toLowerCase(Locale.ROOT));
	}

}
