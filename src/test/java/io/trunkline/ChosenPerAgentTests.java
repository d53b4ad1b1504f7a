package io.trunkline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.call.CallEvent;
import io.trunkline.outbound.OutboundCalls;
import io.trunkline.outbound.PlaceCall;
import io.trunkline.sandbox.bandwidth.SandboxCall;
import io.trunkline.sandbox.caller.CallEvent.ApiRequest;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.openai.realtime.RealtimeFault;
import io.trunkline.sandbox.twilio.TwilioSandboxCall;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Agents that choose: one by either carrier, both with one socket and not all that
 * another engine needs.
 */
class ChosenPerAgentTests {

	private static final String HUMAN = "+12025550199";

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("CARTESIA_VOICE_ID=", "trunkline.speaking.prepare-phrases=false",
				"trunkline.outbound.carrier=bandwidth", "trunkline.agents.reception.engine=realtime",
				"trunkline.agents.scout.engine=realtime", "trunkline.agents.scout.numbers=+12025550178",
				"trunkline.agents.scout.greeting=Hello, this is Scout.", "trunkline.agents.scout.tools=hang_up",
				"trunkline.agents.scout.outbound.carrier=twilio");
	}

	@AfterAll
	static void stop() {
		stack.close();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		stack.sandbox().realtime().faults().clear();
	}

	@Test
	void eachAgentsCallsGoByItsCarrierFromTheDiallingToTheHangUp() {
		Callee person = Callee.person(Duration.ofMillis(300),
				Caller.someone().waitForAgent().say("That is all, goodbye.").waitForEnd());
		stack.sandbox().carrier().whenCalled("+12125550141", person);
		stack.sandbox().twilio().whenCalled("+12125550142", person, CallFaults.NONE);
		List<SandboxCallReport> reports = Mono
			.zip(place("+12125550141", "reception"), place("+12125550142", "scout"),
					stack.sandbox().carrier().placed().next().flatMap(SandboxCall::finished),
					stack.sandbox().twilio().placed().next().flatMap(TwilioSandboxCall::finished))
			.map((all) -> List.of(all.getT3(), all.getT4()))
			.blockOptional(Duration.ofMinutes(1))
			.orElseThrow();
		assertThat(reports).allSatisfy((report) -> {
			assertThat(report.violations()).isEmpty();
			assertThat(report.missed()).isEmpty();
			assertThat(report.all(ApiRequest.class)).isNotEmpty();
		});
		assertThat(String.join(" ", reports.getFirst().heard())).contains("Hello, this is Trunkline.");
		assertThat(String.join(" ", reports.getLast().heard())).contains("Hello, this is Scout.");
	}

	@Test
	void withoutWhatAnotherEngineNeedsALostSocketEndsInAnApologyAndAPerson() {
		stack.sandbox().realtime().faults().arm(new RealtimeFault.RefuseUpgrade(401));
		SandboxCallReport report = stack.hold(Caller.from("+12025550123")
			.waitForTransfer()
			.waitForEnd()
			.whenTransferred(HUMAN, new Callee.Answers(Duration.ofMillis(100), Duration.ofMillis(200))));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transferredTo()).containsExactly(HUMAN);
		assertThat(told(report, CallEvent.AgentSpoke.class)).extracting(CallEvent.AgentSpoke::heard)
			.anyMatch((heard) -> heard.contains("out of order"));
		assertThat(told(report, CallEvent.StreamOver.class)).extracting(CallEvent.StreamOver::outcome)
			.singleElement()
			.isIn(Outcome.ERROR_STT, Outcome.ERROR_TTS);
	}

	private static <T extends CallEvent> List<T> told(SandboxCallReport report, Class<T> kind) {
		return stack.events(report.callId()).stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	private static Mono<?> place(String to, String agent) {
		return stack.bean(OutboundCalls.class).place(new PlaceCall(null, to, agent, Map.of(), null, null, null));
	}

}
