package io.trunkline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.call.CallEvent;
import io.trunkline.outbound.OutboundCalls;
import io.trunkline.outbound.PlaceCall;
import io.trunkline.outbound.Placed;
import io.trunkline.records.CallRecord;
import io.trunkline.records.RecordEvent;
import io.trunkline.sandbox.bandwidth.SandboxCall;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of every kind over real sockets, and what is told and written of each. */
class TelephoneTests {

	private static final String CALLER = "+12025550123";

	private static final String HUMAN = "+12025550199";

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("trunkline.outbound.calls-per-second=20",
				"trunkline.agents.reception.outbound.voicemail=This is Trunkline. Please call us back.");
	}

	@AfterAll
	static void stop() {
		stack.close();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		assertThat(stack.sandbox().carrier().calls()).isEmpty();
	}

	@Test
	void somebodyIsCalledAndTalkedTo() {
		Placed placed = place("+12025550142",
				Callee.person(Duration.ofMillis(200),
						Caller.someone()
							.pause(Duration.ofMillis(300))
							.say("Hello?")
							.waitForAgent()
							.say("How are you today?")
							.waitForAgent()
							.hangUp()));
		SandboxCallReport report = report(placed);
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transcript()).element(1).asString().startsWith("agent: Hello, this is Trunkline.");
		CallRecord record = record(placed.id());
		assertThat(record.ending().outcome()).isEqualTo(Outcome.CALLER_HANGUP);
		assertThat(told(placed.id(), CallEvent.Offered.class)).hasSize(1);
		assertThat(told(placed.id(), CallEvent.Ended.class)).hasSize(1);
	}

	@Test
	void aBusyLineIsWrittenDown() {
		Placed placed = place("+12025550143", new Callee.Busy(Duration.ofMillis(200)));
		report(placed);
		assertThat(record(placed.id()).ending().outcome()).isEqualTo(Outcome.NOT_REACHED);
		assertThat(record(placed.id()).ending().cause()).isEqualTo("busy");
	}

	@Test
	void aMachineIsLeftAMessageAfterItsBeep() {
		Placed placed = place("+12025550144",
				Callee.voicemail(Duration.ofMillis(200),
						"You have reached the voicemail of Ann. Please leave a message after the tone.",
						Duration.ofSeconds(20)));
		SandboxCallReport report = report(placed);
		assertThat(String.join(" ", report.messageLeft())).contains("This is Trunkline. Please call us back.");
		assertThat(record(placed.id()).ending().outcome()).isEqualTo(Outcome.VOICEMAIL);
	}

	@Test
	void aCallerComesBackFromABusyLineAndIsTold() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("Can I talk to a real person, please?")
			.waitForAgent()
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd()
			.whenTransferred(HUMAN, new Callee.Busy(Duration.ofMillis(300))));
		assertThat(report.violations()).isEmpty();
		assertThat(report.transcript()).contains("agent: Of course, I will put you through to a colleague. "
				+ "I am sorry, my colleague cannot take your call. Is there anything else I can do for you?");
		assertThat(record(report.callId()).transfers()).hasSize(1);
	}

	private static Placed place(String to, Callee callee) {
		stack.sandbox().carrier().whenCalled(to, callee);
		return stack.bean(OutboundCalls.class)
			.place(new PlaceCall(null, to, "reception", Map.of(), null, null, null))
			.blockOptional(Duration.ofSeconds(10))
			.orElseThrow();
	}

	private static SandboxCallReport report(Placed placed) {
		return stack.sandbox()
			.carrier()
			.placed()
			.filter((call) -> call.tag().orElse("").equals(placed.id()))
			.next()
			.flatMap(SandboxCall::finished)
			.blockOptional(Duration.ofMinutes(1))
			.orElseThrow();
	}

	private static CallRecord record(String id) {
		Awaitility.await().until(() -> !stack.records(id).isEmpty());
		List<CallRecord> records = stack.records(id)
			.stream()
			.filter(RecordEvent.CallEnded.class::isInstance)
			.map((event) -> ((RecordEvent.CallEnded) event).call())
			.toList();
		assertThat(records).hasSize(1);
		return records.getFirst();
	}

	private static <E extends CallEvent> List<E> told(String id, Class<E> kind) {
		return stack.events(id).stream().filter(kind::isInstance).map(kind::cast).toList();
	}

}
