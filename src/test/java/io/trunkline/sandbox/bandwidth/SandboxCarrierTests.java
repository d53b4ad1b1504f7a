package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.trunkline.SideBySide;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.caller.Step;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SandboxCarrierTests {

	private final CarrierWorld world = new CarrierWorld((options) -> options.withWebhookTimeout(Duration.ofSeconds(5)));

	private final FakeService service = this.world.service;

	@AfterEach
	void close() {
		this.world.close();
	}

	@SideBySide
	@Test
	void callerAndAgentHearEachOtherWordForWord() {
		this.service.agent((media) -> media.onWord((same, word) -> {
			if (word.equals("please.")) {
				media.say("It is noon.");
			}
		}).say("Hello there."));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().waitForAgent().say("The time, please.").waitForAgent().hangUp());
		assertThat(report.missed()).isEmpty();
		assertThat(report.violations()).isEmpty();
		assertThat(this.service.media.getFirst().heard).containsExactly("The", "time,", "please.");
		assertThat(this.service.media.getFirst().reader.damage().total()).isZero();
		assertThat(report.heard()).containsExactly("Hello", "there.", "It", "is", "noon.");
		assertThat(report.transcript())
			.isEqualTo(List.of("agent: Hello there.", "caller: The time, please.", "agent: It is noon."));
		assertThat(report.sound().damage().total()).isZero();
		assertThat(report.sound().underruns()).isZero();
		assertThat(report.sound().audible()).hasSizeGreaterThanOrEqualTo(2);
		assertThat(report.replyDelays()).singleElement()
			.satisfies((delay) -> assertThat(delay).isLessThan(Duration.ofSeconds(1)));
		assertThat(report.cause()).isEqualTo("hangup");
	}

	@SideBySide
	@Test
	void callIsAnnouncedAsInLiveCalls() {
		this.service.on("initiate", FakeService.bxml("<Response><Hangup/></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller());
		JsonNode initiate = this.service.webhooks("initiate").getFirst().body();
		assertThat(initiate.propertyNames()).containsExactlyInAnyOrder("eventType", "eventTime", "accountId",
				"applicationId", "from", "to", "privacy", "callerDisplayName", "direction", "callId", "callUrl",
				"startTime");
		assertThat(report.callId())
			.matches("c-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
		assertThat(initiate.path("callId").asString()).isEqualTo(report.callId());
		assertThat(initiate.path("from").asString()).isEqualTo("+12025550101");
		assertThat(initiate.path("to").asString()).isEqualTo("+12025550100");
		assertThat(initiate.path("direction").asString()).isEqualTo("inbound");
		assertThat(initiate.path("eventTime").asString())
			.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		FakeService.Webhook disconnect = this.service.webhooks("disconnect").getFirst();
		assertThat(disconnect.text("cause")).isEqualTo("hangup");
		assertThat(disconnect.text("endTime")).isNotEmpty();
		assertThat(disconnect.body().has("answerTime")).isFalse();
		assertThat(this.service.webhooks)
			.allSatisfy((webhook) -> assertThat(webhook.authorization()).isEqualTo(FakeService.CREDENTIALS.basic()));
	}

	@SideBySide
	@Test
	void streamIsOpenedAsInLiveCalls() {
		this.world.call(CarrierWorld.caller().pause(Duration.ofMillis(300)));
		FakeMedia media = this.service.media.getFirst();
		JsonNode metadata = media.frame("start").path("metadata");
		assertThat(metadata.path("accountId").asString()).isEqualTo(CarrierWorld.ACCOUNT);
		assertThat(metadata.path("callId").asString())
			.isEqualTo(this.service.webhooks("initiate").getFirst().text("callId"));
		assertThat(metadata.path("streamName").asString()).isEqualTo("agent");
		assertThat(metadata.path("tracks").get(0).path("name").asString()).isEqualTo("inbound");
		assertThat(media.frame("stop").path("metadata")).isEqualTo(metadata);
		assertThat(media.end()).isEqualTo("closed");
		assertThat(media.sizes).isNotEmpty().containsOnly(160);
		List<String> expected = IntStream.rangeClosed(1, media.sequenceNumbers.size())
			.mapToObj(String::valueOf)
			.toList();
		assertThat(media.sequenceNumbers).isEqualTo(expected);
		FakeService.Webhook stopped = this.service.webhooks("mediaStreamStopped").getFirst();
		assertThat(stopped.text("cause")).isEqualTo("closed");
		JsonNode stream = stopped.body().path("mediaStream");
		assertThat(stream.path("id")).isEqualTo(metadata.path("streamId"));
		assertThat(stream.path("type").asString()).isEqualTo("WebSocket");
		assertThat(Duration.parse(stream.path("duration").asString())).isPositive();
		assertThat(this.service.webhooks("mediaStreamStarted")).hasSize(1);
	}

	@SideBySide
	@Test
	void bargeInIsHeardAndCutsTheAgentOff() {
		this.service.agent((media) -> media.onWord((same, word) -> {
			if (word.equals("Stop.")) {
				media.clear();
			}
		}).say("One two three four five six seven eight nine ten eleven twelve thirteen fourteen."));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().sayAfterAgentWords(3, "Stop.").pause(Duration.ofMillis(500)).hangUp());
		assertThat(report.heard()).startsWith("One", "two", "three").doesNotContain("fourteen.");
		assertThat(report.all(CallEvent.Cleared.class)).singleElement()
			.satisfies((cleared) -> assertThat(cleared.dropped()).isPositive());
		assertThat(report.bargeInDelays()).hasSize(1);
		assertThat(report.violations()).isEmpty();
	}

	@SideBySide
	@Test
	void callerCanHaveAConversationAndAskForAPerson() {
		this.service.agent((media) -> {
			media.onWord((same, word) -> {
				switch (word) {
					case "day?" -> media.say("We open at nine and close at five every day of the week but Sunday.");
					case "Wait!" -> media.clear();
					case "Sunday?" -> media.say("No, closed.");
					case "please." -> media.close(1000);
					default -> {
					}
				}
			});
			media.say("Hello.");
		});
		this.service.on("initiate", stream("agent"))
			.on("redirect", FakeService
				.bxml("<Response><Transfer><PhoneNumber>+12025550199</PhoneNumber></Transfer></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller()
			.waitForAgent()
			.say("When, which day?")
			.sayAfterAgentWords(4, "Wait!")
			.pause(Duration.ofMillis(200))
			.say("Sunday?")
			.waitForAgent()
			.say("A person, please.")
			.waitForTransfer()
			.hangUp());
		assertThat(report.missed()).isEmpty();
		assertThat(report.violations()).isEmpty();
		assertThat(report.heard()).startsWith("Hello.", "We", "open", "at", "nine")
			.doesNotContain("week")
			.endsWith("No,", "closed.");
		assertThat(report.transferredTo()).containsExactly("+12025550199");
		assertThat(report.bargeInDelays()).hasSize(1);
	}

	@SideBySide
	@Test
	void parametersOfAStreamComeBackWithItsStart() {
		this.service.on("initiate", withParameters(12));
		this.world.call(CarrierWorld.caller().pause(Duration.ofMillis(300)));
		JsonNode parameters = this.service.media.getFirst().frame("start").path("streamParams");
		assertThat(parameters.size()).isEqualTo(12);
		assertThat(parameters.path("n11").asString()).isEqualTo("v");
	}

	@SideBySide
	@Test
	void moreParametersThanAStreamMayHaveEndTheCall() {
		this.service.on("initiate", withParameters(13));
		assertThat(this.world.call(CarrierWorld.caller()).cause()).isEqualTo("invalid-bxml");
	}

	private FakeService.Reply withParameters(int count) {
		String parameters = IntStream.range(0, count)
			.mapToObj((number) -> "<StreamParam name=\"n" + number + "\" value=\"v\"/>")
			.collect(Collectors.joining());
		return FakeService.bxml("<Response><StartStream name=\"a\" destination=\"" + this.service.mediaUrl()
				+ "\" destinationUsername=\"hook\" destinationPassword=\"hook-password\">" + parameters
				+ "</StartStream><StopStream name=\"a\" wait=\"true\"/></Response>");
	}

	@SideBySide
	@Test
	void keysAreReportedWhileTheServiceListens() {
		this.service.on("initiate", FakeService.bxml("""
				<Response><StartGather dtmfUrl="bandwidth" username="hook" password="hook-password" tag="keys"/>\
				<Pause duration="60"/></Response>"""));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().press('4').press('#').hangUp());
		assertThat(this.service.webhooks("dtmf")).extracting((webhook) -> webhook.text("digit"))
			.containsExactlyInAnyOrder("4", "#");
		assertThat(this.service.webhooks("dtmf")).allSatisfy((webhook) -> {
			assertThat(webhook.text("tag")).isEqualTo("keys");
			assertThat(webhook.text("answerTime")).isNotEmpty();
		});
		assertThat(report.all(CallEvent.CallerPressed.class)).allMatch(CallEvent.CallerPressed::told);
	}

	@SideBySide
	@Test
	void sentenceOfBxmlIsHeard() {
		this.service.on("initiate",
				FakeService.bxml("<Response><SpeakSentence>We are closed.</SpeakSentence><Hangup/></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(report.heard()).containsExactly("We", "are", "closed.");
		assertThat(report.all(CallEvent.SentenceSpoken.class)).extracting(CallEvent.SentenceSpoken::text)
			.containsExactly("We are closed.");
		assertThat(report.missed()).isEmpty();
	}

	@SideBySide
	@Test
	void serviceThatClosesItsSocketIsAskedWhatComesNext() {
		this.service.on("initiate", stream("first")).on("redirect", stream("second")).agent((media) -> {
			if (this.service.media.size() == 1) {
				media.close(1000);
			}
		});
		SandboxCallReport report = this.world.call(CarrierWorld.caller().pause(Duration.ofSeconds(1)).hangUp());
		assertThat(report.all(CallEvent.StreamStarted.class)).extracting(CallEvent.StreamStarted::name)
			.containsExactly("first", "second");
		assertThat(report.all(CallEvent.StreamStopped.class)).first()
			.satisfies((stopped) -> assertThat(stopped.code()).isEqualTo(1000));
		assertThat(report.violations()).isEmpty();
	}

	@SideBySide
	@Test
	void droppedSocketIsAskedAboutToo() {
		this.service.on("initiate", stream("first")).on("redirect", stream("second"));
		SandboxCallReport report = this.world.call(
				CarrierWorld.caller().pause(Duration.ofSeconds(1)).dropSocket().pause(Duration.ofSeconds(1)).hangUp());
		assertThat(this.service.media.getFirst().end()).isEqualTo("broken");
		assertThat(this.service.media.getFirst().has("stop")).isFalse();
		assertThat(report.all(CallEvent.StreamStopped.class)).extracting(CallEvent.StreamStopped::cause)
			.containsExactly("connection-error", "closed");
		assertThat(report.all(CallEvent.StreamStarted.class)).hasSize(2);
	}

	@SideBySide
	@Test
	void socketMayCloseWithoutAWord() {
		this.service.on("redirect", FakeService.status(500));
		this.world.call(CarrierWorld.caller().pause(Duration.ofSeconds(1)).stopWithoutFrame().waitForEnd());
		assertThat(this.service.media.getFirst().end()).isEqualTo("closed");
		assertThat(this.service.media.getFirst().has("stop")).isFalse();
	}

	@SideBySide
	@Test
	void stopStreamAnnouncesTheEndOfTheStream() {
		this.service.on("initiate", FakeService
			.bxml("<Response><StartStream name=\"a\" destination=\"" + this.service.mediaUrl()
					+ "\" destinationUsername=\"hook\" destinationPassword=\"hook-password\"/><Pause duration=\"1\"/>"
					+ "<StopStream name=\"a\"/><Pause duration=\"1\"/></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(this.service.media.getFirst().has("stop")).isTrue();
		assertThat(report.all(CallEvent.StreamStopped.class)).singleElement()
			.satisfies((stopped) -> assertThat(stopped.at())
				.isLessThan(report.all(CallEvent.Ended.class).findFirst().orElseThrow().at()));
	}

	@SideBySide
	@Test
	void streamThatIsRefusedIsReportedAndDoesNotHoldTheCall() {
		this.service.expectToken("another")
			.on("initiate", stream("agent"))
			.on("redirect", FakeService.bxml("<Response/>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		FakeService.Webhook rejected = this.service.webhooks("mediaStreamRejected").getFirst();
		assertThat(rejected.text("cause")).isEqualTo("connection-error");
		assertThat(rejected.text("errorMessage")).contains("404");
		assertThat(report.all(CallEvent.Webhook.class)).extracting(CallEvent.Webhook::eventType).contains("redirect");
		assertThat(report.cause()).isEqualTo("hangup");
	}

	@SideBySide
	@Test
	void nameInUseAndTooManyTracksAreRefused() {
		String start = "<StartStream name=\"%s\" tracks=\"%s\" destination=\"" + this.service.mediaUrl()
				+ "\" streamEventUrl=\"bandwidth\" username=\"hook\" password=\"hook-password\""
				+ " destinationUsername=\"hook\" destinationPassword=\"hook-password\"/>";
		this.service.on("initiate",
				FakeService.bxml("<Response>" + start.formatted("a", "both") + start.formatted("a", "inbound")
						+ start.formatted("b", "both") + start.formatted("c", "inbound")
						+ "<Pause duration=\"1\"/></Response>"));
		this.world.call(CarrierWorld.caller().waitForEnd());
		List<FakeService.Webhook> rejected = this.service.webhooks("mediaStreamRejected");
		assertThat(rejected).extracting((webhook) -> webhook.text("cause"))
			.containsExactlyInAnyOrder("duplicate", "track-limit");
		assertThat(rejected).filteredOn((webhook) -> webhook.text("cause").equals("duplicate"))
			.singleElement()
			.satisfies((webhook) -> assertThat(webhook.body().path("originalMediaStream").path("name").asString())
				.isEqualTo("a"));
		assertThat(this.service.webhooks("mediaStreamStarted")).hasSize(2);
		assertThat(this.service.media).hasSize(2)
			.allSatisfy((media) -> assertThat(media.frames)
				.anyMatch((frame) -> frame.path("track").asString().equals("outbound")));
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			callback-error | 401 | application/xml | <Response/>
			callback-error | 500 | application/xml | <Response/>
			callback-error | 204 | application/xml | ''
			callback-error | 200 | text/plain      | <Response/>
			invalid-bxml   | 200 | application/xml | <Response><Say>hello</Say></Response>
			invalid-bxml   | 200 | application/xml | ''
			""")
	void answerThatIsNoneEndsTheCall(String cause, int status, String contentType, String body) {
		this.service.on("initiate", new FakeService.Reply(status, contentType, body, Duration.ZERO));
		SandboxCallReport report = this.world.call(CarrierWorld.caller());
		assertThat(report.cause()).isEqualTo(cause);
		assertThat(report.violations()).hasSize(1);
		assertThat(this.service.webhooks("disconnect").getFirst().text("cause")).isEqualTo(cause);
	}

	@SideBySide
	@Test
	void answerThatComesTooLateEndsTheCall() {
		try (CarrierWorld hasty = new CarrierWorld((options) -> options.withWebhookTimeout(Duration.ofMillis(300)))) {
			hasty.service.on("initiate", FakeService.bxml("<Response/>").after(Duration.ofSeconds(2)));
			assertThat(hasty.call(CarrierWorld.caller()).cause()).isEqualTo("callback-error");
		}
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					not JSON                       | hello
					unknown eventType mark         | {"eventType":"mark"}
					contentType audio/wav          | {"eventType":"playAudio","media":{"contentType":"audio/wav","payload":"AAAA"}}
					empty payload                  | {"eventType":"playAudio","media":{"contentType":"audio/pcmu","payload":""}}
					""")
	void messageThatBreaksARuleIsNoted(String violation, String message) {
		this.service.agent((media) -> {
			media.send(message);
			media.say("Hello.");
		});
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForAgent());
		assertThat(report.violations()).singleElement().asString().contains(violation);
		assertThat(report.heard()).containsExactly("Hello.");
	}

	@SideBySide
	@Test
	void callerWhoWaitsInVainHangsUp() {
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().waitForAgent(Duration.ofMillis(100), Duration.ofMillis(300)));
		assertThat(report.missed())
			.containsExactly(new Step.WaitForAgent(Duration.ofMillis(100), Duration.ofMillis(300)));
		assertThat(report.cause()).isEqualTo("hangup");
	}

	@SideBySide
	@Test
	void eventsComeAsTheyHappenAndEnd() {
		SandboxCall call = this.world.carrier.call(CarrierWorld.caller().waitForEnd());
		StepVerifier.create(call.events().filter((event) -> !(event instanceof CallEvent.Webhook)))
			.expectNextMatches(CallEvent.Bxml.class::isInstance)
			.thenConsumeWhile((event) -> !(event instanceof CallEvent.StreamStarted))
			.expectNextMatches(CallEvent.StreamStarted.class::isInstance)
			.then(() -> call.hangUp().block(CarrierWorld.LONG))
			.expectNextMatches(CallEvent.CallerHungUp.class::isInstance)
			.expectNextMatches(CallEvent.Ended.class::isInstance)
			.expectNextMatches(CallEvent.StreamStopped.class::isInstance)
			.expectComplete()
			.verify(CarrierWorld.LONG);
		SandboxCallReport report = Objects.requireNonNull(call.finished().block(CarrierWorld.LONG));
		StepVerifier.create(call.events()).expectNextSequence(report.events()).verifyComplete();
	}

	@SideBySide
	@Test
	void callsDoNotDisturbEachOther() {
		this.service.agent((media) -> media.say("Hello."));
		Caller caller = CarrierWorld.caller().waitForAgent().say("Good day.").hangUp();
		List<SandboxCallReport> reports = Flux.range(0, 60)
			.flatMap((number) -> this.world.carrier.call(caller).finished(), 60)
			.collectList()
			.block(CarrierWorld.LONG.multipliedBy(2));
		assertThat(reports).hasSize(60).allSatisfy((report) -> {
			assertThat(report.missed()).isEmpty();
			assertThat(report.violations()).isEmpty();
			assertThat(report.heard()).containsExactly("Hello.");
			assertThat(report.sound().damage().total()).isZero();
		});
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.service.media).hasSize(60)
				.allSatisfy((media) -> assertThat(media.heard).containsExactly("Good", "day.")));
		assertThat(this.world.carrier.calls()).isEmpty();
	}

	@SideBySide
	@Test
	void nothingIsLeftAfterClose() {
		SandboxCall call = this.world.carrier.call(CarrierWorld.caller().waitForEnd());
		Awaitility.await().until(() -> !this.service.media.isEmpty() && this.service.media.getFirst().has("start"));
		this.world.carrier.close();
		this.world.carrier.close();
		SandboxCallReport report = Objects.requireNonNull(call.finished().block(CarrierWorld.LONG));
		assertThat(report.cause()).isEqualTo("error");
		assertThat(this.world.carrier.calls()).isEmpty();
		Awaitility.await().until(() -> this.service.media.getFirst().end() != null);
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("sandbox-carrier")));
		assertThatIllegalStateException().isThrownBy(() -> this.world.carrier.call(CarrierWorld.caller()));
	}

	private FakeService.Reply stream(String name) {
		return FakeService.bxml("""
				<Response><StartStream name="%s" mode="bidirectional" destination="%s" destinationUsername="hook" \
				destinationPassword="hook-password" streamEventUrl="bandwidth" username="hook" \
				password="hook-password"/><StopStream name="%s" wait="true"/><Redirect redirectUrl="bandwidth" \
				username="hook" password="hook-password"/></Response>""".formatted(name, this.service.mediaUrl(),
				name));
	}

}
