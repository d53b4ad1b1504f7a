package io.trunkline.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.trunkline.call.CallEvent;
import io.trunkline.call.TurnLatency;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
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
		tell(new CallEvent.Answered("reception"));
		tell(new CallEvent.CallerSaid("Are you open?"));
		tell(new CallEvent.AgentSpoke(2, "Yes, we are.", "Yes, we are.", false));
		assertThat(screen()).containsSubsequence("answered by the agent reception", "caller", "Are you open?", "agent",
				"Yes, we are.");
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
		assertThat(screen().replaceAll("\\s+", " ")).contains("833 ms = 300 until the turn was probably over")
			.contains("+ 200 model (provider) + 40 first clause (provider) + 90 voice (provider) + 3 own");
	}

	@Test
	void tellsHowItEnded() {
		tell(new CallEvent.StreamOver(Outcome.TRANSFERRED, Duration.ofMillis(12_340)));
		assertThat(screen()).contains("connected with a person").contains("12.3 s");
	}

	@Test
	void longWordsAndLinesStayReadable() {
		tell(new CallEvent.CallerSaid("well ".repeat(60)));
		assertThat(screen().lines()).allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(100));
	}

	private void tell(CallEvent event) {
		this.narrator.on(LEG, event);
	}

	/** What stands there, without colours. */
	private String screen() {
		return this.screen.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[0-9;]*m", "");
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

}
