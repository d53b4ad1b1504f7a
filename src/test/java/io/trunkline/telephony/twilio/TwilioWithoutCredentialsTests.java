package io.trunkline.telephony.twilio;

import io.trunkline.telephony.RecordingSwitchboard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.trunkline.telephony.twilio.TwilioServer.form;
import static org.assertj.core.api.Assertions.assertThat;

class TwilioWithoutCredentialsTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "trunkline.twilio.auth-token=", "trunkline.twilio.auth-token= , ", "trunkline.public-url=" })
	void withoutATokenOrAnAddressNobodyIsServed(String missing) {
		RecordingSwitchboard switchboard = new RecordingSwitchboard();
		try (TwilioServer closed = TwilioServer.start(switchboard, missing)) {
			assertThat(closed.post("/webhooks/twilio", form()).getStatus().value()).isEqualTo(503);
			closed.client()
				.get()
				.uri("/media/twilio/" + "A".repeat(43))
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectBody();
			assertThat(switchboard.hasHeardNothing()).isTrue();
		}
	}

}
