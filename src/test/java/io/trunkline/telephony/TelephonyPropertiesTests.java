package io.trunkline.telephony;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TelephonyPropertiesTests {

	@ParameterizedTest
	@CsvSource({ "https://voice.example.com, https://voice.example.com/x, wss://voice.example.com/x",
			"https://voice.example.com/, https://voice.example.com/x, wss://voice.example.com/x",
			"http://127.0.0.1:8080, http://127.0.0.1:8080/x, ws://127.0.0.1:8080/x",
			"https://example.com:8443/voice/, https://example.com:8443/voice/x, wss://example.com:8443/voice/x" })
	void addressesAreMadeFromThePublicUrl(String publicUrl, String url, String socketUrl) {
		TelephonyProperties properties = new TelephonyProperties(publicUrl, "");

		assertThat(properties.url("/x")).hasToString(url);
		assertThat(properties.socketUrl("/x")).hasToString(socketUrl);
		assertThat(properties.isReachable()).isTrue();
	}

	@Test
	void withoutAPublicUrlOnlySocketsAreOutOfReach() {
		TelephonyProperties properties = new TelephonyProperties(" ", "");

		assertThat(properties.isReachable()).isFalse();
		assertThat(properties.url("/x")).hasToString("/x");
		assertThatIllegalStateException().isThrownBy(() -> properties.socketUrl("/x"))
			.withMessageContaining("PUBLIC_URL");
	}

	@ParameterizedTest
	@ValueSource(strings = { "voice.example.com", "ftp://voice.example.com", "wss://voice.example.com", "https://",
			"https:///x", "https://voice.example.com?x=1", "https://voice.example.com#x", "https://a b",
			"https://user:secret@voice.example.com", "HTTPS" })
	void anAddressThatCarriersCannotUseIsRefusedByName(String publicUrl) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TelephonyProperties(publicUrl, ""))
			.withMessageContaining("trunkline.public-url (PUBLIC_URL)")
			.withMessageNotContaining("secret");
	}

	@Test
	void theFallbackNumberIsOptional() {
		assertThat(new TelephonyProperties("", "").fallback()).isEmpty();
		assertThat(new TelephonyProperties("", " +12025550199 ").fallback()).contains(new PhoneNumber("+12025550199"));
	}

	@Test
	void aWrongFallbackNumberIsRefusedByNameAndNotShown() {
		assertThatIllegalArgumentException().isThrownBy(() -> new TelephonyProperties("", "202 555 0199"))
			.withMessageContaining("trunkline.fallback-number (HUMAN_AGENT_NUMBER)")
			.withMessageNotContaining("0199");
		assertThat(new TelephonyProperties("", "+12025550199").toString()).doesNotContain("5550199");
	}

}
