package io.trunkline.telephony.bandwidth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallControlContract;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierApi;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.DiallerContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

class BandwidthApiContractTests implements CallControlContract, DiallerContract {

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final CarrierApi api = new CarrierApi(bandwidth, "/api/v2/.*", BandwidthApiContractTests::answer);

	private final List<VoiceLine> lines = new ArrayList<>();

	@BeforeEach
	void giveTokens() {
		VoiceLine.giveTokens(bandwidth);
	}

	@AfterEach
	void close() {
		this.lines.forEach(VoiceLine::close);
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
	public CallControl control(CarrierState... states) {
		return line(states).bean(CallControl.class);
	}

	@Override
	public Dialler dialler(CarrierState state) {
		return line(state).bean(Dialler.class);
	}

	@Override
	public Dialler unconfigured() {
		return open(Map.of("account-id", "")).bean(Dialler.class);
	}

	private VoiceLine line(CarrierState... states) {
		if (states[0] == CarrierState.UNREACHABLE) {
			return open(Map.of("voice-url", CarrierApi.NOWHERE + "/api/v2"));
		}
		this.api.is(states);
		return open(Map.of());
	}

	private VoiceLine open(Map<String, String> settings) {
		VoiceLine line = new VoiceLine(bandwidth, "https://voice.example.com", settings);
		this.lines.add(line);
		return line;
	}

	@Override
	public CallLeg leg() {
		return BxmlPaths.LEG;
	}

	@Override
	public int requests() {
		return this.api.requests();
	}

	@Override
	public int orders() {
		return this.api.requests();
	}

}
