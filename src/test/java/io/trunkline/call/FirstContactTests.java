package io.trunkline.call;

import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.MuLaw;
import io.trunkline.language.Message;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.CarrierNotice.Answerer;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The first seconds of calls that were placed. */
class FirstContactTests {

	private static final String MESSAGE = "This is a message. Please call us back.";

	private CallUnderTest call = CallUnderTest.outbound("outbound.voicemail", MESSAGE, "outbound.screening",
			"This is Acme.");

	@AfterEach
	void nothingIsLeft() {
		this.call.close();
	}

	@Test
	void agentSpeaksWhenThePersonHasAnsweredAndNotBefore() {
		this.call.open();
		this.call.pass(3000);
		assertThat(this.call.stream().frames()).isEmpty();
		this.call.session().hear("Hello?");
		assertThat(this.call.stream().frames()).isNotEmpty();
		this.call.pass(1000);
		assertThat(this.call.events()).containsSubsequence(new CallEvent.Recognised(Answerer.HUMAN),
				new CallEvent.CallerSaid("Hello?"), new CallEvent.AgentSpoke(1, "Hello.", "Hello.", false));
		this.call.session().hear("Who is this?");
		assertThat(this.call.session().histories().getLast()).containsExactly(new Message.Caller("Hello?"),
				new Message.Agent("Hello.", List.of()), new Message.Caller("Who is this?"));
	}

	@Test
	void agentWithoutAGreetingAnswersWhatWasSaid() {
		this.call = CallUnderTest.outbound("greeting", "");
		this.call.open();
		this.call.session().answer("Good morning.");
		this.call.session().hear("Hello?");
		this.call.pass(1000);
		assertThat(this.call.session().histories()).containsExactly(List.of(new Message.Caller("Hello?")));
		assertThat(this.call.agentSaid()).containsExactly("Good morning.");
	}

	@Test
	void silenceIsSpokenToAfterAWhile() {
		this.call.open();
		this.call.pass(3990);
		assertThat(this.call.stream().frames()).isEmpty();
		this.call.pass(1000);
		assertThat(this.call.agentSaid()).containsExactly("Hello.");
		assertThat(this.call.events()).contains(new CallEvent.Recognised(Answerer.SILENCE));
	}

	@Test
	void verdictBeforeTheStreamIsHeeded() {
		this.call.call().recognised(Answerer.HUMAN);
		this.call.pass(0);
		this.call.open();
		assertThat(this.call.stream().frames()).isNotEmpty();
	}

	@Test
	void secondStreamOfACallIsNoFirstContact() {
		this.call = CallUnderTest.outboundAgain();
		this.call.open();
		this.call.pass(1000);
		assertThat(this.call.agentSaid()).containsExactly("The line is back.");
	}

	@Test
	void messageIsLeftAfterTheBeepAndHeardToItsEnd() {
		this.call.open();
		this.call.session().hear("Hi, you have reached Bob. Leave a message after the tone.");
		this.call.pass(1000);
		assertThat(this.call.stream().frames()).isEmpty();
		beep();
		assertThat(this.call.stream().frames()).isNotEmpty();
		this.call.session().hear("Wait, stop, I am here!");
		this.call.pass(790);
		assertThat(this.call.asked()).isEmpty();
		this.call.pass(200);
		assertThat(this.call.asked()).containsExactly("hang up");
		assertThat(this.call.agentSaid()).containsExactly(MESSAGE);
		assertThat(this.call.outcomes()).containsExactly(Outcome.VOICEMAIL);
	}

	@Test
	void messageIsLeftWithoutABeepOnceTheMachineIsSilent() {
		this.call.open();
		this.call.session().hear("Sorry, I am not available.");
		this.call.pass(2490);
		assertThat(this.call.stream().frames()).isEmpty();
		this.call.pass(2000);
		assertThat(this.call.outcomes()).containsExactly(Outcome.VOICEMAIL);
	}

	@Test
	void lateVerdictTurnsTheGreetingIntoTheMessage() {
		this.call.open();
		this.call.session().hear("Hello.");
		this.call.pass(100);
		this.call.call().recognised(Answerer.MACHINE);
		this.call.pass(3000);
		assertThat(this.call.agentSaid()).endsWith(MESSAGE);
		assertThat(this.call.outcomes()).containsExactly(Outcome.VOICEMAIL);
		assertThat(this.call.events()).contains(new CallEvent.Recognised(Answerer.MACHINE));
	}

	@Test
	void lateVerdictOverAPersonWhoTalksIsIgnored() {
		this.call.open();
		this.call.session().hear("Hello.");
		this.call.pass(1000);
		this.call.session().hear("Yes, that is me.");
		this.call.call().recognised(Answerer.MACHINE);
		this.call.pass(3000);
		assertThat(this.call.agentSaid()).doesNotContain(MESSAGE);
		assertThat(this.call.outcomes()).isEmpty();
	}

	@Test
	void machineWithoutAMessageToLeaveIsHungUpOn() {
		this.call = CallUnderTest.outbound();
		this.call.open();
		this.call.session().hear(new Hearing.TurnStarted());
		this.call.session().hear(new Hearing.TurnUpdated("please leave a message"));
		this.call.pass(100);
		assertThat(this.call.stream().frames()).isEmpty();
		assertThat(this.call.outcomes()).containsExactly(Outcome.VOICEMAIL);
	}

	@Test
	void screeningIsToldWhoCallsAndThePersonIsGreeted() {
		this.call.open();
		this.call.session().hear("Please state your name and why you are calling.");
		this.call.pass(2000);
		assertThat(this.call.agentSaid()).containsExactly("This is Acme.");
		this.call.session().hear("Thank you, please stay on the line.");
		this.call.pass(5000);
		this.call.session().hear("Yes?");
		this.call.pass(1000);
		assertThat(this.call.agentSaid()).containsExactly("This is Acme.", "Hello.");
		assertThat(this.call.outcomes()).isEmpty();
	}

	@Test
	void nobodyAtAllIsHungUpOn() {
		this.call.open();
		this.call.call().recognised(Answerer.SILENCE);
		this.call.pass(8100);
		assertThat(this.call.stream().frames()).isEmpty();
		assertThat(this.call.asked()).containsExactly("hang up");
		assertThat(this.call.outcomes()).containsExactly(Outcome.SILENCE);
	}

	@Test
	void deafAgentDoesNotWaitForWords() {
		this.call.open();
		this.call.session().deafen();
		this.call.pass(5000);
		assertThat(this.call.asked()).containsExactly("transfer");
		assertThat(this.call.outcomes()).containsExactly(Outcome.ERROR_STT);
	}

	@Test
	void operatorCanHangUpBeforeAnybodyHasAnswered() {
		this.call.open();
		this.call.call().hangUp();
		this.call.pass(10);
		assertThat(this.call.outcomes()).containsExactly(Outcome.OPERATOR_HANGUP);
	}

	private void beep() {
		byte[] beep = new byte[3200];
		for (int at = 0; at < beep.length; at++) {
			beep[at] = MuLaw.encode((int) (8000 * Math.sin(2 * Math.PI * 1000 * at / 8000)));
		}
		this.call.stream().speak(AudioChunk.telephone(beep));
		this.call.pass(0);
	}

}
