package io.trunkline;

import java.util.List;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import io.trunkline.sandbox.cartesia.CartesiaFault;
import io.trunkline.sandbox.openai.ModelFault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller hears of trouble with a provider: nothing. */
class ProviderTroubleTests {

	private static final String CALLER = "+12025550123";

	private static final String QUESTION = "And what are your opening hours?";

	private static final String ANSWER = "We are open from nine in the morning";

	private final Stack stack = Stack.start("trunkline.openai.fallback.model=another");

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().until(() -> this.stack.permits().active() + this.stack.permits().reserved() == 0);
		this.stack.close();
	}

	/**
	 * Message 0 says that the socket is ready, 1 that the turn began, then come words.
	 */
	@SideBySide
	@ParameterizedTest
	@ValueSource(ints = { 2, 7 })
	void aRecognitionSocketCutInMidUtteranceCostsNoWord(int after) {
		this.stack.sandbox().cartesia().faults().arm(CartesiaEndpoint.TURNS, new CartesiaFault.Cut(after));
		SandboxCallReport report = ask();
		assertThat(said(report)).hasSize(1).allSatisfy((words) -> assertThat(words).isEqualToIgnoringCase(QUESTION));
		assertThat(String.join(" ", report.heard())).contains(ANSWER);
	}

	@SideBySide
	@Test
	void aVoiceCutInMidSentenceGoesOnWithTheNextWord() {
		this.stack.sandbox().cartesia().faults().arm(CartesiaEndpoint.SPEECH, new CartesiaFault.Cut(4));
		assertThat(String.join(" ", ask().heard())).contains("Hello, this is Trunkline. How can I help you?")
			.contains(ANSWER)
			.containsOnlyOnce("Hello");
	}

	@SideBySide
	@Test
	void aModelThatFailsIsReplacedByAnother() {
		this.stack.sandbox().model().faults().arm(new ModelFault.Refuse(503, "overloaded"));
		this.stack.sandbox().model().faults().arm(new ModelFault.Refuse(503, "overloaded"));
		assertThat(String.join(" ", ask().heard())).contains(ANSWER).doesNotContain("sorry");
	}

	private SandboxCallReport ask() {
		return this.stack.hold(Caller.from(CALLER).waitForAgent().say(QUESTION).waitForAgent().hangUp());
	}

	private List<String> said(SandboxCallReport report) {
		return this.stack.events(report.callId())
			.stream()
			.filter(CallEvent.CallerSaid.class::isInstance)
			.map((said) -> ((CallEvent.CallerSaid) said).text().strip())
			.toList();
	}

}
