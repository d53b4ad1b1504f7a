package io.trunkline.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallBoardTests {

	private static final CallLeg IN = ApiServer.inbound("c-1");

	private static final CallLeg OUT = new CallLeg("bandwidth", new AccountId("1"), new CallId("c-2"), "+12025550100",
			"+12025550123", CallLeg.Direction.OUTBOUND, "o-1");

	private static final CallEvent.Ended ENDED = new CallEvent.Ended(Outcome.CALLER_HANGUP, "hangup",
			Duration.ofMillis(3100));

	private Instant now = Instant.parse("2026-11-21T12:00:00Z");

	private final CallBoard board = new CallBoard(3, Duration.ofHours(24), () -> this.now);

	@Test
	void aCallThatCameInGoesThroughItsStates() {
		assertThat(after(IN, new CallEvent.Offered("reception", "v1")).state()).isEqualTo(CallState.OFFERED);
		assertThat(after(IN, new CallEvent.Answered("reception", Engine.CASCADE)).state()).isEqualTo(CallState.TALKING);
		assertThat(after(IN, new CallEvent.TransferBegan("human")).state()).isEqualTo(CallState.TRANSFERRING);
		assertThat(after(IN, new CallEvent.Bridged("human")).state()).isEqualTo(CallState.BRIDGED);
		assertThat(after(IN, new CallEvent.TransferOver("human", TransferResult.TALKED)).state())
			.isEqualTo(CallState.BRIDGED);
		CallView over = after(IN, ENDED);

		assertThat(over.state()).isEqualTo(CallState.ENDED);
		assertThat(over.outcome()).contains(Outcome.CALLER_HANGUP);
		assertThat(over.cause()).contains("hangup");
		assertThat(over.destination()).contains("human");
		assertThat(over.agent()).contains("reception");
		assertThat(over.agentVersion()).contains("v1");
	}

	@Test
	void aTransferThatComesBackIsWithTheAgentAgain() {
		after(IN, new CallEvent.Answered("reception", Engine.CASCADE));
		after(IN, new CallEvent.TransferBegan("human"));

		assertThat(after(IN, new CallEvent.TransferOver("human", TransferResult.BUSY)).state())
			.isEqualTo(CallState.TALKING);
	}

	@Test
	void aPlacedCallIsKnownBeforeItsCarrierSaysAnything() {
		this.board.dialling("o-1", "+12025550123", "", "sales");

		CallView call = view("o-1");
		assertThat(call.state()).isEqualTo(CallState.DIALLING);
		assertThat(call.direction()).isEqualTo(CallLeg.Direction.OUTBOUND);
		assertThat(call.to()).isEqualTo("+12025550123");
		assertThat(call.agent()).contains("sales");
		assertThat(after(OUT, new CallEvent.Recognised(CarrierNotice.Answerer.MACHINE)).answeredBy())
			.contains(CarrierNotice.Answerer.MACHINE);
		assertThat(view("o-1").from()).isEqualTo("+12025550100");
	}

	@Test
	void aCarrierThatIsFasterThanItsOwnReplyDoesNotThrowTheCallBack() {
		after(OUT, new CallEvent.Offered("sales", "v1"));
		after(OUT, new CallEvent.Answered("sales", Engine.CASCADE));

		this.board.dialling("o-1", "+12025550123", "", "sales");

		assertThat(view("o-1").state()).isEqualTo(CallState.TALKING);
		assertThat(view("o-1").agentVersion()).contains("v1");
	}

	@Test
	void anotherAgentTakesOver() {
		after(IN, new CallEvent.Offered("reception", "v1"));
		after(IN, new CallEvent.Answered("reception", Engine.CASCADE));
		CallView call = after(IN, new CallEvent.HandedOver("billing", "v2"));

		assertThat(call.agent()).contains("billing");
		assertThat(call.agentVersion()).contains("v2");
		assertThat(call.engine()).as("of the stream, which goes on").contains(Engine.CASCADE);
		assertThat(call.state()).isEqualTo(CallState.TALKING);
	}

	@Test
	void whatWasSaidIsKeptAsItWasHeard() {
		after(IN, new CallEvent.CallerSaid("hello"));
		after(IN, new CallEvent.AgentSpoke(1, "Good morning, how are you?", " Good morning,", true));
		after(IN, new CallEvent.CallerKeyed("12#"));
		after(IN, new CallEvent.Whispered("be brief"));

		assertThat(detail("c-1").transcript()).extracting((entry) -> entry.transcript())
			.containsExactly(new Progress.Transcript(Progress.Speaker.CALLER, "hello", Optional.empty()),
					new Progress.Transcript(Progress.Speaker.AGENT, "Good morning,", Optional.of(true)),
					new Progress.Transcript(Progress.Speaker.KEYS, "12#", Optional.empty()),
					new Progress.Transcript(Progress.Speaker.OPERATOR, "be brief", Optional.empty()));
	}

	@Test
	void aLongCallKeepsItsNewestWords() {
		for (int at = 0; at <= BoardCall.TRANSCRIPT; at++) {
			after(IN, new CallEvent.CallerSaid("word " + at));
		}
		after(IN, new CallEvent.CallerSaid("x".repeat(10_000)));

		List<CallView.Entry> transcript = detail("c-1").transcript();
		assertThat(transcript).hasSize(BoardCall.TRANSCRIPT);
		assertThat(transcript.getFirst().transcript().text()).isEqualTo("word 2");
		assertThat(transcript.getLast().transcript().text()).hasSize(2000);
	}

	@Test
	void theLatencyIsThatOfTheLastReply() {
		after(IN, reply(1, 100));
		CallView call = after(IN, reply(2, 250));

		assertThat(call.latency()).contains(new Progress.Latency(2, 250, 0, 0, 250, 0, 0, 0, 0));
	}

	@Test
	void nothingChangesACallThatIsOverButItsRecordings() {
		after(IN, ENDED);
		CallView over = view("c-1");
		this.now = this.now.plusSeconds(60);

		after(IN, new CallEvent.Answered("reception", Engine.CASCADE));
		after(IN, new CallEvent.CallerSaid("hello?"));
		after(IN, new CallEvent.Ended(Outcome.FAILED, "", Duration.ZERO));
		after(IN, new CallEvent.Recorded(
				new CarrierNotice.Recorded("r-1", "complete", Duration.ofSeconds(3), "https://example.com/r-1")));

		assertThat(view("c-1")).isEqualTo(over);
		assertThat(detail("c-1").transcript()).isEmpty();
		assertThat(detail("c-1").recordings()).extracting((recording) -> recording.id()).containsExactly("r-1");
	}

	@Test
	void aRecordingOfAForgottenCallMakesNoCall() {
		this.board.on(IN, new CallEvent.Recorded(new CarrierNotice.Recorded("r-1", "complete", Duration.ZERO, "")));

		assertThat(this.board.find("c-1")).isEmpty();
	}

	@Test
	void theNewestComesFirstAndWhatEndedFirstIsForgottenFirst() {
		for (int at = 1; at <= 6; at++) {
			after(ApiServer.inbound("c-" + at), new CallEvent.Answered("reception", Engine.CASCADE));
		}
		for (int at : new int[] { 5, 2, 1, 6, 4 }) {
			this.board.on(ApiServer.inbound("c-" + at), ENDED);
		}

		assertThat(listed()).containsExactly("c-6", "c-4", "c-3", "c-1");
		assertThat(this.board.find("c-5")).isEmpty();
	}

	@Test
	void aCallIsForgottenADayAfterItBegan() {
		after(IN, new CallEvent.Answered("reception", Engine.CASCADE));
		this.now = this.now.plus(Duration.ofHours(24));
		after(OUT, new CallEvent.Answered("sales", Engine.CASCADE));

		assertThat(listed()).containsExactly("o-1");
		assertThat(this.board.find("c-1")).isEmpty();
	}

	@Test
	void theBoardHasAnEndWhateverHappens() {
		for (int at = 0; at < CallBoard.MOST + 10; at++) {
			this.board.on(ApiServer.inbound("c-" + at), new CallEvent.Answered("reception", Engine.CASCADE));
		}

		assertThat(this.board.newest(Long.MAX_VALUE, Integer.MAX_VALUE, (_) -> true)).hasSize(CallBoard.MOST);
		assertThat(this.board.find("c-9")).isEmpty();
	}

	@Test
	void aNumberThatACallerMadeUpIsCut() {
		CallLeg leg = new CallLeg("bandwidth", new AccountId("1"), new CallId("c-1"), "x".repeat(10_000), "+1",
				CallLeg.Direction.INBOUND);

		assertThat(after(leg, new CallEvent.Answered("reception", Engine.CASCADE)).from()).hasSize(256);
	}

	private static CallEvent reply(int turn, long millis) {
		return new CallEvent.ReplyBegan(new TurnLatency(turn, Duration.ZERO, Duration.ZERO, Duration.ofMillis(millis),
				Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
	}

	private CallView after(CallLeg leg, CallEvent event) {
		this.board.on(leg, event);
		return view(leg.id());
	}

	private CallView view(String id) {
		return this.board.find(id).orElseThrow().view();
	}

	private CallView.Detail detail(String id) {
		return this.board.find(id).orElseThrow().detail();
	}

	private List<String> listed() {
		return this.board.newest(Long.MAX_VALUE, 100, (_) -> true).stream().map(BoardCall::id).toList();
	}

}
