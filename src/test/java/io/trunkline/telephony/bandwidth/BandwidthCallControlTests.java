package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TransferPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BandwidthCallControlTests {

	private static final String CALL = "/api/v2/accounts/9912345/calls/c-1";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final VoiceLine line = new VoiceLine(bandwidth, "https://voice.example.com", Map.of());

	private final CallControl control = this.line.bean(CallControl.class);

	@BeforeEach
	void giveTokens() {
		VoiceLine.giveTokens(bandwidth);
	}

	@AfterEach
	void close() {
		this.line.close();
	}

	@Test
	void transferPutsItsDocument() {
		bandwidth.stubFor(put(CALL + "/bxml").willReturn(aResponse().withStatus(204)));
		this.control.transfer(BxmlPaths.LEG, 2, TransferPlan.to(new PhoneNumber("+12025550103"))).block(PATIENCE);
		assertPut("transfer");
	}

	@Test
	void anotherStreamPutsItsDocument() {
		bandwidth.stubFor(put(CALL + "/bxml").willReturn(aResponse().withStatus(204)));
		StreamPlan plan = new StreamPlan(Map.of(), Optional.empty(), "1ww2" + "5".repeat(50));
		this.control.restream(BxmlPaths.LEG, 2, new Answer.Connect(new Answer.Token("0AZaz_-9"), 3, plan))
			.block(PATIENCE);
		assertPut("restream-after-digits");
	}

	@ParameterizedTest
	@CsvSource({ "true, recording", "false, paused" })
	void recordingIsBroughtIntoItsState(boolean on, String state) {
		bandwidth.stubFor(put(CALL + "/recording").willReturn(aResponse().withStatus(200)));
		this.control.record(BxmlPaths.LEG, on).block(PATIENCE);
		bandwidth.verify(1, putRequestedFor(urlEqualTo(CALL + "/recording"))
			.withRequestBody(equalToJson("{\"state\":\"" + state + "\"}")));
	}

	@ParameterizedTest
	@CsvSource({ "404, GONE", "409, GONE", "400, REJECTED" })
	void recordingThatIsNotThereIsAnError(int status, Kind kind) {
		bandwidth.stubFor(put(CALL + "/recording").willReturn(aResponse().withStatus(status)));
		assertThat(failure(this.control.record(BxmlPaths.LEG, false)).kind()).isEqualTo(kind);
	}

	@Test
	void aDocumentThatCannotBeWrittenIsAnErrorOfTheRequest() {
		TransferPlan nobody = new TransferPlan(List.of(), "", "", TransferPlan.RING, false);
		assertThat(failure(this.control.transfer(BxmlPaths.LEG, 1, nobody)).kind()).isEqualTo(Kind.REJECTED);
		bandwidth.verify(0, putRequestedFor(urlEqualTo(CALL + "/bxml")));
	}

	@Test
	void callsAreLeftToTheirDocumentsIfThatIsWanted() {
		bandwidth.stubFor(post(CALL).willReturn(aResponse().withStatus(200)));
		try (VoiceLine lenient = new VoiceLine(bandwidth, "https://voice.example.com",
				Map.of("auto-hang-up", "false"))) {
			lenient.bean(CallControl.class).hangUp(BxmlPaths.LEG).block(PATIENCE);
		}
		bandwidth.verify(0, postRequestedFor(urlEqualTo(CALL)));
		this.control.hangUp(BxmlPaths.LEG).block(PATIENCE);
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALL)));
	}

	private static void assertPut(String document) {
		bandwidth.verify(1,
				putRequestedFor(urlEqualTo(CALL + "/bxml")).withRequestBody(equalTo(Fixtures.bxml(document))));
	}

	private static TelephonyException failure(Mono<Void> request) {
		return catchThrowableOfType(TelephonyException.class, () -> request.block(PATIENCE));
	}

}
