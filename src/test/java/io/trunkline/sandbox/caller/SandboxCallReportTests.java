package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.trunkline.sandbox.caller.CallEvent.AgentHeard;
import io.trunkline.sandbox.caller.CallEvent.CallerSaid;
import io.trunkline.sandbox.caller.CallEvent.Ended;
import io.trunkline.sandbox.caller.Sound.Audible;
import io.trunkline.sandbox.voice.WordReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SandboxCallReportTests {

	@Test
	void replyDelayIsFromTheLastWordToTheAgentsVoice() {
		SandboxCallReport report = report(List.of(audible(0, 900), audible(2400, 3000), audible(3300, 4000)),
				said(1000, 2000, "first"), said(5000, 6000, "unanswered"), said(7000, 8000, "last"));
		assertThat(report.replyDelays()).containsExactly(Duration.ofMillis(400));
	}

	@Test
	void bargeInDelayIsHowLongTheAgentGoesOn() {
		SandboxCallReport report = report(List.of(audible(0, 1150), audible(3000, 4000)), said(1000, 2000, "stop"));
		assertThat(report.bargeInDelays()).containsExactly(Duration.ofMillis(150));
		assertThat(report.replyDelays()).containsExactly(Duration.ofSeconds(1));
	}

	@Test
	void transcriptHasALineForEachTurn() {
		SandboxCallReport report = report(List.of(), heard(100, "Good"), heard(200, "day."), said(300, 400, "Hello."),
				said(500, 600, "Anybody?"), heard(700, "Yes."));
		assertThat(report.transcript()).containsExactly("agent: Good day.", "caller: Hello.", "caller: Anybody?",
				"agent: Yes.");
	}

	@Test
	void messageBeginsAfterTheLastBeep() {
		SandboxCallReport report = report(List.of(), heard(100, "Early."), beeped(200, 600), heard(700, "Call"),
				heard(800, "me."));
		assertThat(report.messageLeft()).containsExactly("Call", "me.");
		assertThat(report(List.of(), heard(100, "Hello.")).messageLeft()).isEmpty();
	}

	@Test
	void telephoneHasNoOtherKeys() {
		assertThatIllegalArgumentException().isThrownBy(() -> Caller.from("+12025550101").press('x'));
	}

	@Test
	void callerIsNotChangedByMoreSteps() {
		Caller one = Caller.from("+12025550101").say("Hello.");
		Caller more = one.hangUp().whenTransferred("+12025550199", new Callee.NoAnswer());
		assertThat(one.steps()).containsExactly(new Step.Say("Hello."));
		assertThat(more.steps()).containsExactly(new Step.Say("Hello."), new Step.HangUp());
		assertThat(one.callees()).isEmpty();
	}

	private static CallEvent beeped(long at, long until) {
		return new CallEvent.CallerBeeped(Duration.ofMillis(at), Duration.ofMillis(until));
	}

	private static SandboxCallReport report(List<Audible> audible, CallEvent... events) {
		Sound sound = new Sound(audible, 0, Duration.ZERO, Duration.ZERO, new WordReader().damage());
		List<CallEvent> all = new ArrayList<>(Arrays.asList(events));
		all.add(new Ended(Duration.ofSeconds(60), "hangup"));
		return new SandboxCallReport("c-1", all, sound, "hangup");
	}

	private static Audible audible(int from, int to) {
		return new Audible(Duration.ofMillis(from), Duration.ofMillis(to));
	}

	private static CallerSaid said(int at, int until, String text) {
		return new CallerSaid(Duration.ofMillis(at), Duration.ofMillis(until), text);
	}

	private static AgentHeard heard(int at, String word) {
		return new AgentHeard(Duration.ofMillis(at), Duration.ofMillis(at), word);
	}

}
