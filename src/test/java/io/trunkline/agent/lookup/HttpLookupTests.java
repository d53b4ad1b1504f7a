package io.trunkline.agent.lookup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.SampleAgents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class HttpLookupTests {

	private static final CallVariables CALL = CallVariables.of("+12025550123", "sip:a b@example.com", "c-1",
			Instant.EPOCH);

	private static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final HttpLookup lookup = new HttpLookup(this.meters);

	@BeforeAll
	static void start() {
		SERVER.start();
	}

	@AfterAll
	static void stop() {
		SERVER.stop();
	}

	@AfterEach
	void nothingIsLeft() {
		this.lookup.close();
		SERVER.resetAll();
	}

	@Test
	void plainFieldsThatTheAgentNamesAreFound() {
		answer("""
				{"customerName": "Ada", "open_orders": 3, "vip": true, "note": null, "address": {"city": "Paris"},
				"tags": ["a"], "other": "not asked for"}""");
		assertThat(find("/customers")).isEqualTo(Map.of("customername", "Ada", "openorders", "3", "vip", "true"));
		assertThat(counted("answered")).isOne();
	}

	@Test
	void numbersAreEncodedAndHeadersSent() {
		answer("{}");
		find("/customers/{caller}?to={dialled}");
		SERVER.verify(
				WireMock.getRequestedFor(WireMock.urlEqualTo("/customers/%2B12025550123?to=sip%3Aa%20b%40example.com"))
					.withHeader("Authorization", WireMock.equalTo("Bearer canary"))
					.withHeader("Accept", WireMock.equalTo("application/json")));
	}

	@Test
	void lateAnswerIsNotWaitedFor(CapturedOutput output) {
		SERVER.stubFor(
				WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson("{\"vip\": true}").withFixedDelay(20_000)));
		assertThat(find("/customers", Duration.ofMillis(50))).isEmpty();
		assertThat(counted("late")).isOne();
		assertThat(output).contains("c-1", "reception", "no answer within 50 ms");
	}

	@Test
	void redirectIsNotFollowed() {
		SERVER.stubFor(WireMock.get("/customers").willReturn(WireMock.temporaryRedirect("/elsewhere")));
		assertThat(find("/customers")).isEmpty();
		assertThat(counted("refused")).isOne();
		SERVER.verify(0, WireMock.getRequestedFor(WireMock.urlEqualTo("/elsewhere")));
	}

	@Test
	void refusalOfTheServerFindsNothing() {
		SERVER.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.unauthorized().withBody("{\"vip\": true}")));
		assertThat(find("/customers")).isEmpty();
		assertThat(counted("refused")).isOne();
	}

	@Test
	void callerWhomTheServerDoesNotKnowIsNoFault(CapturedOutput output) {
		SERVER.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.notFound().withBody("{\"vip\": true}")));
		assertThat(find("/customers")).isEmpty();
		assertThat(counted("unknown")).isOne();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void whatIsNoObjectFindsNothingAndStaysOutOfTheLog(CapturedOutput output) {
		for (String body : List.of("canary", "", "[\"canary\"]", "\"canary\"", "{\"vip\": canary")) {
			answer(body);
			assertThat(find("/customers")).isEmpty();
		}
		assertThat(counted("unreadable")).isEqualTo(5);
		assertThat(output).doesNotContain("canary").doesNotContain("555").doesNotContain("/customers");
	}

	@Test
	void longAnswerIsNotRead() {
		answer("{\"vip\": \"" + "x".repeat(17_000) + "\"}");
		assertThat(find("/customers")).isEmpty();
		assertThat(counted("unreadable")).isOne();
	}

	@Test
	void brokenConnectionFindsNothing() {
		SERVER.stubFor(WireMock.any(WireMock.anyUrl())
			.willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
		assertThat(find("/customers")).isEmpty();
		assertThat(counted("failed")).isOne();
	}

	@Test
	void nobodyIsAskedAboutACallerWithoutANumber() {
		answer("{\"vip\": true}");
		CallVariables anonymous = CallVariables.of("anonymous", "+12025550100", "c-1", Instant.EPOCH);
		assertThat(this.lookup.find(agent("/customers/{caller}", Duration.ofSeconds(3)), anonymous).block()).isEmpty();
		assertThat(counted("skipped")).isOne();
		SERVER.verify(0, WireMock.anyRequestedFor(WireMock.anyUrl()));
	}

	private static void answer(String body) {
		SERVER.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson(body)));
	}

	private Map<String, String> find(String path) {
		return find(path, Duration.ofSeconds(3));
	}

	private Map<String, String> find(String path, Duration timeout) {
		return this.lookup.find(agent(path, timeout), CALL).blockOptional(Duration.ofSeconds(10)).orElseThrow();
	}

	private long counted(String outcome) {
		Timer timer = this.meters.find("trunkline.agent.lookup")
			.tag("agent", "reception")
			.tag("outcome", outcome)
			.timer();
		return (timer != null) ? timer.count() : 0;
	}

	private static Agent agent(String path, Duration timeout) {
		return SampleAgents.reception("lookup.url", SERVER.baseUrl() + path, "lookup.timeout",
				timeout.toMillis() + "ms", "lookup.headers.Authorization", "Bearer canary", "lookup.provides",
				"customername,openorders,vip,note,address,tags");
	}

}
