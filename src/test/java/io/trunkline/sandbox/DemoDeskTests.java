package io.trunkline.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.Doorkeeper;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.PlacedCall;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.MediaType;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Calls for demonstration, as people ask for them. */
class DemoDeskTests {

	private final List<Placed> placed = new CopyOnWriteArrayList<>();

	private final DemoDesk desk = new DemoDesk(new DemoWish(Carrier.TWILIO, null), (_) -> Engine.CASCADE);

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.post("/sandbox/calls",
				(request, response) -> this.desk.serve(request, response, this::place)))
		.bindNow();

	private final WebTestClient client = WebTestClient.bindToServer()
		.baseUrl("http://127.0.0.1:" + this.server.port() + "/sandbox/calls")
		.build();

	@AfterEach
	void stop() {
		this.server.disposeNow();
	}

	@Test
	void aCallThatAsksForNothingIsTheUsualOne() {
		assertAccepted(this.client.post().exchange());
		assertThat(this.placed).containsExactly(new Placed(Carrier.TWILIO, DemoCall.CALLER));
	}

	@Test
	void carrierAndEngineMayBeChosenInTheQueryInJsonOrInAForm() {
		assertAccepted(this.client.post().uri("?carrier=bandwidth&engine=echo").exchange());
		assertAccepted(send("{\"carrier\": \"BANDWIDTH\", \"engine\": \"echo\"}"));
		assertAccepted(send("carrier=bandwidth&engine=echo"));
		assertThat(this.placed).hasSize(3).allSatisfy((call) -> {
			assertThat(call.carrier()).isEqualTo(Carrier.BANDWIDTH);
			assertThat(DemoCall.engine(call.from())).contains(Engine.ECHO);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "carrier=telnyx | carrier must be one of bandwidth, twilio",
					"engine=parrot | engine must be one of cascade, realtime, echo",
					"engine= | engine must be one of cascade, realtime, echo",
					"{\"engine\": 7} | engine must be one of cascade, realtime, echo",
					"{\"carrier\" | the body is no JSON object",
					"agent=sales | there is nothing but carrier and engine to choose" })
	void whatIsNotThereIsRefusedWithWhatThereIs(String body, String reason) {
		send(body).expectStatus().isBadRequest().expectBody(String.class).isEqualTo(reason + "\n");
		assertThat(this.placed).isEmpty();
	}

	@Test
	void aBodyWithoutEndIsRefused() {
		send("x".repeat(5000)).expectStatus()
			.isBadRequest()
			.expectBody(String.class)
			.isEqualTo("the body is longer than 1000\n");
	}

	@Test
	void aPageInABrowserOnThisMachinePlacesNoCall() {
		this.client.post()
			.header("Origin", "https://example.com")
			.exchange()
			.expectStatus()
			.isForbidden()
			.expectBody(String.class)
			.isEqualTo("web pages place no calls\n");
		assertThat(this.placed).isEmpty();
	}

	@Test
	void whatLeadsOutOfTheSandboxIsNamed() {
		MockEnvironment settings = new MockEnvironment().withProperty("CARTESIA_URL", "http://127.0.0.1:8090")
			.withProperty("OPENAI_REALTIME_URL", "ws://localhost:8090/v1/realtime");
		assertThat(Demo.elsewhere(settings)).isEmpty();
		settings.withProperty("OPENAI_BASE_URL", "https://api.openai.com/v1")
			.withProperty("CARTESIA_URL", "http://127.0.0.1.example.com");
		assertThat(Demo.elsewhere(settings)).containsExactly("CARTESIA_URL", "OPENAI_BASE_URL");
	}

	@Test
	void onlyACallForDemonstrationGetsTheEngineThatItAsksFor() {
		DemoDoor door = new DemoDoor((leg, _) -> leg.to().equals("+12025550100")
				? new Doorkeeper.Entry.Agent("reception", "Hi.") : new Doorkeeper.Entry.Reject());
		String asking = this.desk.caller(new DemoWish(Carrier.TWILIO, Engine.REALTIME)).from();
		assertThat(door.entry(leg(asking, "+12025550100"), Instant.EPOCH))
			.isEqualTo(new Doorkeeper.Entry.Agent("reception", "Hi.", Engine.REALTIME));
		assertThat(door.entry(leg(asking, "+12025550101"), Instant.EPOCH)).isEqualTo(new Doorkeeper.Entry.Reject());
		assertThat(door.entry(leg(DemoCall.CALLER, "+12025550100"), Instant.EPOCH))
			.isEqualTo(new Doorkeeper.Entry.Agent("reception", "Hi."));
	}

	@Test
	void whoeverCallsSaysWhatTheEngineCanAnswer() {
		assertThat(steps(null, Engine.ECHO)).isEqualTo(steps(Engine.ECHO, Engine.ECHO))
			.isNotEqualTo(steps(null, Engine.REALTIME));
		assertThat(steps(Engine.CASCADE, Engine.CASCADE)).isEqualTo(steps(null, Engine.REALTIME));
	}

	@Test
	void settingsThatNobodyKnowsStopTheStart() {
		assertThat(bound(Map.of("demo-engine", "")).demoWish()).isEqualTo(new DemoWish(Carrier.BANDWIDTH, null));
		assertThat(bound(Map.of("demo-carrier", "twilio", "demo-engine", "echo")).demoWish())
			.isEqualTo(new DemoWish(Carrier.TWILIO, Engine.ECHO));
		assertThatThrownBy(() -> bound(Map.of("demo-carrier", "telnyx"))).isInstanceOfSatisfying(BindException.class,
				(failure) -> assertThat(String.valueOf(failure.getProperty()))
					.contains("trunkline.sandbox.demo-carrier"));
	}

	private static void assertAccepted(WebTestClient.ResponseSpec response) {
		response.expectStatus().isAccepted().expectBody(String.class).isEqualTo("c-1\n");
	}

	private static List<?> steps(@Nullable Engine asked, Engine answering) {
		return DemoCall.caller(asked, answering).steps();
	}

	private static SandboxProperties bound(Map<String, String> settings) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		settings.forEach((name, value) -> source.put("trunkline.sandbox." + name, value));
		return new Binder(source).bindOrCreate("trunkline.sandbox", SandboxProperties.class);
	}

	private WebTestClient.ResponseSpec send(String body) {
		return this.client.post().contentType(MediaType.TEXT_PLAIN).bodyValue(body).exchange();
	}

	private static CallLeg leg(String from, String to) {
		return new CallLeg("twilio", new AccountId("9900000"), new CallId("c-1"), from, to, CallLeg.Direction.INBOUND);
	}

	private PlacedCall place(Carrier carrier, Caller caller) {
		this.placed.add(new Placed(carrier, caller.from()));
		return new PlacedCall() {

			@Override
			public String callId() {
				return "c-1";
			}

			@Override
			public Flux<CallEvent> events() {
				return Flux.never();
			}

			@Override
			public Mono<SandboxCallReport> finished() {
				return Mono.never();
			}

		};
	}

	private record Placed(Carrier carrier, String from) {
	}

}
