package io.trunkline.secret;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTests {

	@Test
	void hidesItself() {
		assertThat(new Secret("xyzzy-1").toString()).doesNotContain("xyzzy");
		assertThat("" + new Secret("")).isEqualTo("Secret[not set]");
	}

	@Test
	void matchesOnlyTheSameText() {
		Secret secret = new Secret("pässword");
		assertThat(secret.matches("pässword")).isTrue();
		assertThat(secret.matches("passwort")).isFalse();
		assertThat(secret.matches("pässwor")).isFalse();
		assertThat(secret.matches("")).isFalse();
	}

}
