package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.trunkline.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DestinationCredentialsTests {

	private final DestinationCredentials credentials = new DestinationCredentials("media", new Secret("pa:ss\u00e9"));

	@Test
	void rightOnesAreAdmitted() {
		assertThat(this.credentials.admit(List.of("Basic " + base64("media:pa:ss\u00e9")))).isTrue();
		assertThat(this.credentials.admit(List.of("bASIC  " + base64("media:pa:ss\u00e9")))).isTrue();
	}

	@Test
	void whoSaysNothingIsLeftToTheToken() {
		assertThat(this.credentials.admit(List.of())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "media:pa:ss", "media:", "media", "", ":pa:ss\u00e9", "Media:pa:ss\u00e9",
			"media :pa:ss\u00e9", "media:pa:ss\u00e9 " })
	void wrongOnesAreNot(String said) {
		assertThat(this.credentials.admit(List.of("Basic " + base64(said)))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Basic", "Basic ", "Basic ???", "Bearer bWVkaWE6cGE6c3PDqQ==", "bWVkaWE6cGE6c3PDqQ==",
			"Basicbm9uZQ==" })
	void whatIsNoBasicAuthenticationIsNotAdmitted(String header) {
		assertThat(this.credentials.admit(List.of(header))).isFalse();
	}

	@Test
	void twoHeadersAreOneTooMany() {
		String right = "Basic " + base64("media:pa:ss\u00e9");
		assertThat(this.credentials.admit(List.of(right, right))).isFalse();
	}

	@Test
	void withoutAPasswordNothingIsRight() {
		DestinationCredentials unset = new DestinationCredentials("", new Secret(""));
		assertThat(unset.admit(List.of("Basic " + base64(":")))).isFalse();
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
