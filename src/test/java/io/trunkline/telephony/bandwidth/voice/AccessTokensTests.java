package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.bandwidth.voice.AccessTokens.AccessToken;
import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

class AccessTokensTests {

	private static final String PATH = "/api/v1/oauth2/token";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final ConnectionProvider connections = ConnectionProvider.create("tokens", 60);

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

	private final AccessTokens tokens = tokens(PATIENCE);

	private AccessTokens tokens(Duration attempt) {
		VoiceApiSettings settings = new VoiceApiSettings(URI.create(bandwidth.baseUrl() + "/api/v2"),
				URI.create(bandwidth.baseUrl() + PATH), "client", new Secret("s\u00e9cret"), attempt, PATIENCE);
		return new AccessTokens(VoiceApiConfiguration.webClient(settings, this.connections), settings,
				Schedulers.parallel(), this.now::get, InstantSource.system());
	}

	@AfterEach
	void close() {
		this.connections.dispose();
	}

	@Test
	void clientAsksWithItsCredentials() {
		bandwidth.stubFor(token().willReturn(okJson("{\"access_token\":\"first\",\"expires_in\":3600}")));
		assertThat(current()).isEqualTo("first");
		bandwidth.verify(1,
				postRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", equalTo("Basic Y2xpZW50OnPDqWNyZXQ="))
					.withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
					.withRequestBody(equalTo("grant_type=client_credentials")));
	}

	@Test
	void fiftyCallersShareOneRequest() {
		bandwidth.stubFor(token().willReturn(okJson("{\"access_token\":\"first\"}").withFixedDelay(200)));
		List<String> values = Flux.range(0, 50)
			.flatMap((_) -> this.tokens.current().subscribeOn(Schedulers.boundedElastic()), 50)
			.map(AccessToken::value)
			.collectList()
			.block(PATIENCE);
		assertThat(values).hasSize(50).containsOnly("first");
		bandwidth.verify(1, postRequestedFor(urlEqualTo(PATH)));
	}

	@Test
	void callerWhoGivesUpLeavesTheOthersWaiting() {
		bandwidth.stubFor(token().willReturn(okJson("{\"access_token\":\"first\"}").withFixedDelay(200)));
		Disposable impatient = this.tokens.current().subscribe();
		StepVerifier.create(this.tokens.current().map(AccessToken::value))
			.then(impatient::dispose)
			.expectNext("first")
			.expectComplete()
			.verify(PATIENCE);
		bandwidth.verify(1, postRequestedFor(urlEqualTo(PATH)));
	}

	@ParameterizedTest
	@CsvSource({ "expires_in:3600, 3540", "expires_in:'600', 540", "expires_in:80, 40", "other:1, 3540",
			"expires_in:0, 3540", "expires_in:-5, 3540", "expires_in:null, 3540" })
	void tokenIsRenewedBeforeItsEnd(String field, long freshSeconds) {
		String body = "{\"access_token\":\"%s\",\"" + field.replace(":", "\":").replace('\'', '"') + "}";
		answerInTurn(okJson(body.replace("%s", "first")), okJson(body.replace("%s", "second")));
		assertThat(current()).isEqualTo("first");
		pass(Duration.ofSeconds(freshSeconds).minusNanos(1));
		assertThat(current()).isEqualTo("first");
		pass(Duration.ofNanos(1));
		assertThat(current()).isEqualTo("second");
	}

	@Test
	void rejectedTokenIsReplacedOnce() {
		answerInTurn(okJson("{\"access_token\":\"first\"}"), okJson("{\"access_token\":\"second\"}"));
		AccessToken first = this.tokens.current().block(PATIENCE);
		assertThat(first).isNotNull();
		first.reject();
		assertThat(current()).isEqualTo("second");
		first.reject();
		assertThat(current()).isEqualTo("second");
		bandwidth.verify(2, postRequestedFor(urlEqualTo(PATH)));
	}

	@ParameterizedTest
	@CsvSource({ "400, CREDENTIALS", "401, CREDENTIALS", "403, CREDENTIALS", "429, RATE_LIMIT", "500, OVERLOADED",
			"503, OVERLOADED", "204, OVERLOADED", "302, OVERLOADED" })
	void answerWithoutBodyAndTypeSaysByItsStatusWhatIsWrong(int status, Cause cause) {
		bandwidth.stubFor(token().willReturn(aResponse().withStatus(status)));
		assertRefused(this.tokens.current(), cause);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "no json", "[]", "{\"access_token\":\"\"}", "{\"access_token\":null}" })
	void answerWithoutATokenIsAFailure(String body) {
		bandwidth.stubFor(token().willReturn(aResponse().withStatus(200).withBody(body)));
		assertRefused(this.tokens.current(), Cause.OVERLOADED);
	}

	@Test
	void failureIsNotKept() {
		answerInTurn(aResponse().withStatus(500), okJson("{\"access_token\":\"second\"}"));
		assertRefused(this.tokens.current(), Cause.OVERLOADED);
		assertThat(current()).isEqualTo("second");
	}

	@Test
	void brokenConnectionIsUnreachable() {
		bandwidth.stubFor(token().willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
		assertRefused(this.tokens.current(), Cause.UNREACHABLE);
	}

	@Test
	void slowAnswerIsUnreachable() {
		bandwidth.stubFor(token().willReturn(okJson("{\"access_token\":\"late\"}").withFixedDelay(20_000)));
		assertRefused(tokens(Duration.ofMillis(200)).current(), Cause.UNREACHABLE);
	}

	private String current() {
		return this.tokens.current().map(AccessToken::value).blockOptional(PATIENCE).orElseThrow();
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	private static void assertRefused(Mono<AccessToken> token, Cause cause) {
		StepVerifier.create(token)
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(Refused.class,
					(refused) -> assertThat(refused.why()).isEqualTo(cause)))
			.verify(PATIENCE);
	}

	private static MappingBuilder token() {
		return post(PATH);
	}

	private static void answerInTurn(ResponseDefinitionBuilder first, ResponseDefinitionBuilder later) {
		bandwidth.stubFor(token().inScenario("turn")
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("later")
			.willReturn(first));
		bandwidth.stubFor(token().inScenario("turn").whenScenarioStateIs("later").willReturn(later));
	}

}
