package io.trunkline.telephony.bandwidth;

import java.util.Map;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.ApiLine;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

/** The room's requests to a Voice API that a test plays. */
final class VoiceLine extends ApiLine {

	private static final String TOKEN = "/api/v1/oauth2/token";

	/**
	 * Opens it.
	 * @param settings of {@code trunkline.bandwidth}, besides what every account has
	 */
	VoiceLine(WireMockExtension bandwidth, String publicUrl, Map<String, String> settings) {
		super("trunkline.bandwidth", BandwidthProperties.class,
				Map.of("account-id", "9900000", "client-id", "client", "client-secret", "secret", "application-id",
						"app-1", "from-number", "+12025550100", "webhook-username", "bandwidth-user",
						"webhook-password", "p<\"&'>ss", "voice-url", bandwidth.baseUrl() + "/api/v2", "token-url",
						bandwidth.baseUrl() + TOKEN),
				settings, publicUrl, BandwidthConfiguration.class, "io.trunkline.telephony.bandwidth.voice");
	}

	/** Has the other side give out tokens. */
	static void giveTokens(WireMockExtension bandwidth) {
		bandwidth.stubFor(post(TOKEN).willReturn(okJson("{\"access_token\":\"first\"}")));
	}

}
