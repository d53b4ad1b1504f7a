package io.trunkline.sandbox.bandwidth.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenDeskTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String GRANT = "grant_type=client_credentials";

	private final Credentials client = new Credentials("client", "secret");

	private Instant now = Instant.parse("2026-03-04T05:06:07Z");

	private final TokenDesk desk = new TokenDesk(this.client, Duration.ofMinutes(10), () -> this.now);

	@Test
	void givesATokenThatIsGoodUntilItExpires() {
		Answer answer = this.desk.issue(this.client.basic(), FORM, GRANT);
		assertThat(answer.status()).isEqualTo(200);
		Map<?, ?> json = (Map<?, ?>) Objects.requireNonNull(answer.json());
		assertThat(json.get("token_type")).isEqualTo("Bearer");
		assertThat(json.get("expires_in")).isEqualTo(600L);
		String authorization = "Bearer " + json.get("access_token");
		this.now = this.now.plusSeconds(599);
		assertThat(this.desk.accepts(authorization)).isTrue();
		this.now = this.now.plusSeconds(1);
		assertThat(this.desk.accepts(authorization)).isFalse();
	}

	@Test
	void refusesWhoIsNotTheClient() {
		assertThat(this.desk.issue(null, FORM, GRANT)).isEqualTo(invalidClient());
		assertThat(this.desk.issue(new Credentials("client", "other").basic(), FORM, GRANT)).isEqualTo(invalidClient());
	}

	@Test
	void refusesAnotherFormOrGrant() {
		assertThat(this.desk.issue(this.client.basic(), "application/json", GRANT).status()).isEqualTo(400);
		assertThat(this.desk.issue(this.client.basic(), null, GRANT).status()).isEqualTo(400);
		assertThat(this.desk.issue(this.client.basic(), FORM, "grant_type=password").status()).isEqualTo(400);
	}

	@Test
	void acceptsNothingThatItDidNotGive() {
		assertThat(this.desk.accepts(null)).isFalse();
		assertThat(this.desk.accepts("Bearer made-up")).isFalse();
		assertThat(this.desk.accepts(this.client.basic())).isFalse();
	}

	@Test
	void refusesForAWhileWithoutAWord() {
		this.desk.refuse(2);
		assertThat(this.desk.issue(this.client.basic(), FORM, GRANT)).isEqualTo(Answer.empty(429));
		assertThat(this.desk.issue(this.client.basic(), FORM, GRANT)).isEqualTo(Answer.empty(429));
		assertThat(this.desk.issue(this.client.basic(), FORM, GRANT).status()).isEqualTo(200);
	}

	@Test
	void revokesWhatItGave() {
		Map<?, ?> json = (Map<?, ?>) Objects.requireNonNull(this.desk.issue(this.client.basic(), FORM, GRANT).json());
		this.desk.revoke();
		assertThat(this.desk.accepts("Bearer " + json.get("access_token"))).isFalse();
	}

	private static Answer invalidClient() {
		return new Answer(401, Map.of("error", "invalid_client"));
	}

}
