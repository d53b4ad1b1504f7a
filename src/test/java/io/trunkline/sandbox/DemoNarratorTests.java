package io.trunkline.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DemoNarratorTests {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", CallLeg.Direction.INBOUND);

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final DemoNarrator narrator = new DemoNarrator(new PrintStream(this.screen, true, StandardCharsets.UTF_8));

	@Test
	void tellsWhoSaidWhat() {
		tell(new CallEvent.Answered("reception", Engine.CASCADE));
		tell(new CallEvent.CallerSaid("Are you open?"));
		tell(new CallEvent.AgentSpoke(2, "Yes, we are.", "Yes, we are.", false));
		assertThat(screen()).containsSubsequence("answered by the agent reception", "caller", "Are you open?", "agent",
				"Yes, we are.");
	}

	@Test
	void tellsOverWhichCarrierACallComesAndOnWhichEngineItIsAnswered() {
		tell(new CallEvent.Answered("reception", Engine.CASCADE));
		assertThat(told()).contains(
				"A call from +12025550123 over Bandwidth is answered by the agent reception, " + "engine cascade.");
		this.narrator.on(
				new CallLeg("twilio", LEG.accountId(), new CallId("c-2"), LEG.from(), LEG.to(), LEG.direction()),
				new CallEvent.Answered("reception", Engine.REALTIME));
		assertThat(told()).contains("over Twilio is answered by the agent reception, engine realtime.");
	}

	@Test
	void tellsWhoHasAnsweredACallThatWasPlaced() {
		this.narrator.on(new CallLeg("twilio", LEG.accountId(), new CallId("c-2"), LEG.to(), LEG.from(),
				CallLeg.Direction.OUTBOUND), new CallEvent.Answered("reception", Engine.CASCADE));
		assertThat(told())
			.contains("+12025550123 has answered a call over Twilio from the agent reception, engine cascade.");
	}

	@Test
	void partsOfTheLatencyAddUpAsTheyAreShown() {
		tell(new CallEvent.ReplyBegan(new TurnLatency(2, Duration.ofNanos(140_400_000), Duration.ofNanos(387_400_000),
				Duration.ZERO, Duration.ofNanos(109_400_000), millis(95), Duration.ofNanos(300_000), Duration.ZERO)));
		assertThat(told()).contains("731 ms = 140 ").contains("+ 387 ").contains("+ 109 ").contains("+ 95 ");
	}

	@Test
	void whatCanBeCopiedStandsOnOneLine() {
		String command = "curl http://127.0.0.1:8090/sandbox/calls -d carrier=twilio -d engine=realtime -d and=more";
		this.narrator.next("in other ways", command);
		assertThat(screen().lines()).anySatisfy((line) -> assertThat(line).endsWith(command));
	}

	@Test
	void tellsWhatWasHeardOfAnInterruptedTurnAndWhatWasNot() {
		tell(new CallEvent.AgentSpoke(2, "One two three four.", "One two", true));
		assertThat(screen()).contains("One two --").contains("Never heard: \"three four.\"");
	}

	@Test
	void splitsTheLatencyIntoItsParts() {
		tell(new CallEvent.ReplyBegan(new TurnLatency(2, millis(300), millis(200), millis(200), millis(40), millis(90),
				millis(3), Duration.ZERO)));
		assertThat(told()).contains("833 ms = 300 until the turn was probably over")
			.contains("+ 200 model (provider) + 40 first clause (provider) + 90 voice (provider) + 3 own");
	}

	@Test
	void tellsHowItEnded() {
		tell(new CallEvent.StreamOver(Outcome.TRANSFERRED, Duration.ofMillis(12_340)));
		tell(new CallEvent.TransferBegan("human"));
		tell(new CallEvent.TransferOver("human", TransferResult.TALKED));
		tell(new CallEvent.Ended(Outcome.TRANSFERRED, "hangup", Duration.ofMillis(15_670)));
		assertThat(told()).containsSubsequence("on the line for 12.3 s.", "put through to human", "have spoken",
				"connected with a person. The call took 15.6 s.");
	}

	@Test
	void longWordsAndLinesStayReadable() {
		tell(new CallEvent.CallerSaid("well ".repeat(60)));
		assertThat(screen().lines()).allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(100));
	}

	private void tell(CallEvent event) {
		this.narrator.on(LEG, event);
	}

	/** What stands there, without colours and lines. */
	private String told() {
		return screen().replaceAll("\\s+", " ");
	}

	/** What stands there, without colours. */
	private String screen() {
		return this.screen.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[0-9;]*m", "");
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

}
