package io.trunkline.admission;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenTests {

	private static final String GOOD = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

	private final SecureRandom random = new SecureRandom();

	@Test
	void mintedTokensAreWellFormedAndDiffer() {
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			Token token = Token.mint(this.random);
			assertThat(Token.parse(token.value())).contains(token);
			assertThat(seen.add(token.value())).isTrue();
		}
	}

	@Test
	void theHashIsSha256InHexadecimal() {
		assertThat(Token.parse(GOOD).orElseThrow().hash())
			.isEqualTo("0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
	}

	@Test
	void aTokenHidesItself() {
		assertThat(Token.parse(GOOD).orElseThrow()).hasToString("Token[hidden]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
			"AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA", "\u0410AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%00" })
	void whatIsNotExactlyATokenIsMalformed(String text) {
		assertThat(Token.parse(text)).isEmpty();
	}

}
