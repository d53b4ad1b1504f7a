package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.trunkline.SideBySide;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaultTests {

	private final CarrierWorld world = new CarrierWorld();

	private final FakeService service = this.world.service;

	@AfterEach
	void close() {
		this.world.close();
	}

	@SideBySide
	@Test
	void initiateComesTwice() {
		SandboxCallReport report = call(Fault.DUPLICATE_INITIATE);
		List<FakeService.Webhook> initiates = this.service.webhooks("initiate");
		assertThat(initiates).hasSize(2);
		assertThat(initiates.get(0).text("callId")).isEqualTo(initiates.get(1).text("callId"));
		assertThat(this.service.media).hasSize(1);
		assertThat(report.all(CallEvent.Webhook.class).filter((webhook) -> webhook.eventType().equals("initiate")))
			.hasSize(2);
	}

	@SideBySide
	@Test
	void noticesComeTwice() {
		call(Fault.DUPLICATE_NOTICES);
		assertThat(this.service.webhooks("disconnect")).hasSize(2);
		assertThat(this.service.webhooks("mediaStreamStarted")).hasSize(2);
		assertThat(this.service.webhooks("mediaStreamStopped")).hasSize(2);
	}

	@SideBySide
	@Test
	void noticesComeLate() {
		SandboxCallReport report = call(Fault.LATE_NOTICES);
		CallEvent ended = report.all(CallEvent.Ended.class).findFirst().orElseThrow();
		CallEvent told = report.all(CallEvent.Webhook.class)
			.filter((webhook) -> webhook.eventType().equals("disconnect"))
			.findFirst()
			.orElseThrow();
		assertThat(told.at().minus(ended.at())).isGreaterThanOrEqualTo(Duration.ofMillis(290));
	}

	@SideBySide
	@Test
	void noticesChangePlaces() {
		this.service.on("initiate", keys());
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().press('1').press('2').hangUp().with(CallFaults.of(Fault.REORDERED_NOTICES)));
		assertThat(report.all(CallEvent.CallerPressed.class)).extracting(CallEvent.CallerPressed::digit)
			.containsExactly('1', '2');
		assertThat(this.service.webhooks("dtmf")).extracting((webhook) -> webhook.text("digit"))
			.containsExactly("2", "1");
		assertThat(this.service.webhooks("disconnect")).hasSize(1);
	}

	@SideBySide
	@Test
	void keysComeTwiceWithTheTimeAtWhichTheyWerePressed() {
		this.service.on("initiate", keys());
		this.world.call(CarrierWorld.caller()
			.press("12")
			.pause(Duration.ofMillis(100))
			.press('3')
			.hangUp()
			.with(CallFaults.of(Fault.REORDERED_NOTICES, Fault.DUPLICATE_NOTICES)));
		List<FakeService.Webhook> told = this.service.webhooks("dtmf");
		assertThat(told).hasSize(6);
		assertThat(told.stream()
			.sorted(Comparator.comparing((webhook) -> webhook.text("eventTime")))
			.map((webhook) -> webhook.text("digit"))
			.distinct()).endsWith("3");
		assertThat(told.stream().filter((webhook) -> webhook.text("digit").equals("3")))
			.extracting((webhook) -> webhook.text("eventTime"))
			.containsOnly(told.stream()
				.map((webhook) -> webhook.text("eventTime"))
				.max(Comparator.naturalOrder())
				.orElseThrow());
	}

	@SideBySide
	@Test
	void questionsComeTwice() {
		this.service.on("initiate", FakeService.bxml("<Response><Redirect redirectUrl=\"bandwidth\""
				+ " username=\"hook\" password=\"hook-password\"/></Response>"));
		this.service.on("redirect", FakeService.bxml("<Response><SpeakSentence>Once.</SpeakSentence></Response>"));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().waitForEnd().with(CallFaults.of(Fault.DUPLICATE_QUESTIONS)));
		assertThat(this.service.webhooks("initiate")).hasSize(2);
		assertThat(this.service.webhooks("redirect")).hasSize(2);
		assertThat(report.heard()).containsExactly("Once.");
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "STREAM_UNREACHABLE, connection-error", "STREAM_DUPLICATE, duplicate",
			"STREAM_TRACK_LIMIT, track-limit", "STREAM_ERROR, error" })
	void firstStreamIsRejected(Fault fault, String cause) {
		String stream = "<StartStream name=\"%s\" destination=\"" + this.service.mediaUrl()
				+ "\" streamEventUrl=\"bandwidth\" username=\"hook\" password=\"hook-password\""
				+ " destinationUsername=\"hook\" destinationPassword=\"hook-password\"/>";
		this.service.on("initiate", FakeService.bxml("<Response>" + stream.formatted("one") + stream.formatted("two")
				+ "<StopStream name=\"one\" wait=\"true\"/><Pause duration=\"1\"/></Response>"));
		SandboxCallReport report = call(fault);
		assertThat(this.service.webhooks("mediaStreamRejected")).singleElement()
			.satisfies((rejected) -> assertThat(rejected.text("cause")).isEqualTo(cause));
		assertThat(report.all(CallEvent.StreamStarted.class)).extracting(CallEvent.StreamStarted::name)
			.containsExactly("two");
	}

	@SideBySide
	@Test
	void firstStreamBreaks() {
		this.service.on("redirect", FakeService.bxml("<Response/>"));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().waitForEnd().with(CallFaults.of(Fault.STREAM_BREAKS)));
		assertThat(report.all(CallEvent.StreamStopped.class)).extracting(CallEvent.StreamStopped::cause)
			.containsExactly("connection-error");
		assertThat(media().end()).isEqualTo("broken");
	}

	@SideBySide
	@Test
	void framesAreLost() {
		call(Fault.LOST_FRAMES);
		assertThat(media().sequenceNumbers).contains("9", "11").doesNotContain("10", "20");
	}

	@SideBySide
	@Test
	void framesComeTwice() {
		call(Fault.DUPLICATE_FRAMES);
		assertThat(media().sequenceNumbers).containsOnlyOnce("9").containsSequence("10", "10", "11");
	}

	@SideBySide
	@Test
	void framesOfTheOtherTrackAreMixedIn() {
		call(Fault.OUTBOUND_FRAMES);
		assertThat(media().frames).anyMatch((frame) -> frame.path("track").asString().equals("outbound"));
		assertThat(media().frame("start").path("metadata").path("tracks").size()).isOne();
	}

	@SideBySide
	@Test
	void framesAreLarge() {
		call(Fault.LARGE_FRAMES);
		assertThat(media().sizes).isNotEmpty().containsOnly(1600);
	}

	@SideBySide
	@Test
	void socketClosesWithoutStop() {
		call(Fault.NO_STOP_FRAME);
		assertThat(media().has("stop")).isFalse();
		assertThat(media().end()).isEqualTo("closed");
	}

	@SideBySide
	@Test
	void socketIsReset() {
		call(Fault.RESET_AT_END);
		assertThat(media().has("stop")).isFalse();
		assertThat(media().end()).isEqualTo("broken");
		assertThat(this.service.webhooks("mediaStreamStopped").getFirst().text("cause")).isEqualTo("connection-error");
	}

	@SideBySide
	@Test
	void socketClosesWhenTheServiceBreaksARule() {
		this.service.agent((media) -> media.send("hello"));
		SandboxCallReport report = call(Fault.INTOLERANT_SOCKET);
		assertThat(report.violations()).hasSize(1);
		assertThat(media().has("stop")).isFalse();
		CallEvent stopped = report.all(CallEvent.StreamStopped.class).findFirst().orElseThrow();
		CallEvent started = report.all(CallEvent.StreamStarted.class).findFirst().orElseThrow();
		assertThat(stopped.at().minus(started.at())).isLessThan(Duration.ofSeconds(1));
	}

	@SideBySide
	@Test
	void startNamesAnotherCall() {
		SandboxCallReport report = call(Fault.WRONG_START_IDS);
		assertThat(media().frame("start").path("metadata").path("callId").asString()).isNotEqualTo(report.callId());
		assertThat(media().frame("start").path("metadata").path("accountId").asString())
			.isNotEqualTo(CarrierWorld.ACCOUNT);
	}

	@SideBySide
	@ParameterizedTest
	@EnumSource(names = { "WRONG_MEDIA_PATH", "WRONG_MEDIA_CREDENTIALS", "NO_MEDIA_CREDENTIALS" })
	void socketIsRefused(Fault fault) {
		SandboxCallReport report = call(fault);
		assertThat(this.service.media).isEmpty();
		assertThat(report.all(CallEvent.StreamRejected.class)).singleElement()
			.satisfies((rejected) -> assertThat(rejected.message())
				.contains((fault == Fault.WRONG_MEDIA_PATH) ? "404" : "401"));
		assertThat(this.service.webhooks("mediaStreamRejected")).hasSize(1);
	}

	private static FakeService.Reply keys() {
		return FakeService.bxml("""
				<Response><StartGather dtmfUrl="bandwidth" username="hook" password="hook-password"/>\
				<Pause duration="60"/></Response>""");
	}

	private SandboxCallReport call(Fault fault) {
		return this.world.call(Caller.from("+12025550101").pause(Duration.ofMillis(800)).with(CallFaults.of(fault)));
	}

	private FakeMedia media() {
		return this.service.media.getFirst();
	}

}
