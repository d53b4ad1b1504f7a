package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.Objects;

import io.trunkline.SideBySide;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingTests {

	private static final String START = "<StartRecording recordingAvailableUrl=\"bandwidth\" tag=\"tape\""
			+ " transcriptionAvailableUrl=\"bandwidth\" transcribe=\"true\" multiChannel=\"true\""
			+ " username=\"hook\" password=\"hook-password\"/>";

	private final CarrierWorld world = new CarrierWorld();

	private final FakeService service = this.world.service;

	@AfterEach
	void close() {
		this.world.close();
	}

	@SideBySide
	@Test
	void recordingIsThereSoonAfterTheCall() {
		document(START + "<Pause duration=\"0.5\"/><Hangup/>");
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(report.all(CallEvent.Recording.class)).extracting(CallEvent.Recording::state)
			.containsExactly("recording", "stopped");
		JsonNode available = this.service.webhooks("recordingAvailable").getFirst().body();
		assertThat(available.path("callId").asString()).isEqualTo(report.callId());
		assertThat(available.path("recordingId").asString()).startsWith("r-");
		assertThat(available.path("mediaUrl").asString()).contains(report.callId())
			.contains(available.path("recordingId").asString());
		assertThat(available.path("status").asString()).isEqualTo("complete");
		assertThat(available.path("fileFormat").asString()).isEqualTo("wav");
		assertThat(available.path("channels").asInt()).isEqualTo(2);
		assertThat(available.path("tag").asString()).isEqualTo("tape");
		assertThat(Duration.parse(available.path("duration").asString())).isBetween(Duration.ofMillis(450),
				Duration.ofMillis(1500));
		JsonNode text = this.service.webhooks("transcriptionAvailable").getFirst().body();
		assertThat(text.path("recordingId")).isEqualTo(available.path("recordingId"));
		assertThat(text.path("transcription").path("status").asString()).isEqualTo("available");
		assertThat(this.service.webhooks).extracting(FakeService.Webhook::eventType)
			.containsExactly("initiate", "disconnect", "recordingAvailable", "transcriptionAvailable");
	}

	@SideBySide
	@Test
	void whatIsSaidDuringAPauseIsLeftOut() {
		document(START + "<PauseRecording/><Pause duration=\"1.5\"/><ResumeRecording/><Pause duration=\"0.5\"/>"
				+ "<StopRecording/><Pause duration=\"0.5\"/>");
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(report.all(CallEvent.Recording.class)).extracting(CallEvent.Recording::state)
			.containsExactly("recording", "paused", "recording", "stopped");
		assertThat(recorded()).isBetween(Duration.ofMillis(450), Duration.ofMillis(1400));
	}

	@SideBySide
	@Test
	void transcriptIsThereSoonAfterTheCall() {
		document("<StartTranscription name=\"t\" tracks=\"both\" transcriptionEventUrl=\"bandwidth\""
				+ " username=\"hook\" password=\"hook-password\"/>" + "<Pause duration=\"0.2\"/>");
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		JsonNode transcript = this.service.webhooks("realTimeTranscriptionAvailable")
			.getFirst()
			.body()
			.path("realTimeTranscription");
		assertThat(transcript.path("name").asString()).isEqualTo("t");
		assertThat(transcript.path("status").asString()).isEqualTo("available");
		assertThat(transcript.path("url").asString()).contains(report.callId());
	}

	@SideBySide
	@Test
	void secondRecordingAtOnceIsIgnored() {
		document(START + START + "<Pause duration=\"0.2\"/>");
		this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(this.service.webhooks("recordingAvailable")).hasSize(1);
	}

	@SideBySide
	@Test
	void recordingIsPausedOverTheVoiceApi() {
		document(START + "<Pause duration=\"60\"/>");
		ApiClient api = new ApiClient(this.world);
		SandboxCall call = this.world.carrier.call(CarrierWorld.caller().waitForEnd());
		call.events().filter(CallEvent.Recording.class::isInstance).next().block(CarrierWorld.LONG);
		assertThat(set(api, call, "{\"state\":\"paused\"}")).isEqualTo(200);
		assertThat(set(api, call, "{\"state\":\"recording\"}")).isEqualTo(200);
		assertThat(set(api, call, "{\"state\":\"stopped\"}")).isEqualTo(400);
		assertThat(set(api, call, "hello")).isEqualTo(400);
		call.hangUp().block(CarrierWorld.LONG);
		SandboxCallReport report = Objects.requireNonNull(call.finished().block(CarrierWorld.LONG));
		assertThat(report.all(CallEvent.Recording.class)).extracting(CallEvent.Recording::state)
			.containsExactly("recording", "paused", "recording", "stopped");
	}

	@SideBySide
	@Test
	void callThatIsNotRecordedCannotBePaused() {
		document("<Pause duration=\"60\"/>");
		SandboxCall call = this.world.carrier.call(CarrierWorld.caller().waitForEnd());
		call.events().filter(CallEvent.Answered.class::isInstance).next().block(CarrierWorld.LONG);
		assertThat(set(new ApiClient(this.world), call, "{\"state\":\"paused\"}")).isEqualTo(404);
	}

	@SideBySide
	@Test
	void recordingMayComeLate() {
		document(START + "<Pause duration=\"0.2\"/>");
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().waitForEnd().with(CallFaults.of(Fault.LATE_RECORDING)));
		Duration ended = report.all(CallEvent.Ended.class).findFirst().orElseThrow().at();
		assertThat(report.all(CallEvent.Webhook.class)
			.filter((webhook) -> webhook.eventType().equals("recordingAvailable"))
			.findFirst()
			.orElseThrow()
			.at()
			.minus(ended)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
	}

	private Duration recorded() {
		return Duration.parse(this.service.webhooks("recordingAvailable").getFirst().text("duration"));
	}

	private void document(String verbs) {
		this.service.on("initiate", FakeService.bxml("<Response>" + verbs + "</Response>"));
	}

	private static int set(ApiClient api, SandboxCall call, String json) {
		return api.send("PUT", ApiClient.CALLS + "/" + call.callId() + "/recording", "application/json", json).status();
	}

}
