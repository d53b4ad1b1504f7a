package io.trunkline.telephony;

import java.util.function.Function;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

/**
 * A carrier's API that takes requests as a contract says.
 *
 * @param paths a pattern of those that are about calls
 * @param answers in the carrier's words
 */
public record CarrierApi(WireMockExtension server, String paths,
		Function<CarrierState, ResponseDefinitionBuilder> answers) {

	/** Where nobody listens. */
	public static final String NOWHERE = "http://127.0.0.1:1";

	/** Takes the next requests so, one after the other, and all others as the last. */
	public void is(CarrierState... states) {
		for (int i = 0; i < states.length; i++) {
			String next = String.valueOf(Math.min(i + 1, states.length - 1));
			this.server.stubFor(any(urlPathMatching(this.paths)).inScenario(this.paths)
				.whenScenarioStateIs((i == 0) ? Scenario.STARTED : String.valueOf(i))
				.willReturn(this.answers.apply(states[i]))
				.willSetStateTo(next.equals("0") ? Scenario.STARTED : next));
		}
	}

	/** How many have come. */
	public int requests() {
		return this.server.findAll(anyRequestedFor(urlPathMatching(this.paths))).size();
	}

}
