package io.trunkline.telephony.twilio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallControlContract;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierApi;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.DiallerContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

class TwilioApiContractTests implements CallControlContract, DiallerContract {

	private static final CallLeg LEG = new CallLeg("twilio", new AccountId(TwilioServer.ACCOUNT),
			new CallId(TwilioServer.CALL), "+12025550123", "+12025550100", Direction.INBOUND);

	@RegisterExtension
	static final WireMockExtension twilio = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final CarrierApi api = new CarrierApi(twilio, "/2010-04-01/.*", TwilioApiContractTests::answer);

	private final List<RestLine> lines = new ArrayList<>();

	@AfterEach
	void close() {
		this.lines.forEach(RestLine::close);
	}

	private static ResponseDefinitionBuilder answer(CarrierState state) {
		return switch (state) {
			case WILLING -> jsonResponse("{\"sid\":\"" + TwilioServer.CALL + "\"}", 201);
			case OVER -> error(404, 20404);
			case RATE_LIMITED -> error(429, 20429);
			case FULL -> error(400, 10004);
			case FORBIDDEN -> error(401, 20003);
			case DISAGREEING -> error(400, 21211);
			case FAILING -> error(500, 20500);
			case CUT_OFF -> aResponse().withFault(Fault.EMPTY_RESPONSE);
			case UNREACHABLE -> throw new IllegalArgumentException("who is not there cannot answer");
		};
	}

	private static ResponseDefinitionBuilder error(int status, int code) {
		return jsonResponse("{\"code\":" + code + ",\"message\":\"+12025550123\",\"status\":" + status + "}", status);
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
		return open(twilio.baseUrl(), Map.of("account-sid", "")).bean(Dialler.class);
	}

	private RestLine line(CarrierState... states) {
		if (states[0] == CarrierState.UNREACHABLE) {
			return open(CarrierApi.NOWHERE, Map.of());
		}
		this.api.is(states);
		return open(twilio.baseUrl(), Map.of());
	}

	private RestLine open(String apiUrl, Map<String, String> settings) {
		RestLine line = new RestLine(apiUrl, "https://voice.example.com", settings);
		this.lines.add(line);
		return line;
	}

	@Override
	public CallLeg leg() {
		return LEG;
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
