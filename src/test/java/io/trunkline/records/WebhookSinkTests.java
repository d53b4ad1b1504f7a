package io.trunkline.records;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.secret.Secret;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/** Events on their way to a real server, which is not always well. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookSinkTests {

	private static final Secret SECRET = new Secret("canary-secret");

	private static final Duration SOON = Duration.ofSeconds(20);

	@TempDir
	private Path directory;

	private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private final Scheduler scheduler = Schedulers.newBoundedElastic(4, 1000, "records-test");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Told clock = new Told();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void nothingIsLeft() {
		this.server.stop();
		this.scheduler.dispose();
	}

	@Test
	void eventArrivesSigned() {
		answer(WireMock.noContent());
		RecordEvent event = Told.event("c-1");
		try (WebhookSink sink = sink()) {
			write(sink, event);
			arrived(sink);
			assertThat(sink.state()).isEqualTo("well, 0 of 100 events and 0 of 976 KB in the spool, 0 rejected");
		}
		LoggedRequest request = requests().getFirst();
		assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
		assertThat(request.getHeader("X-Trunkline-Event-Id")).isEqualTo(event.eventId());
		assertThat(request.getHeader("X-Trunkline-Timestamp")).isEqualTo("1795251600");
		assertThat(request.getHeader("X-Trunkline-Signature"))
			.isEqualTo(Signature.of(SECRET, "1795251600", request.getBody()));
		assertThat(RecordJson.read(request.getBodyAsString())).isEqualTo(event);
	}

	@Test
	void signatureIsTheOneOfTheDocumentation() {
		assertThat(Signature.of(new Secret("secret"), "1795251600", "{}".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("v1=b38d14e02f3137ca32c00907dc3b8cf9e61538880af161d20eaee7b381df97ad");
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 401, 404, 409, 429, 500, 503 })
	void serverThatFailsIsAskedAgain(int status, CapturedOutput output) {
		server(once(WireMock.aResponse().withStatus(status).withHeader("Location", "/elsewhere")));
		try (WebhookSink sink = sink()) {
			write(sink, Told.event("c-1"));
			arrived(sink);
		}
		assertThat(eventIds()).hasSize(2);
		assertThat(eventIds().getFirst()).isEqualTo(eventIds().getLast());
		assertThat(output).contains("status " + status).doesNotContain("Ada").doesNotContain("canary");
		this.server.verify(0, WireMock.anyRequestedFor(WireMock.urlEqualTo("/elsewhere")));
	}

	@Test
	void eventWhoseReplyIsLostComesAgainWithTheSameId() {
		server(once(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE)));
		try (WebhookSink sink = sink()) {
			write(sink, Told.event("c-1"));
			arrived(sink);
		}
		assertThat(eventIds()).hasSize(2);
		assertThat(eventIds().getFirst()).isEqualTo(eventIds().getLast());
	}

	@Test
	void serverThatIsSlowIsAskedAgain(CapturedOutput output) {
		server(once(WireMock.noContent().withFixedDelay(60_000)));
		try (WebhookSink sink = sink(Duration.ofMillis(300))) {
			write(sink, Told.event("c-1"));
			arrived(sink);
		}
		assertThat(output).contains("no answer within 300 ms");
	}

	@Test
	void eventsWaitOnTheDiskWhileTheServerIsAwayAndArriveAfterAStartAnew() {
		int port = this.server.port();
		this.server.stop();
		try (WebhookSink sink = sink(port)) {
			IntStream.range(0, 20).forEach((call) -> write(sink, Told.event("c-" + call)));
			Awaitility.await().atMost(SOON).until(() -> !sink.isWell());
			assertThat(sink.state()).startsWith("failing, 20 of 100 events");
			assertThat(this.meters.get("trunkline.records.webhook.spooled").gauge().value()).isEqualTo(20);
		}
		this.server.start();
		answer(WireMock.noContent());
		this.meters.clear();
		try (WebhookSink sink = sink(this.server.port())) {
			arrived(sink);
			assertThat(this.meters.get("trunkline.records.webhook.spooled").gauge().value()).isZero();
		}
		assertThat(eventIds()).hasSize(20).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 410, 413, 422 })
	void eventThatTheServerWillNeverTakeIsSetAside(int status, CapturedOutput output) {
		answer(WireMock.aResponse().withStatus(status));
		RecordEvent event = Told.event("c-1");
		try (WebhookSink sink = sink()) {
			write(sink, event);
			arrived(sink);
			assertThat(sink.isWell()).isTrue();
		}
		assertThat(eventIds()).hasSize(1);
		assertThat(this.directory.resolve("rejected"))
			.isDirectoryContaining((file) -> file.toString().contains(event.eventId()));
		assertThat(this.meters.get("trunkline.records.webhook.rejected").gauge().value()).isOne();
		assertThat(output).contains("ERROR").contains("rejected/ of the spool");
	}

	@Test
	void eventThatTheServerChokesOnKeepsNoOtherFromArriving() {
		answer(WireMock.noContent());
		RecordEvent bad = Told.event("bad");
		this.server.stubFor(post().withHeader("X-Trunkline-Event-Id", WireMock.equalTo(bad.eventId()))
			.willReturn(WireMock.serverError()));
		try (WebhookSink sink = sink()) {
			write(sink, bad);
			IntStream.range(0, 10).forEach((call) -> write(sink, Told.event("c-" + call)));
			Awaitility.await().atMost(SOON).until(() -> eventIds().stream().distinct().count() == 11);
			Awaitility.await().atMost(SOON).until(() -> sink.state().contains(" 1 of 100 events"));
		}
	}

	@Test
	void sameEventIsNotKeptTwice() {
		this.server.stop();
		RecordEvent event = Told.event("c-1");
		try (WebhookSink sink = sink(1)) {
			write(sink, event);
			write(sink, event);
			assertThat(sink.state()).contains(" 1 of 100 events");
		}
	}

	private static MappingBuilder post() {
		return WireMock.post("/records");
	}

	private void answer(ResponseDefinitionBuilder response) {
		this.server.stubFor(post().willReturn(response));
	}

	private void server(MappingBuilder first) {
		this.server.stubFor(first);
		this.server.stubFor(post().inScenario("trouble").whenScenarioStateIs("over").willReturn(WireMock.noContent()));
	}

	private static MappingBuilder once(ResponseDefinitionBuilder trouble) {
		return post().inScenario("trouble")
			.whenScenarioStateIs(Scenario.STARTED)
			.willReturn(trouble)
			.willSetStateTo("over");
	}

	private List<LoggedRequest> requests() {
		return this.server.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/records")));
	}

	private List<String> eventIds() {
		return requests().stream().map((request) -> request.getHeader("X-Trunkline-Event-Id")).toList();
	}

	private static void write(WebhookSink sink, RecordEvent event) {
		sink.write(event).block(SOON);
	}

	private static void arrived(WebhookSink sink) {
		sink.flush().block(SOON);
	}

	private WebhookSink sink() {
		return sink(this.server.port(), Duration.ofSeconds(10));
	}

	private WebhookSink sink(Duration timeout) {
		return sink(this.server.port(), timeout);
	}

	private WebhookSink sink(int port) {
		return sink(port, Duration.ofSeconds(10));
	}

	private WebhookSink sink(int port, Duration timeout) {
		Spool spool = new Spool(this.directory.toString(), 100, 1_000_000);
		WebhookClient client = new WebhookClient(URI.create("http://127.0.0.1:" + port + "/records"), SECRET, timeout,
				this.clock);
		WebhookSink sink = new WebhookSink(spool, client, this.meters,
				new Rounds.Pauses(Duration.ofMillis(20), Duration.ofMillis(50)), this.scheduler);
		sink.start();
		return sink;
	}

}
