package io.trunkline.call;

import java.util.List;

import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators and the recording change in a whole call. */
class OperatorTests {

	private CallUnderTest call = CallUnderTest.inbound();

	@AfterEach
	void nothingIsLeft() {
		this.call.close();
	}

	@Test
	void operatorsWordsAreTheAgentsAndStandInTheHistory() {
		open();
		this.call.call().say("We close soon.");
		this.call.pass(1000);
		this.call.session().hear("When?");
		assertThat(this.call.agentSaid()).containsExactly("Hello.", "We close soon.");
		assertThat(this.call.session().histories().getLast()).containsExactly(new Message.Agent("Hello.", List.of()),
				new Message.Agent("We close soon.", List.of()), new Message.Caller("When?"));
	}

	@Test
	void operatorsWordsWaitForTheCaller() {
		open();
		this.call.session().hear(new Hearing.TurnStarted());
		this.call.call().say("We close soon.");
		this.call.pass(1000);
		assertThat(this.call.agentSaid()).containsExactly("Hello.");
		this.call.session().answer("At nine.");
		this.call.session().hear(new Hearing.TurnEnded("When do you open?"));
		this.call.pass(2000);
		assertThat(this.call.agentSaid()).containsExactly("Hello.", "We close soon.", "At nine.");
	}

	@Test
	void whisperIsHeardByTheModelOnly() {
		open();
		int sent = this.call.stream().frames().size();
		this.call.call().whisper("Offer a discount.");
		this.call.pass(3000);
		assertThat(this.call.stream().frames()).hasSize(sent);
		assertThat(this.call.session().histories()).isEmpty();
		assertThat(this.call.events()).contains(new CallEvent.Whispered("Offer a discount."));
		this.call.session().hear("Too expensive.");
		assertThat(this.call.session().histories().getLast()).anySatisfy((message) -> assertThat(message)
			.isInstanceOfSatisfying(Message.Note.class, (note) -> assertThat(note.text()).endsWith("a discount.")));
	}

	@Test
	void operatorTransfersAfterAPhrase() {
		open();
		this.call.call().transfer("human");
		this.call.pass(2000);
		assertThat(this.call.agentSaid()).endsWith("One moment, I will put you through.");
		assertThat(this.call.outcomes()).containsExactly(Outcome.TRANSFERRED);
	}

	@Test
	void transferToNowhereIsApologisedFor() {
		open();
		this.call.call().transfer("nowhere");
		this.call.pass(4000);
		assertThat(this.call.asked()).isEmpty();
		assertThat(this.call.agentSaid()).endsWith("I am sorry, I could not reach anybody.");
		assertThat(this.call.outcomes()).isEmpty();
	}

	@Test
	void operatorHangsUpInMidWord() {
		this.call.open();
		this.call.pass(50);
		this.call.call().hangUp();
		this.call.pass(0);
		assertThat(this.call.asked()).containsExactly("hang up");
		assertThat(this.call.outcomes()).containsExactly(Outcome.OPERATOR_HANGUP);
	}

	@Test
	void recordingBeginsOnceTheDisclosureWasHeardToItsEnd() {
		record();
		this.call.open();
		this.call.session().hear("No, wait!");
		this.call.pass(350);
		assertThat(this.call.asked()).isEmpty();
		this.call.pass(200);
		assertThat(this.call.asked()).containsExactly("record true");
		assertThat(this.call.events()).contains(new CallEvent.RecordingChanged(true));
	}

	@Test
	void nothingIsRecordedWhenTheDisclosureWasNotHeard() {
		record();
		this.call.open();
		this.call.pass(300);
		this.call.close();
		assertThat(this.call.asked()).isEmpty();
	}

	@Test
	void recordingPausesAndGoesOnAsTheModelWants() {
		record();
		open();
		this.call.session().answer("", new ToolCall("call_1", "pause_recording", "{}"));
		this.call.session().answer("Your card number?");
		this.call.session().hear("I want to pay.");
		this.call.pass(1000);
		this.call.session().answer("", new ToolCall("call_2", "resume_recording", "{}"));
		this.call.session().answer("Done.");
		this.call.session().hear("Forty two.");
		this.call.pass(1000);
		assertThat(this.call.asked()).containsExactly("record true", "record false", "record true");
		assertThat(this.call.session().histories().getLast()).contains(
				new Message.ToolResult("call_1", "The recording is paused."),
				new Message.ToolResult("call_2", "The recording goes on."));
		assertThat(this.call.events()).contains(new CallEvent.RecordingChanged(false))
			.filteredOn(CallEvent.ToolAnswered.class::isInstance)
			.extracting((event) -> ((CallEvent.ToolAnswered) event).tool())
			.containsExactly("pause_recording", "resume_recording");
	}

	@Test
	void modelLearnsThatTheRecordingGoesOn() {
		record();
		open();
		this.call.refuse();
		this.call.session().answer("", new ToolCall("call_1", "pause_recording", "{}"));
		this.call.session().answer("It is still recorded.");
		this.call.session().hear("I want to pay.");
		this.call.pass(1000);
		assertThat(this.call.session().histories().getLast())
			.contains(new Message.ToolResult("call_1", "Not done: the carrier refused."));
		assertThat(this.call.events()).contains(new CallEvent.Faulted("carrier", "the recording does not pause"));
	}

	@Test
	void recordingIsNoConcernOfAnAgentThatDoesNotRecord() {
		this.call = CallUnderTest.inbound("tools", "pause_recording", "phrases.disclosure", "I am a machine.");
		open();
		this.call.session().answer("", new ToolCall("call_1", "pause_recording", "{}"));
		this.call.session().answer("I cannot.");
		this.call.session().hear("Pause it.");
		this.call.pass(1000);
		assertThat(this.call.asked()).isEmpty();
		assertThat(this.call.session().histories().getLast())
			.contains(new Message.ToolResult("call_1", "There is no such tool."));
	}

	private void record() {
		this.call = CallUnderTest.inbound("tools", "pause_recording,resume_recording", "phrases.disclosure",
				"This call is recorded.", "recording.enabled", "true");
	}

	private void open() {
		this.call.open();
		this.call.pass(1500);
	}

}
