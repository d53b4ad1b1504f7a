package io.trunkline;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublicUrlTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "https://voice.example.com", "https://voice.example.com/", "HTTPS://voice.example.com:8443/a",
					" https://voice.example.com ", "https://[2001:db8::1]", "https://localhost" })
	void httpsIsSecure(String url) {
		assertThat(PublicUrl.judge(url)).isEqualTo(PublicUrl.SECURE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost", "http://LOCALHOST:8080", "http://a.localhost", "http://127.0.0.1:8080",
			"http://127.1.2.3/", "http://[::1]:8080" })
	void httpToThisMachineIsForTrials(String url) {
		assertThat(PublicUrl.judge(url)).isEqualTo(PublicUrl.LOOPBACK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "voice.example.com", "http://voice.example.com", "http://localhost.example.com",
			"http://127.0.0.1.example.com", "http://128.0.0.1", "wss://voice.example.com", "https://", "https:///path",
			"https://voice.example.com?x=1", "https://voice.example.com#x", "https://me:secret@voice.example.com",
			"https://voice example.com", "https:voice.example.com", "http://localhost@voice.example.com",
			"ftp://localhost" })
	void theRestIsUnfit(String url) {
		assertThat(PublicUrl.judge(url)).isEqualTo(PublicUrl.UNFIT);
	}

}
