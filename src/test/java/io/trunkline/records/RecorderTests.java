package io.trunkline.records;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class RecorderTests {

	private static final CallLeg LEG = Told.inbound("c-1");

	private static final CarrierNotice.Recorded RECORDED = new CarrierNotice.Recorded("r-1", "complete",
			Duration.ofSeconds(58), "https://voice.bandwidth.com/r-1/media");

	private final Told told = new Told();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private Recorder recorder = recorder(new Privacy(true, Privacy.Numbers.FULL));

	@BeforeEach
	void start() {
		this.recorder.start();
	}

	@AfterEach
	void nothingIsLeft() {
		this.recorder.stop();
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.meters.get("trunkline.records.open").gauge().value()).isZero();
		assertThat(this.meters.get("trunkline.records.waiting").gauge().value()).isZero();
	}

	@Test
	void aCallHasOneRecordWithAllThatWasTold() {
		tell(Told.OFFERED);
		this.told.after(Duration.ofSeconds(1));
		tell(new CallEvent.Answered("reception", Engine.REALTIME));
		this.told.after(Duration.ofSeconds(4));
		tell(new CallEvent.AgentSpoke(0, "Hello. How can I help?", "Hello.", true));
		tell(new CallEvent.CallerSaid("Where is my order?"), new CallEvent.ReplyBegan(Told.latency(1)));
		tell(new CallEvent.ToolCalled("order_status", false),
				new CallEvent.ToolAnswered("order_status", Duration.ofMillis(120)));
		tell(new CallEvent.ToolCalled("launch", true), new CallEvent.CallerKeyed("123#"));
		tell(new CallEvent.HandedOver("billing", "99887766"), new CallEvent.Whispered("Be brief."));
		tell(new CallEvent.Faulted("stt", "connection lost"), new CallEvent.RecordingChanged(false));
		tell(new CallEvent.TransferBegan("human"),
				new CallEvent.StreamOver(Outcome.TRANSFERRED, Duration.ofSeconds(30)));
		this.told.after(Duration.ofSeconds(20));
		tell(new CallEvent.TransferOver("human", TransferResult.BUSY),
				new CallEvent.Answered("billing", Engine.CASCADE));
		tell(new CallEvent.Recorded(RECORDED), new CallEvent.Recorded(RECORDED));
		tell(new CallEvent.StreamOver(Outcome.CALLER_HANGUP, Duration.ofSeconds(5)), Told.ENDED);
		CallRecord record = this.told.only();
		assertThat(record.carrier()).isEqualTo(new CallRecord.Carrier("bandwidth", "c-1"));
		assertThat(record.from()).isEqualTo("+12025550123");
		assertThat(record.times())
			.isEqualTo(new CallRecord.Times(Told.START, Told.START.plusSeconds(1), Told.START.plusSeconds(25), 61_000));
		assertThat(record.ending()).isEqualTo(new CallRecord.Ending(Outcome.CALLER_HANGUP, "hangup", true, null));
		assertThat(record.agents()).containsExactly(new CallRecord.AgentPart("reception", "0a1b2c3d", 0),
				new CallRecord.AgentPart("billing", "99887766", 5000));
		assertThat(record.streams()).containsExactly(
				new CallRecord.StreamPart(1000, Engine.REALTIME, 30_000L, Outcome.TRANSFERRED),
				new CallRecord.StreamPart(25_000, Engine.CASCADE, 5000L, Outcome.CALLER_HANGUP));
		assertThat(record.transfers())
			.containsExactly(new CallRecord.Transfer("human", 5000, TransferResult.BUSY, 25_000L));
		assertThat(record.conversation().transcript()).containsExactly(
				new CallRecord.Line(CallRecord.Speaker.AGENT, "Hello.", 5000, true, "Hello. How can I help?"),
				new CallRecord.Line(CallRecord.Speaker.CALLER, "Where is my order?", 5000, false, null));
		assertThat(record.conversation().keys()).containsExactly(new CallRecord.Entry("123#", 5000));
		assertThat(record.conversation().notes()).containsExactly(new CallRecord.Note("Be brief.", 5000));
		assertThat(record.tools()).containsExactly(new CallRecord.ToolUse("order_status", false, 5000, 120L),
				new CallRecord.ToolUse("launch", true, 5000, null));
		assertThat(record.turns())
			.containsExactly(new CallRecord.TurnTimes(1, 5000, 735, 200, 100, 300, 40, 90, 5, 250));
		assertThat(record.usage()).isEqualTo(new CallRecord.Usage(35_000, 1, 18, 1, 22, 6, 1, 2));
		assertThat(record.faults()).containsExactly(new CallRecord.Fault("stt", "connection lost", 5000));
		assertThat(record.recording().switches()).containsExactly(new CallRecord.Switch(false, 5000));
		assertThat(record.recording().recorded())
			.containsExactly(new CallRecord.Recorded("r-1", "complete", 58_000, RECORDED.url()));
		assertThat(record.cut()).isEmpty();
	}

	@Test
	void whateverIsToldAgainMakesNoOtherRecord() {
		tell(Told.OFFERED, Told.ENDED, Told.ENDED, Told.OFFERED, new CallEvent.CallerSaid("Hello?"), Told.ENDED);
		assertThat(this.told.written).hasSize(1);
		assertThat(this.meters.get("trunkline.records.late").counter().count()).isEqualTo(4);
	}

	@Test
	void callThatOnlyEndsHasItsRecord() {
		CallLeg placed = Told.outbound("order-7", "order-7");
		this.recorder.on(placed, new CallEvent.Ended(Outcome.NOT_REACHED, "busy", Duration.ofSeconds(3)));
		this.scheduler.advanceTime();
		CallRecord record = this.told.only();
		assertThat(record.ending().outcome()).isEqualTo(Outcome.NOT_REACHED);
		assertThat(record.ending().cause()).isEqualTo("busy");
		assertThat(record.times().answeredAt()).isNull();
		assertThat(record.carrier().callId()).isNull();
		assertThat(this.told.written.getFirst().callId()).isEqualTo("order-7");
	}

	@Test
	void placedCallIsOneCallBeforeAndAfterItsCarrierKnowsIt() {
		this.recorder.on(Told.outbound("order-7", "order-7"), Told.OFFERED);
		this.recorder.on(Told.outbound("c-9", "order-7"), new CallEvent.Recognised(CarrierNotice.Answerer.HUMAN));
		this.recorder.on(Told.outbound("c-9", "order-7"), Told.ENDED);
		this.scheduler.advanceTime();
		assertThat(this.told.only().carrier().callId()).isEqualTo("c-9");
		assertThat(this.told.only().ending().answeredBy()).isEqualTo(CarrierNotice.Answerer.HUMAN);
	}

	@Test
	void refusedCallSaysWhy() {
		tell(new CallEvent.Refused("trunkline.admission.max-concurrent-calls"),
				new CallEvent.Ended(Outcome.NOT_SERVED, "", Duration.ZERO));
		assertThat(this.told.only().faults())
			.containsExactly(new CallRecord.Fault("call", "trunkline.admission.max-concurrent-calls", 0));
	}

	@Test
	void recordingThatComesAfterTheRecordFollowsOnce() {
		tell(Told.OFFERED, Told.ENDED, new CallEvent.Recorded(RECORDED), new CallEvent.Recorded(RECORDED));
		tell(new CallEvent.Transcribed(new CarrierNotice.Transcribed("t-1", "available", "https://x/t-1")));
		assertThat(this.told.written).hasSize(3).extracting(RecordEvent::callId).containsOnly("c-1");
		assertThat(this.told.written).extracting(RecordEvent::eventId).doesNotHaveDuplicates();
		assertThat(this.told.written.get(1)).isInstanceOfSatisfying(RecordEvent.CallRecorded.class,
				(event) -> assertThat(event.recording().id()).isEqualTo("r-1"));
		assertThat(this.told.written.get(2)).isInstanceOfSatisfying(RecordEvent.CallTranscribed.class,
				(event) -> assertThat(event.transcription().status()).isEqualTo("available"));
	}

	@Test
	void recordingIsTheSameEventOnEachPod() {
		CallRecord.Recorded recording = CallRecord.Recorded.of(RECORDED);
		assertThat(RecordEvent.CallRecorded.of(Told.START, "c-1", recording).eventId())
			.isEqualTo(RecordEvent.CallRecorded.of(Told.START.plusSeconds(9), "c-1", recording).eventId())
			.isNotEqualTo(RecordEvent.CallRecorded.of(Told.START, "c-2", recording).eventId());
	}

	@Test
	void recordingOfACallOfAnotherPodOpensNoCall() {
		tell(new CallEvent.Recorded(RECORDED));
		assertThat(this.told.written).hasSize(1);
		assertThat(this.meters.get("trunkline.records.open").gauge().value()).isZero();
	}

	@Test
	void callWhoseEndNeverComesIsWrittenAsIncomplete() {
		tell(Told.OFFERED, new CallEvent.StreamOver(Outcome.STREAM_BROKEN, Duration.ofSeconds(3)));
		this.told.after(Recorder.LONGEST_SILENCE);
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.told.written).isEmpty();
		this.told.after(Duration.ofSeconds(1));
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.told.only().ending()).isEqualTo(new CallRecord.Ending(Outcome.STREAM_BROKEN, "", false, null));
		tell(Told.ENDED);
		assertThat(this.told.written).hasSize(1);
		assertThat(this.meters.get("trunkline.records.calls").tag("complete", "false").counter().count()).isOne();
	}

	@Test
	void theEndOfTheProcessWritesWhatThereIs() {
		tell(Told.OFFERED);
		boolean[] stopped = { false };
		this.recorder.stop(() -> stopped[0] = true);
		this.scheduler.advanceTime();
		assertThat(stopped[0]).isTrue();
		assertThat(this.told.only().ending()).isEqualTo(new CallRecord.Ending(null, "", false, null));
	}

	@Test
	void theEndOfTheProcessDoesNotWaitForeverForASink() {
		CallRecordSink stuck = (event) -> Mono.never();
		Recorder other = new Recorder(new Privacy(true, Privacy.Numbers.FULL),
				List.of(new Outbox(stuck, this.scheduler, new SimpleMeterRegistry())), this.told, this.scheduler,
				new SimpleMeterRegistry());
		other.on(LEG, Told.ENDED);
		boolean[] stopped = { false };
		other.stop(() -> stopped[0] = true);
		this.scheduler.advanceTimeBy(Duration.ofSeconds(6));
		assertThat(stopped[0]).isTrue();
	}

	@Test
	void transcriptIsCutAndSaysSo() {
		String text = "x".repeat(9999);
		IntStream.range(0, 20).forEach((_) -> tell(new CallEvent.CallerSaid(text)));
		tell(new CallEvent.CallerSaid("y"), Told.ENDED);
		CallRecord record = this.told.only();
		assertThat(record.conversation().transcript()).hasSize(10);
		assertThat(record.cut()).containsExactly("transcript");
		assertThat(record.usage().callerCharacters()).isEqualTo(20 * 9999 + 1);
	}

	@Test
	void oneMoreCallThanThereMayBeMakesTheMostSilentOneGiveWay() {
		for (int call = 0; call <= Recorder.MOST_OPEN; call++) {
			this.told.after(Duration.ofMillis(1));
			this.recorder.on(Told.inbound("c-" + call), Told.OFFERED);
		}
		this.scheduler.advanceTime();
		assertThat(this.told.calls()).singleElement().extracting(RecordEvent::callId).isEqualTo("c-0");
		assertThat(this.meters.get("trunkline.records.open").gauge().value()).isEqualTo(Recorder.MOST_OPEN);
		for (int call = 0; call <= Recorder.MOST_OPEN; call++) {
			this.recorder.on(Told.inbound("c-" + call), Told.ENDED);
			this.scheduler.advanceTime();
		}
		assertThat(this.told.calls()).hasSize(Recorder.MOST_OPEN + 1);
	}

	@Test
	void nothingIsKeptOfWordsKeysAndNotesIfRecordsMayNotHoldThem() {
		this.recorder = recorder(new Privacy(false, Privacy.Numbers.FULL));
		tell(Told.OFFERED, new CallEvent.CallerSaid("canary"), new CallEvent.AgentSpoke(1, "canary", "canary", false),
				new CallEvent.CallerKeyed("canary"), new CallEvent.Whispered("canary"), Told.ENDED);
		assertThat(this.told.written.getFirst().json()).doesNotContain("canary");
		assertThat(this.told.only().usage().callerTurns()).isOne();
	}

	@Test
	void theNumberOfThePersonIsMaskedOnRequestAndOursIsNot() {
		this.recorder = recorder(new Privacy(true, Privacy.Numbers.MASKED));
		tell(Told.ENDED);
		this.recorder.on(Told.outbound("c-2", "order-2"), Told.ENDED);
		CallLeg address = new CallLeg("bandwidth", LEG.accountId(), Told.inbound("c-3").callId(),
				"sip:ada@home.example", "+12025550100", CallLeg.Direction.INBOUND);
		this.recorder.on(address, Told.ENDED);
		this.scheduler.advanceTime();
		assertThat(this.told.calls()).extracting((event) -> event.call().from() + " " + event.call().to())
			.containsExactly("+12***23 +12025550100", "+12025550100 +12***23", "*** +12025550100");
	}

	@Test
	void nothingOfACallStandsInALog() {
		tell(Told.OFFERED, new CallEvent.CallerSaid("canary"), new CallEvent.CallerKeyed("4711"), Told.ENDED);
		assertThat(this.told.written.getFirst().toString()).doesNotContain("canary")
			.doesNotContain("4711")
			.doesNotContain("55501");
	}

	@Test
	void inWhateverOrderAndHoweverOftenEventsComeThereIsOneRecord() {
		List<CallEvent> events = List.of(Told.OFFERED, new CallEvent.Answered("reception", Engine.CASCADE),
				new CallEvent.CallerSaid("Hello"), new CallEvent.AgentSpoke(1, "Hi there", "Hi", true),
				new CallEvent.ToolCalled("lookup", false), new CallEvent.ToolAnswered("lookup", Duration.ZERO),
				new CallEvent.TransferBegan("human"), new CallEvent.TransferOver("human", TransferResult.FAILED),
				new CallEvent.StreamOver(Outcome.CALLER_HANGUP, Duration.ofSeconds(1)),
				new CallEvent.Recorded(RECORDED), new CallEvent.ReplyBegan(Told.latency(1)), Told.ENDED);
		for (int seed = 0; seed < 2000; seed++) {
			SplittableRandom random = new SplittableRandom(seed);
			CallLeg leg = Told.inbound("seed-" + seed);
			Stream.generate(() -> events.get(random.nextInt(events.size())))
				.limit(random.nextInt(1, 40))
				.forEach((event) -> {
					this.told.after(Duration.ofMillis(random.nextInt(-50, 1000)));
					this.recorder.on(leg, event);
				});
			this.recorder.on(leg, Told.ENDED);
			this.scheduler.advanceTime();
			assertThat(this.told.calls()).as("records with seed %d", seed).hasSize(1);
			assertThat(this.told.written.stream().filter(RecordEvent.CallRecorded.class::isInstance))
				.as("recordings with seed %d", seed)
				.hasSizeLessThanOrEqualTo(1);
			assertThat(RecordJson.read(this.told.written.getFirst().json())).isEqualTo(this.told.written.getFirst());
			this.told.written.clear();
		}
	}

	@Test
	void endsThatAreToldOnSeveralThreadsMakeOneRecord() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(4000);
		for (int call = 0; call < 1000; call++) {
			CallLeg leg = Told.inbound("c-" + call);
			for (CallEvent event : List.of(Told.OFFERED, Told.ENDED, new CallEvent.CallerSaid("Hello"), Told.ENDED)) {
				Schedulers.parallel().schedule(() -> {
					this.recorder.on(leg, event);
					done.countDown();
				});
			}
		}
		done.await();
		this.scheduler.advanceTime();
		assertThat(this.told.calls()).hasSize(1000).extracting(RecordEvent::callId).doesNotHaveDuplicates();
	}

	private void tell(CallEvent... events) {
		for (CallEvent event : events) {
			this.recorder.on(LEG, event);
		}
		this.scheduler.advanceTime();
	}

	private Recorder recorder(Privacy privacy) {
		this.meters.clear();
		return new Recorder(privacy, List.of(new Outbox(this.told, this.scheduler, this.meters)), this.told,
				this.scheduler, this.meters);
	}

}
