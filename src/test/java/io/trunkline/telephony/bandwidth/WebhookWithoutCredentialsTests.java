package io.trunkline.telephony.bandwidth;

import java.io.IOException;

import io.trunkline.telephony.RecordingSwitchboard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookWithoutCredentialsTests {

	private final RecordingSwitchboard switchboard = new RecordingSwitchboard();

	@ParameterizedTest
	@CsvSource({ "'', ''", "'', hush", "bandwidth-user, ''" })
	void nobodyGetsInEvenWithTheSameNothing(String username, String password) throws IOException {
		try (WebhookServer server = WebhookServer.start(this.switchboard,
				"trunkline.bandwidth.webhook-username=" + username,
				"trunkline.bandwidth.webhook-password=" + password)) {
			EntityExchangeResult<byte[]> result = server.post(Fixtures.event("initiate"),
					WebhookServer.basic(username, password));
			assertThat(result.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(result.getResponseHeaders().containsHeader(HttpHeaders.WWW_AUTHENTICATE)).isFalse();
			assertThat(server
				.exchange("POST /webhooks/bandwidth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
				.startsWith("HTTP/1.1 503 ");
		}

		assertThat(this.switchboard.hasHeardNothing()).isTrue();
	}

}
