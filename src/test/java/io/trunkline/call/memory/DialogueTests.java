package io.trunkline.call.memory;

import java.util.List;

import io.trunkline.call.playback.PlaybackLedger;
import io.trunkline.engine.Utterance.Written;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DialogueTests {

	private static final ToolCall CALL = new ToolCall("call_1", "dial", "{}");

	private final Dialogue dialogue = new Dialogue();

	private final PlaybackLedger ledger = new PlaybackLedger(2);

	@Test
	void keepsOnlyWhatWasHeardAndSaysSo() {
		this.dialogue.callerSaid("Tell me.");
		begin();
		write("We open at nine and close at five.");
		this.dialogue.close("We open at nine", true);
		assertThat(this.dialogue.messages()).hasSize(3)
			.startsWith(new Message.Caller("Tell me."), new Message.Agent("We open at nine", List.of()))
			.element(2)
			.isInstanceOf(Message.Note.class);
	}

	@Test
	void turnOfWhichNothingWasHeardLeavesNoTrace() {
		begin();
		write("We open at nine.");
		this.dialogue.close("", true);
		assertThat(this.dialogue.messages()).isEmpty();
	}

	@Test
	void callWithoutAResultIsLeftOut() {
		begin();
		write("Goodbye.");
		this.dialogue.asked(new ToolCall("call_9", "hang_up", "{}"));
		this.dialogue.close("Good", true);
		assertThat(this.dialogue.messages()).first().isEqualTo(new Message.Agent("Good", List.of()));
	}

	@Test
	void resultFollowsItsCallBeforeTheNextRound() {
		begin();
		write("One moment. ");
		this.dialogue.asked(CALL);
		this.dialogue.answered("call_1", "There is no such tool.");
		begin();
		write("I cannot do that.");
		assertThat(this.dialogue.messages()).containsExactly(new Message.Agent("One moment.", List.of(CALL)),
				new Message.ToolResult("call_1", "There is no such tool."),
				new Message.Agent("I cannot do that.", List.of()));
		this.dialogue.close("One moment. I cannot", true);
		assertThat(this.dialogue.messages()).startsWith(new Message.Agent("One moment.", List.of(CALL)),
				new Message.ToolResult("call_1", "There is no such tool."), new Message.Agent("I cannot", List.of()));
	}

	@Test
	void resultThatComesAfterItsTurnIsANote() {
		begin();
		this.dialogue.asked(CALL);
		this.dialogue.unfinished("call_1", "dial");
		this.dialogue.answered("call_1", "Still running.");
		this.dialogue.close("", true);
		this.dialogue.callerSaid("Well?");
		this.dialogue.ran("call_1", "done");
		assertThat(this.dialogue.messages())
			.startsWith(new Message.Agent("", List.of(CALL)), new Message.ToolResult("call_1", "Still running."),
					new Message.Caller("Well?"))
			.last()
			.isEqualTo(new Message.Note("The result of the earlier call of dial has come: done"));
	}

	@Test
	void speculationSeesWhatTheCallerSeemsToHaveSaidAndLeavesNoTrace() {
		this.dialogue.callerSaid("Hello.");
		assertThat(this.dialogue.messagesAfter("When?")).containsExactly(new Message.Caller("Hello."),
				new Message.Caller("When?"));
		assertThat(this.dialogue.messages()).containsExactly(new Message.Caller("Hello."));
	}

	private void begin() {
		this.dialogue.begin(this.ledger);
	}

	private void write(String text) {
		this.ledger.write(Written.verbatim(text));
	}

}
