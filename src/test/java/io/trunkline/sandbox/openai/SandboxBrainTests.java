package io.trunkline.sandbox.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.trunkline.sandbox.openai.Conversation.Line;
import io.trunkline.sandbox.openai.Conversation.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxBrainTests {

	private static final Set<String> TOOLS = Set.of("hang_up", "transfer");

	private final List<Line> lines = new ArrayList<>(List.of(line(Role.SYSTEM, "You are the receptionist.")));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			When are you open? | nine in the morning
			What are your opening hours, please? | nine in the morning
			And where are you located? | Station Street
			How much does it cost? | 80 dollars
			Hello! | How can I help you?
			Thank you so much. | You are welcome
			Are you a robot? | computer voice
			Stop! | Take your time
			I need an appointment. | Which day
			""")
	void knowsItsThings(String said, String answer) {
		assertThat(answerTo(said).text()).contains(answer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "When are you open?", "What is your address?", "What are your prices?" })
	void longAnswersLeaveRoomForInterruption(String said) {
		assertThat(answerTo(said).text().split("[.] ")).hasSizeBetween(3, 5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Can I talk to a human?", "I want a real person.", "Get me an OPERATOR",
			"Could you put me through to a representative?", "I'd like to speak to someone." })
	void putsThroughToAPerson(String said) {
		Answer answer = answerTo(said);
		assertThat(answer.text()).isEqualTo("Of course, I will put you through to a colleague.");
		assertThat(answer.calls()).containsExactly(new Answer.Call("transfer", "{\"destination\":\"human\"}"));
	}

	@Test
	void saysSorryWhenATransferHasFailed() {
		this.lines.add(line(Role.USER, "Can I talk to a human?"));
		this.lines.add(line(Role.SYSTEM, "The transfer did not work: nobody answered."));
		Answer answer = new SandboxBrain().answer(new Conversation(this.lines, Set.of("transfer")));
		assertThat(answer.text()).startsWith("I am sorry");
		assertThat(answer.calls()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bye.", "Goodbye!", "No, that's all, thank you.", "That is all." })
	void hangsUpAfterAFarewell(String said) {
		Answer answer = answerTo(said);
		assertThat(answer.text()).isEqualTo("Goodbye, have a nice day.");
		assertThat(answer.calls()).containsExactly(new Answer.Call("hang_up", "{}"));
	}

	@Test
	void callsNoToolThatIsNotOffered() {
		this.lines.add(line(Role.USER, "A human, please."));
		assertThat(answer(Set.of()).calls()).isEmpty();
		this.lines.add(line(Role.USER, "Bye then."));
		assertThat(answer(Set.of()).calls()).isEmpty();
	}

	@Test
	void repeatsWhatItDoesNotKnow() {
		assertThat(answerTo("Do you sell fish?").text()).startsWith("You said: Do you sell fish?");
	}

	@Test
	void saysAgainWhatWasInterrupted() {
		this.lines.add(line(Role.USER, "Where are you?"));
		this.lines.add(line(Role.ASSISTANT, "You find us at [interrupted]"));
		assertThat(answerTo("Pardon?").text()).isEqualTo("I said: You find us at");
	}

	@Test
	void goesOnAfterAnInterruption() {
		this.lines.add(line(Role.USER, "When are you open?"));
		this.lines.add(line(Role.ASSISTANT, "We are open from nine"));
		this.lines.add(line(Role.SYSTEM, "[interrupted]"));
		assertThat(answerTo("How much is it?").text()).contains("80 dollars");
	}

	@Test
	void asksASilentCaller() {
		this.lines.add(line(Role.SYSTEM, "The caller has been silent for ten seconds."));
		assertThat(answer(TOOLS).text()).isEqualTo("Are you still there?");
	}

	@Test
	void greetsWhenNobodyHasSpoken() {
		assertThat(answer(TOOLS).text()).isEqualTo("Hello. How can I help you?");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			transfer | {"status":"transferring"} | One moment
			transfer | {"error":"no answer"} | nobody can be reached
			lookup | 7 boxes | I found this: 7 boxes
			lookup | failed | did not work
			""")
	void speaksAboutResults(String tool, String result, String answer) {
		this.lines.add(new Line(Role.TOOL, result, tool));
		assertThat(answer(TOOLS).text()).contains(answer);
	}

	@Test
	void saysNothingAfterHangingUp() {
		this.lines.add(new Line(Role.TOOL, "done", "hang_up"));
		assertThat(answer(TOOLS)).isEqualTo(Answer.say(""));
	}

	private Answer answerTo(String said) {
		this.lines.add(line(Role.USER, said));
		return answer(TOOLS);
	}

	private Answer answer(Set<String> tools) {
		return new SandboxBrain().answer(new Conversation(this.lines, tools));
	}

	private static Line line(Role role, String text) {
		return new Line(role, text, "");
	}

}
