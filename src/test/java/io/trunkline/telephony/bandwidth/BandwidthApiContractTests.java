package io.trunkline.telephony.bandwidth;

import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.ApiContract;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierApi;
import io.trunkline.telephony.CarrierState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

class BandwidthApiContractTests extends ApiContract {

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	BandwidthApiContractTests() {
		super(new CarrierApi(bandwidth, "/api/v2/.*", BandwidthApiContractTests::answer));
	}

	@BeforeEach
	void giveTokens() {
		VoiceLine.giveTokens(bandwidth);
	}

	private static ResponseDefinitionBuilder answer(CarrierState state) {
		return switch (state) {
			case WILLING -> aResponse().withStatus(201).withBody("{\"callId\":\"c-1\"}");
			case OVER -> aResponse().withStatus(404);
			case RATE_LIMITED -> aResponse().withStatus(429);
			case FULL -> aResponse().withStatus(429).withBody("{\"description\":\"concurrent call limit exceeded\"}");
			case FORBIDDEN -> aResponse().withStatus(403);
			case DISAGREEING -> aResponse().withStatus(400);
			case FAILING -> aResponse().withStatus(500);
			case CUT_OFF -> aResponse().withFault(Fault.EMPTY_RESPONSE);
			case UNREACHABLE -> throw new IllegalArgumentException("who is not there cannot answer");
		};
	}

	@Override
	protected VoiceLine line(Map<String, String> settings) {
		return new VoiceLine(bandwidth, "https://voice.example.com", settings);
	}

	@Override
	protected Map<String, String> nowhere() {
		return Map.of("voice-url", CarrierApi.NOWHERE + "/api/v2");
	}

	@Override
	protected Map<String, String> noAccount() {
		return Map.of("account-id", "");
	}

	@Override
	public CallLeg leg() {
		return BxmlPaths.LEG;
	}

}
