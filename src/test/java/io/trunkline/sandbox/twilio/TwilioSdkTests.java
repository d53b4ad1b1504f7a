package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Hangup;
import com.twilio.type.PhoneNumber;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Twilio's own SDK as a client of the API, led to this machine by its route alone. */
class TwilioSdkTests {

	private static final String ACCOUNT = "AC22222222222222222222222222222222";

	private static final String TOKEN = "0123456789abcdef0123456789abcdef";

	private static final PhoneNumber OWN = new PhoneNumber("+12025550110");

	private static DisposableServer service;

	private static SandboxTwilio twilio;

	private static DisposableServer api;

	private static TwilioRestClient client;

	@BeforeAll
	static void start() {
		service = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes
				.post("/voice",
						(_, response) -> response.header("Content-Type", "text/xml")
							.sendString(Mono.just("<Response><Dial><Number>+12025550199</Number></Dial></Response>")))
				.post("/status", (request, response) -> request.receive().then(response.status(204).send())))
			.bindNow();
		twilio = new SandboxTwilio(new TwilioOptions(ACCOUNT, TOKEN, OWN.getEndpoint(), at("/voice"), at("/status")),
				new SandboxVoice());
		api = HttpServer.create().host("127.0.0.1").port(0).route(twilio::routes).bindNow();
		client = client(TOKEN);
	}

	@AfterAll
	static void stop() {
		twilio.close();
		api.disposeNow(Duration.ofSeconds(5));
		service.disposeNow(Duration.ofSeconds(5));
	}

	private static URI at(String path) {
		return URI.create("http://127.0.0.1:" + service.port() + path);
	}

	private static TwilioRestClient client(String token) {
		HttpHost sandbox = new HttpHost("http", "127.0.0.1", api.port());
		NetworkHttpClient http = new NetworkHttpClient(
				HttpClientBuilder.create().setRoutePlanner((_, _) -> new HttpRoute(sandbox)));
		return new TwilioRestClient.Builder(ACCOUNT, token).httpClient(http).build();
	}

	@Test
	void anOrderIsTakenAndShown() {
		String to = reachable("+12025550141");
		Call ordered = order(to);
		assertThat(ordered.getSid()).matches("CA[0-9a-f]{32}");
		assertThat(ordered.getAccountSid()).isEqualTo(ACCOUNT);
		assertThat(ordered.getStatus()).isEqualTo(Call.Status.QUEUED);
		assertThat(ordered.getDirection()).isEqualTo("outbound-api");
		assertThat(ordered.getTo()).isEqualTo(to);
		assertThat(ordered.getFrom()).isEqualTo(OWN.getEndpoint());
		assertThat(ordered.getDateCreated()).isNotNull();
		assertThat(ordered.getStartTime()).isNull();
		assertThat(ordered.getPriceUnit().getCurrencyCode()).isEqualTo("USD");
		assertThat(ordered.getUri()).endsWith(ordered.getSid() + ".json");

		Call answered = shown(ordered, Call.Status.IN_PROGRESS);
		assertThat(answered.getStartTime()).isNotNull();
		assertThat(answered.getEndTime()).isNull();
		assertThat(end(answered).getStatus()).isEqualTo(Call.Status.COMPLETED);
		Call over = shown(ordered, Call.Status.COMPLETED);
		assertThat(over.getEndTime()).isAfterOrEqualTo(over.getStartTime());
		assertThat(over.getDuration()).matches("[0-9]+");
	}

	@Test
	void aCallThatIsNotAnsweredIsCancelled() {
		String to = "+12025550142";
		twilio.whenCalled(to, new Callee.NoAnswer(), CallFaults.NONE);
		Call ordered = order(to);
		assertThat(end(ordered).getStatus()).isEqualTo(Call.Status.CANCELED);
		assertThat(Call.fetcher(ordered.getSid()).fetch(client).getStatus()).isEqualTo(Call.Status.CANCELED);
	}

	@Test
	void aBusyLineIsShown() {
		String to = "+12025550143";
		twilio.whenCalled(to, new Callee.Busy(Duration.ofMillis(50)), CallFaults.NONE);
		assertThat(shown(order(to), Call.Status.BUSY).getStartTime()).isNull();
	}

	@Test
	void aRunningCallTakesADocument() {
		Call call = shown(order(reachable("+12025550144")), Call.Status.IN_PROGRESS);
		Call updated = Call.updater(call.getSid())
			.setTwiml(new VoiceResponse.Builder().hangup(new Hangup.Builder().build()).build().toXml())
			.update(client);
		assertThat(updated.getSid()).isEqualTo(call.getSid());
		shown(call, Call.Status.COMPLETED);
	}

	@Test
	void callsAreListedPageByPage() {
		String to = reachable("+12025550145");
		List<String> ordered = List.of(order(to).getSid(), order(to).getSid(), order(to).getSid());
		List<String> listed = StreamSupport
			.stream(Call.reader().setTo(to).setPageSize(2L).read(client).spliterator(), false)
			.map(Call::getSid)
			.toList();
		assertThat(listed).containsExactlyElementsOf(ordered.reversed());
		assertThat(Call.reader().setTo(to).setStatus(Call.Status.BUSY).read(client)).isEmpty();
		assertThat(Call.reader().setFrom("+12025550111").read(client)).isEmpty();
		ordered.forEach((sid) -> Call.updater(sid).setStatus(Call.UpdateStatus.COMPLETED).update(client));
	}

	@ParameterizedTest
	@CsvSource({ "12, +12025550110, 400, 21211", "+12025550146, +12025550111, 400, 21210" })
	void aWrongOrderIsRefused(String to, String from, int status, int code) {
		assertRefused(status, code,
				() -> Call.creator(new PhoneNumber(to), new PhoneNumber(from), at("/voice")).create(client));
		assertRefused(400, 21205,
				() -> Call.creator(new PhoneNumber("+12025550146"), OWN, URI.create("/voice")).create(client));
	}

	/** The SDK tries once more by itself where there were too many requests. */
	@ParameterizedTest
	@CsvSource({ "API_RATE_LIMITED, 429, 20429", "API_CALL_LIMIT, 400, 10004" })
	void limitsAreToldByTheirCodes(Fault fault, int status, int code) {
		String to = "+120255502" + status;
		twilio.whenCalled(to, new Callee.NoAnswer(), CallFaults.of(fault).forApiRequests(2));
		assertRefused(status, code, () -> order(to));
	}

	@Test
	void whoHasAnotherTokenIsNotServed() {
		TwilioRestClient stranger = client("another");
		assertRefused(401, 20003, () -> Call.fetcher("CA" + "0".repeat(32)).fetch(stranger));
		assertRefused(401, 20003,
				() -> Call.creator(new PhoneNumber("+12025550147"), OWN, at("/voice")).create(stranger));
		assertRefused(401, 20003, () -> Call.reader().read(stranger));
	}

	@Test
	void whatIsOverOrWasNeverThereIsNotChanged() {
		String nobody = "CA" + "0".repeat(32);
		assertRefused(404, 20404, () -> Call.fetcher(nobody).fetch(client));
		assertRefused(404, 20404, () -> Call.updater(nobody).setStatus(Call.UpdateStatus.COMPLETED).update(client));
		Call ringing = order(ringing("+12025550148"));
		assertRefused(400, 21220, () -> replace(ringing, "<Response><Hangup/></Response>"));
		end(ringing);
		assertRefused(400, 21220, () -> replace(ringing, "<Response><Hangup/></Response>"));
	}

	@Test
	void aDocumentThatIsNoneIsRefused() {
		Call call = shown(order(reachable("+12025550149")), Call.Status.IN_PROGRESS);
		assertRefused(400, 12100, () -> replace(call, "<Response><Sing/></Response>"));
		assertRefused(400, 20001, () -> replace(call, "<Response><Say>" + "x".repeat(4000) + "</Say></Response>"));
		end(call);
	}

	private static void replace(Call call, String twiml) {
		Call.updater(call.getSid()).setTwiml(twiml).update(client);
	}

	private static Call end(Call call) {
		return Call.updater(call.getSid()).setStatus(Call.UpdateStatus.COMPLETED).update(client);
	}

	private static String reachable(String to) {
		twilio.whenCalled(to, Callee.PATIENT, CallFaults.NONE);
		return to;
	}

	private static String ringing(String to) {
		twilio.whenCalled(to, new Callee.NoAnswer(), CallFaults.NONE);
		return to;
	}

	private static Call order(String to) {
		return Call.creator(new PhoneNumber(to), OWN, at("/voice"))
			.setStatusCallback(at("/status"))
			.setStatusCallbackEvent(List.of("answered", "completed"))
			.setTimeout(20)
			.create(client);
	}

	private static Call shown(Call call, Call.Status status) {
		return Awaitility.await()
			.until(() -> Call.fetcher(call.getSid()).fetch(client), (shown) -> shown.getStatus() == status);
	}

	private static void assertRefused(int status, int code, Runnable request) {
		ApiException refused = catchThrowableOfType(ApiException.class, request::run);
		assertThat(refused).isNotNull();
		assertThat(refused.getStatusCode()).isEqualTo(status);
		assertThat(refused.getCode()).isEqualTo(code);
		assertThat(refused.getMoreInfo()).isEqualTo("https://www.twilio.com/docs/errors/" + code);
	}

}
