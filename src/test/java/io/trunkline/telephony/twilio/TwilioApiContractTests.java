package io.trunkline.telephony.twilio;

import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.ApiContract;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierApi;
import io.trunkline.telephony.CarrierState;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

class TwilioApiContractTests extends ApiContract {

	private static final CallLeg LEG = new CallLeg("twilio", new AccountId(TwilioServer.ACCOUNT),
			new CallId(TwilioServer.CALL), "+12025550123", "+12025550100", Direction.INBOUND);

	@RegisterExtension
	static final WireMockExtension twilio = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	TwilioApiContractTests() {
		super(new CarrierApi(twilio, "/2010-04-01/.*", TwilioApiContractTests::answer));
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
	protected RestLine line(Map<String, String> settings) {
		return new RestLine(twilio.baseUrl(), "https://voice.example.com", settings);
	}

	@Override
	protected Map<String, String> nowhere() {
		return Map.of("api-url", CarrierApi.NOWHERE);
	}

	@Override
	protected Map<String, String> noAccount() {
		return Map.of("account-sid", "");
	}

	@Override
	public CallLeg leg() {
		return LEG;
	}

}
