package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.caller.Sound;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.voice.Damage;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JudgeTests {

	/** Steps: 0 agent; 1, 2 caller; 3 stops; 4 agent; 5, 6 the end. */
	private static final String YAML = """
			title: A barge-in
			dialogue:
			  - agent: "we are open"
			    within: 1s
			  - caller: "Sorry?"
			    after-words: 3
			  - agent-stops: 500ms
			  - agent-never: "open"
			  - agent: "I said"
			    within: 1s
			  - ends: caller_hangup
			""";

	private final List<LineVerdict> lines = new ArrayList<>();

	private Judge judge = judge(1);

	@Test
	void conversationAsWrittenIsKept() {
		goOn(900, 400, 800);
		over(Outcome.CALLER_HANGUP);
		assertThat(this.lines).hasSize(6).allMatch(LineVerdict::kept);
		assertThat(this.judge.objections()).isEmpty();
	}

	@Test
	void timeCountsFromTheEndOfTheLineBeforeToTheFirstOfTheWords() {
		goOn(1001, 400, 1001);
		over(Outcome.CALLER_HANGUP);
		assertThat(failed()).extracting(LineVerdict::remark)
			.containsExactly("1.00 s, allowed are 1s", "1.00 s, allowed are 1s");
	}

	@Test
	void patienceStretchesTheTime() {
		this.judge = judge(2);
		goOn(1900, 900, 1900);
		over(Outcome.CALLER_HANGUP);
		assertThat(failed()).isEmpty();
	}

	@Test
	void agentMustStopSoonAfterTheCallerBegan() {
		goOn(900, 600, 800);
		over(Outcome.CALLER_HANGUP);
		assertThat(failed()).extracting(LineVerdict::remark).containsExactly("0.60 s, allowed are 500ms");
	}

	@Test
	void agentThatWasSilentAnywayWasNotStopped() {
		goOn(900, -100, 800);
		over(Outcome.CALLER_HANGUP);
		assertThat(failed()).extracting(LineVerdict::remark).containsExactly("was not speaking");
	}

	@Test
	void wordsThatMustNotComeAreFoundAtAnyLaterTime() {
		goOn(900, 400, 800);
		hear(9000, "open");
		over(Outcome.CALLER_HANGUP);
		assertThat(failed()).singleElement().matches((line) -> line.line() instanceof Line.AgentNever);
	}

	@Test
	void whatComesAfterALineInVainIsNotReached() {
		on(new CallEvent.Answered(millis(0)));
		hear(400, "closed");
		on(new CallEvent.Missed(millis(5000), new Step.HangUp()));
		over(Outcome.CALLER_HANGUP);
		assertThat(failed()).extracting(LineVerdict::remark)
			.startsWith("in vain; heard instead: \"closed\"", "not reached", "not reached");
	}

	@Test
	void anotherOutcomeIsNotTheOneThatWasWritten() {
		goOn(900, 400, 800);
		over(Outcome.ERROR_LLM);
		assertThat(failed()).extracting(LineVerdict::remark).containsExactly("but it ended with error_llm");
	}

	@Test
	void carriersObjectionsAreKept() {
		on(new CallEvent.Violation(millis(1500), "no such verb"));
		assertThat(this.judge.objections()).containsExactly("1.50 s: no such verb");
	}

	@Test
	void keysAreOneLineFromTheFirstToTheLastAndSilenceTheAgentBetweenTwoWords() {
		this.judge = judge(1, """
				title: Keys
				dialogue:
				  - keys: "12"
				  - agent-stops: 500ms
				  - ends: caller_hangup
				""");
		on(new CallEvent.Answered(millis(100)));
		done(0, 100, 1000);
		on(new CallEvent.CallerPressed(millis(1000), '1', true));
		done(1, 1000, 1000);
		done(2, 1000, 1150);
		on(new CallEvent.CallerPressed(millis(1150), '2', true));
		done(3, 1150, 1150);
		done(4, 900, 1150);
		over(Outcome.CALLER_HANGUP);
		assertThat(this.lines).hasSize(3).allMatch(LineVerdict::kept);
	}

	@Test
	void somebodyElseThanWasWrittenIsTold() {
		this.judge = judge(1, """
				title: Another
				dialogue:
				  - transferred: "+12025550191"
				  - ends: transferred
				""");
		on(new CallEvent.Answered(millis(100)));
		on(new CallEvent.TransferAnswered(millis(900), "+12025550192"));
		done(0, 100, 1000);
		over(Outcome.TRANSFERRED);
		assertThat(failed()).extracting(LineVerdict::remark).containsExactly("but it was +12025550192");
	}

	@Test
	void whatWasExpectedInVainByWhoeverWasRungIsAnObjection() {
		SandboxCallReport leg = new SandboxCallReport("c-2",
				List.of(new CallEvent.Missed(millis(500), new Step.WaitForKeys("1", millis(400)))),
				new Sound(List.of(), 0, Duration.ZERO, Duration.ZERO, new Damage(0, 0, 0)), "hangup");
		on(new CallEvent.LegOver(millis(2000), leg));
		assertThat(this.judge.objections()).singleElement().asString().startsWith("2.00 s: whoever was rung waited");
	}

	/**
	 * The call up to the caller's last wait.
	 * @param first the agent's first words, after the answer
	 * @param stop the agent's silence, after the caller began at 3000
	 * @param second the agent's next words, after the caller ended at 4000
	 */
	private void goOn(int first, int stop, int second) {
		on(new CallEvent.Answered(millis(100)));
		hear(2000, "we");
		hear(2200, "are");
		hear(2400, "open");
		done(0, 100 + first, 2400);
		done(1, 2500, 2500);
		done(2, 3000, 4000);
		done(3, 3000 + stop, 4020);
		hear(5100, "I");
		hear(5200, "said");
		done(4, 4000 + second, 5200);
		done(5, 5200, 6000);
		done(6, 6000, 6000);
	}

	private void hear(int at, String word) {
		on(new CallEvent.AgentHeard(millis(at), millis(at - 100), word));
	}

	private void done(int step, int from, int at) {
		on(new CallEvent.StepDone(millis(at), millis(from), step));
	}

	private void on(CallEvent event) {
		this.lines.addAll(this.judge.on(event));
	}

	private void over(Outcome outcome) {
		this.lines.addAll(this.judge.over(millis(6100), outcome));
	}

	private List<LineVerdict> failed() {
		return this.lines.stream().filter((line) -> !line.kept()).toList();
	}

	private static Judge judge(double patience) {
		return judge(patience, YAML);
	}

	private static Judge judge(double patience, String yaml) {
		Scenario scenario = ScenarioReader.read("a.yml", "+12025551000", yaml);
		return new Judge(scenario, ScenarioCaller.of(scenario, patience), patience);
	}

	private static Duration millis(int millis) {
		return Duration.ofMillis(millis);
	}

}
