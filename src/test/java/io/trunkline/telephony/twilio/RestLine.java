package io.trunkline.telephony.twilio;

import java.util.Map;

import io.trunkline.telephony.ApiLine;

/** The room's requests to an API that a test plays. */
final class RestLine extends ApiLine {

	/**
	 * Opens it.
	 * @param settings of {@code trunkline.twilio}, besides what every account has
	 */
	RestLine(String apiUrl, String publicUrl, Map<String, String> settings) {
		super("trunkline.twilio", TwilioProperties.class,
				Map.of("account-sid", TwilioServer.ACCOUNT, "auth-token", "first,second", "from-number", "+12025550100",
						"api-url", apiUrl),
				settings, publicUrl, TwilioConfiguration.class, "io.trunkline.telephony.twilio.rest");
	}

}
