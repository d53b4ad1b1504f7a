package io.trunkline.call.progress;

import java.time.Duration;
import java.util.List;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CourseTests {

	private static final Duration SHORT = Duration.ofSeconds(5);

	private static final Duration LONG = Duration.ofSeconds(30);

	private Course course = new Course(true);

	private Progress now = Progress.UNKNOWN;

	private List<Duty> duties = List.of();

	@Test
	void callIsOverOnceItsCarrierSaysSo() {
		take(new Fact.Offered());
		assertThat(this.duties).contains(new Duty.Connect(1, Opening.FRESH, null));
		take(new Fact.SocketCame(1));
		assertThat(this.duties).contains(new Duty.Serve(1));
		take(over(1, Outcome.AGENT_HANGUP, SHORT));
		assertThat(this.duties).doesNotHaveAnyElementsOfTypes(Duty.End.class);
		take(new Fact.Disconnected("hangup", false));
		assertThat(this.duties).contains(new Duty.End(Outcome.AGENT_HANGUP, "hangup"));
		take(new Fact.Disconnected("hangup", false));
		assertThat(this.duties).isEmpty();
	}

	@Test
	void callOfWhichNothingIsHeardIsOverAfterAMinute() {
		talk();
		take(over(1, Outcome.SILENCE, SHORT));
		assertThat(watch()).isEqualTo(Duration.ofMinutes(1));
		expire();
		assertThat(this.duties).contains(new Duty.End(Outcome.SILENCE, ""));
	}

	@Test
	void deadlineOfAnEarlierStageIsLate() {
		take(new Fact.Offered());
		int watch = this.now.watch();
		take(new Fact.SocketCame(1));
		take(new Fact.Expired(watch));
		assertThat(this.duties).isEmpty();
	}

	@Test
	void brokenStreamIsReplacedOnceAndThenTheFallbackRings() {
		talk();
		breakAndPass(1, LONG);
		assertThat(this.duties).contains(new Duty.Connect(2, Opening.AGAIN, null));
		take(new Fact.SocketCame(2));
		breakAndPass(2, LONG.minusMillis(1));
		assertThat(this.duties).contains(new Duty.Answer(Duty.Reply.FALLBACK), new Duty.TransferBegan("fallback"));
	}

	@Test
	void streamThatRanWellEarnsAnotherUpToThree() {
		talk();
		for (int stream = 1; stream <= 3; stream++) {
			breakAndPass(stream, LONG);
			assertThat(this.duties).contains(new Duty.Connect(stream + 1, Opening.AGAIN, null));
			take(new Fact.SocketCame(stream + 1));
		}
		breakAndPass(4, LONG);
		assertThat(this.duties).contains(new Duty.Answer(Duty.Reply.FALLBACK));
	}

	@Test
	void withoutSomebodyToRingTheBrokenCallEndsWithAnApology() {
		this.course = new Course(false);
		talk();
		breakAndPass(1, SHORT);
		take(new Fact.StreamRejected(2, "connection-error"));
		take(new Fact.Passed());
		assertThat(this.duties).contains(new Duty.Answer(Duty.Reply.FALLBACK))
			.doesNotHaveAnyElementsOfTypes(Duty.TransferBegan.class);
		take(new Fact.Disconnected("hangup", false));
		assertThat(this.duties).contains(new Duty.End(Outcome.STREAM_BROKEN, "hangup"));
	}

	@Test
	void rejectedStreamGivesItsPlaceBackAtOnce() {
		take(new Fact.Offered());
		take(new Fact.StreamRejected(1, "track-limit"));
		assertThat(this.duties).contains(new Duty.LetGo(),
				new Duty.Fault("stream", "the carrier could not open it: track-limit"));
		take(new Fact.SocketCame(1));
		assertThat(this.duties).containsExactly(new Duty.TurnAway(1));
	}

	@Test
	void rejectionOfAnEarlierStreamDoesNotTouchTheNext() {
		take(new Fact.Offered());
		take(new Fact.Passed());
		assertThat(this.duties).contains(new Duty.Connect(2, Opening.AGAIN, null));
		take(new Fact.StreamRejected(1, "error"));
		take(new Fact.StreamRejected(0, "error"));
		assertThat(this.duties).isEmpty();
	}

	@Test
	void carrierThatComesPastBeforeTheStreamEndedWaitsForItsEnd() {
		talk();
		take(new Fact.Passed());
		assertThat(watch()).isEqualTo(Duration.ofMillis(1500));
		take(over(1, Outcome.CALLER_HANGUP, SHORT));
		assertThat(this.duties).contains(new Duty.Answer(Duty.Reply.HANG_UP));
	}

	@Test
	void streamThatDoesNotNoticeItsEndIsEnded() {
		talk();
		take(new Fact.Passed());
		expire();
		assertThat(this.duties).contains(new Duty.EndStream(1, Outcome.STREAM_BROKEN));
		take(over(1, Outcome.STREAM_BROKEN, LONG));
		assertThat(this.duties).contains(new Duty.Connect(2, Opening.AGAIN, null));
	}

	@Test
	void callerOfABusyTransferIsBackWithTheAgent() {
		transfer("sales", Outcome.TRANSFERRED);
		assertThat(this.duties).contains(new Duty.TransferBegan("sales"));
		take(new Fact.LegEnded(false));
		take(new Fact.TransferOver(TransferResult.BUSY));
		assertThat(this.duties).contains(new Duty.TransferOver("sales", TransferResult.BUSY),
				new Duty.Connect(2, Opening.RETURNED, TransferResult.BUSY));
		take(new Fact.TransferOver(TransferResult.BUSY));
		assertThat(this.duties).containsExactly(new Duty.Answer(Duty.Reply.REPEAT));
	}

	@Test
	void talkThatIsOverEndsTheCall() {
		transfer("sales", Outcome.TRANSFERRED);
		take(new Fact.TransferOver(TransferResult.TALKED));
		assertThat(this.duties).contains(new Duty.TransferOver("sales", TransferResult.TALKED),
				new Duty.Answer(Duty.Reply.HANG_UP));
		take(new Fact.Disconnected("hangup", false));
		assertThat(this.duties).contains(new Duty.End(Outcome.TRANSFERRED, "hangup"));
	}

	@Test
	void whoeverOnlyHeardTheBriefingDidNotTalk() {
		transfer("sales", Outcome.TRANSFERRED);
		take(new Fact.PickedUp(true));
		take(new Fact.Decided(false));
		take(new Fact.LegEnded(true));
		take(new Fact.TransferOver(TransferResult.TALKED));
		assertThat(this.duties).contains(new Duty.Connect(2, Opening.RETURNED, TransferResult.REJECTED));
	}

	@Test
	void transferThatTheCarrierDidNotDoBringsTheCallerBack() {
		transfer("sales", Outcome.TRANSFERRED);
		take(new Fact.Passed());
		assertThat(this.duties).contains(new Duty.Connect(2, Opening.RETURNED, TransferResult.FAILED));
	}

	@Test
	void resultThatOvertakesTheStreamsEndWaitsForIt() {
		talk();
		take(new Fact.TransferAsked(1, "sales", LONG, Outcome.TRANSFERRED));
		take(new Fact.TransferOver(TransferResult.NO_ANSWER));
		assertThat(this.duties).doesNotHaveAnyElementsOfTypes(Duty.Connect.class);
		take(over(1, Outcome.TRANSFERRED, SHORT));
		assertThat(this.duties).containsSubsequence(new Duty.TransferBegan("sales"),
				new Duty.TransferOver("sales", TransferResult.NO_ANSWER),
				new Duty.Connect(2, Opening.RETURNED, TransferResult.NO_ANSWER));
	}

	@Test
	void transferWhoseReplyWasLostIsUnderstoodByTheStreamsEnd() {
		talk();
		take(new Fact.TransferAsked(1, "sales", LONG, Outcome.TRANSFERRED));
		take(new Fact.TransferRefused(1, false));
		take(over(1, Outcome.CALLER_HANGUP, SHORT));
		take(new Fact.TransferOver(TransferResult.BUSY));
		assertThat(this.duties).contains(new Duty.Connect(2, Opening.RETURNED, TransferResult.BUSY));
	}

	@Test
	void refusedTransferIsForgotten() {
		talk();
		take(new Fact.TransferAsked(1, "sales", LONG, Outcome.TRANSFERRED));
		take(new Fact.TransferRefused(1, true));
		take(over(1, Outcome.CALLER_HANGUP, SHORT));
		take(new Fact.Disconnected("hangup", false));
		assertThat(this.duties).contains(new Duty.End(Outcome.CALLER_HANGUP, "hangup"));
	}

	@Test
	void nobodyTalksForMoreThanFourHours() {
		transfer("sales", Outcome.TRANSFERRED);
		assertThat(watch()).isEqualTo(LONG.plusSeconds(60));
		expire();
		assertThat(watch()).isEqualTo(Duration.ofHours(4));
		expire();
		assertThat(this.duties).contains(new Duty.TransferOver("sales", TransferResult.TALKED),
				new Duty.End(Outcome.TRANSFERRED, ""));
	}

	@Test
	void bridgedCallIsNotHungUp() {
		transfer("sales", Outcome.TRANSFERRED);
		take(new Fact.HangUpAsked());
		assertThat(this.duties).isEmpty();
	}

	@Test
	void failedFallbackEndsWithAnApology() {
		transfer(Progress.FALLBACK, Outcome.ERROR_LLM);
		take(new Fact.TransferOver(TransferResult.BUSY));
		assertThat(this.duties).contains(new Duty.Answer(Duty.Reply.SORRY));
		expire();
		assertThat(this.duties).contains(new Duty.End(Outcome.ERROR_LLM, ""));
	}

	@Test
	void callThatNobodyAnsweredWasNotReached() {
		take(new Fact.Dialled());
		assertThat(watch()).isEqualTo(Duration.ofMinutes(10));
		take(new Fact.Disconnected("busy", false));
		assertThat(this.duties).contains(new Duty.End(Outcome.NOT_REACHED, "busy"));
	}

	@Test
	void orderThatWasRefusedOrLostEndsTheCall() {
		take(new Fact.Dialled());
		take(new Fact.NotPlaced("refused"));
		assertThat(this.duties).contains(new Duty.End(Outcome.NOT_REACHED, "refused"));
		this.now = Progress.UNKNOWN;
		take(new Fact.Dialled());
		expire();
		assertThat(this.duties).contains(new Duty.End(Outcome.NOT_REACHED, ""));
	}

	@Test
	void offerThatComesAfterTheEndIsTheWholeCall() {
		take(new Fact.Disconnected("cancel", false));
		assertThat(this.duties).isEmpty();
		take(new Fact.Offered());
		assertThat(this.duties).contains(new Duty.End(Outcome.CALLER_HANGUP, "cancel"),
				new Duty.Answer(Duty.Reply.HANG_UP));
		take(new Fact.Offered());
		assertThat(this.duties).containsExactly(new Duty.Answer(Duty.Reply.HANG_UP));
	}

	@Test
	void streamThatIsReplacedOnPurposeGoesOnWhereverItEnds() {
		talk();
		take(new Fact.RestreamAsked(1));
		assertThat(this.duties).containsExactly(new Duty.Connect(2, Opening.RETURNED, null));
		take(over(1, Outcome.CALLER_HANGUP, SHORT));
		assertThat(this.now.stage()).isEqualTo(new Stage.Expected(2, false));
		take(new Fact.SocketCame(2));
		assertThat(this.duties).contains(new Duty.Serve(2));
	}

	@Test
	void newStreamMayComeBeforeTheOldOneHasEnded() {
		talk();
		take(new Fact.RestreamAsked(1));
		take(new Fact.SocketCame(2));
		assertThat(this.duties).contains(new Duty.EndStream(1, Outcome.CALLER_HANGUP), new Duty.Serve(2));
		take(over(1, Outcome.CALLER_HANGUP, SHORT));
		assertThat(this.now.stage()).isEqualTo(new Stage.Talking(2, 0, false, false));
	}

	@Test
	void refusedReplacementLeavesTheStreamAsItWas() {
		talk();
		take(new Fact.RestreamAsked(1));
		take(new Fact.RestreamRefused(1));
		assertThat(this.duties).containsExactly(new Duty.LetGo());
		take(over(1, Outcome.CALLER_HANGUP, SHORT));
		assertThat(this.now.stage()).isEqualTo(new Stage.Leaving(Outcome.CALLER_HANGUP, ""));
	}

	@Test
	void callThatCannotBeServedSaysWhy() {
		take(new Fact.Offered());
		take(new Fact.Declined(1, Duty.Reply.CLOSED, "closed"));
		assertThat(this.duties).contains(new Duty.Answer(Duty.Reply.CLOSED));
		take(new Fact.Disconnected("hangup", false));
		assertThat(this.duties).contains(new Duty.End(Outcome.NOT_SERVED, "closed"));
	}

	@Test
	void processThatGoesDownEndsEveryCall() {
		talk();
		take(new Fact.GoingDown());
		assertThat(this.duties).contains(new Duty.EndStream(1, Outcome.FAILED));
		take(over(1, Outcome.FAILED, SHORT));
		assertThat(this.duties).contains(new Duty.End(Outcome.FAILED, ""));
		this.now = Progress.UNKNOWN;
		transfer("sales", Outcome.TRANSFERRED);
		take(new Fact.GoingDown());
		assertThat(this.duties).contains(new Duty.End(Outcome.TRANSFERRED, ""));
	}

	private void talk() {
		take(new Fact.Offered());
		take(new Fact.SocketCame(1));
	}

	private void transfer(String destination, Outcome outcome) {
		talk();
		take(new Fact.TransferAsked(1, destination, LONG, outcome));
		take(over(1, outcome, SHORT));
	}

	private void breakAndPass(int stream, Duration ran) {
		take(over(stream, Outcome.STREAM_BROKEN, ran));
		take(new Fact.Passed());
	}

	private void expire() {
		take(new Fact.Expired(this.now.watch()));
	}

	private Duration watch() {
		return this.duties.stream()
			.filter(Duty.Watch.class::isInstance)
			.map((duty) -> ((Duty.Watch) duty).after())
			.findFirst()
			.orElse(Duration.ZERO);
	}

	private void take(Fact fact) {
		Step step = this.course.step(this.now, fact);
		this.now = step.progress();
		this.duties = step.duties();
	}

	private static Fact over(int stream, Outcome outcome, Duration ran) {
		return new Fact.StreamOver(stream, outcome, ran);
	}

}
