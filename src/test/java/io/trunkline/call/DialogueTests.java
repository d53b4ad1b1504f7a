package io.trunkline.call;

import java.util.List;

import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DialogueTests {

	private static final ToolCall CALL = new ToolCall("call_1", "dial", "{}");

	private final Dialogue dialogue = new Dialogue();

	@Test
	void keepsOnlyWhatWasHeardAndSaysSo() {
		this.dialogue.callerSaid("Tell me.");
		this.dialogue.begin(2);
		this.dialogue.write("We open at nine and close at five.");
		this.dialogue.close("We open at nine", true);
		assertThat(this.dialogue.messages()).hasSize(3)
			.startsWith(new Message.Caller("Tell me."), new Message.Agent("We open at nine", List.of()))
			.element(2)
			.isInstanceOf(Message.Note.class);
	}

	@Test
	void turnOfWhichNothingWasHeardLeavesNoTrace() {
		this.dialogue.begin(2);
		this.dialogue.write("We open at nine.");
		this.dialogue.close("", true);
		assertThat(this.dialogue.messages()).isEmpty();
	}

	@Test
	void callWithoutAResultIsLeftOut() {
		this.dialogue.begin(2);
		this.dialogue.write("Goodbye.");
		this.dialogue.asked(new ToolCall("call_9", "hang_up", "{}"));
		this.dialogue.close("Good", true);
		assertThat(this.dialogue.messages()).first().isEqualTo(new Message.Agent("Good", List.of()));
	}

	@Test
	void resultFollowsItsCallBeforeTheNextRound() {
		this.dialogue.begin(2);
		this.dialogue.write("One moment. ");
		this.dialogue.asked(CALL);
		this.dialogue.answered("call_1", "There is no such tool.");
		this.dialogue.begin(2);
		this.dialogue.write("I cannot do that.");
		assertThat(this.dialogue.messages()).containsExactly(new Message.Agent("One moment.", List.of(CALL)),
				new Message.ToolResult("call_1", "There is no such tool."),
				new Message.Agent("I cannot do that.", List.of()));
		this.dialogue.close("One moment. I cannot", true);
		assertThat(this.dialogue.messages()).startsWith(new Message.Agent("One moment.", List.of(CALL)),
				new Message.ToolResult("call_1", "There is no such tool."), new Message.Agent("I cannot", List.of()));
	}

}
