package io.trunkline.admission;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class TokenAdmissionTests {

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ScriptedStore store = new ScriptedStore();

	private final Admission admission = new TokenAdmission(this.store, this.meters);

	@Test
	void theStoreSeesOnlyTheHash() {
		String token = AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		assertThat(this.store.hashes).containsExactly(Token.parse(token).orElseThrow().hash())
			.noneMatch((hash) -> hash.contains(token));
	}

	@Test
	void randomTokensAreRefused() {
		SecureRandom random = new SecureRandom();
		for (int i = 0; i < 100_000; i++) {
			assertThat(this.admission.redeem(Token.mint(random).value()).blockOptional()).isEmpty();
		}
		assertThat(this.store.hashes).hasSize(100_000);
		assertThat(count("trunkline.tokens", "event", "rejected")).isEqualTo(100_000);
	}

	@Test
	void malformedTokensNeverReachTheStore() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		SecureRandom tokens = new SecureRandom();
		for (int i = 0; i < 100_000; i++) {
			String malformed = spoil(random, Token.mint(tokens).value());
			assertThat(this.admission.redeem(malformed).blockOptional()).as("seed %d: %s", seed, malformed).isEmpty();
		}
		assertThat(this.store.hashes).as("seed %d", seed).isEmpty();
		assertThat(count("trunkline.tokens", "event", "rejected")).isEqualTo(100_000);
	}

	@Test
	void everyTamperedCharacterMakesAnotherToken() {
		String token = AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		String hash = this.store.hashes.removeFirst();
		for (int at = 0; at < token.length(); at++) {
			char other = (token.charAt(at) == 'A') ? 'E' : 'A';
			String tampered = token.substring(0, at) + other + token.substring(at + 1);
			assertThat(this.admission.redeem(tampered).blockOptional()).isEmpty();
		}
		assertThat(this.store.hashes).hasSize(token.length()).doesNotContain(hash);
	}

	@Test
	void whatHappensToTokensIsCounted() {
		this.store.holds = AdmissionContract.call("c-1");
		String token = AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		StepVerifier.create(this.admission.redeem(token)).expectNextCount(1).verifyComplete();
		StepVerifier.create(this.admission.redeem(token)).verifyComplete();
		StepVerifier.create(this.admission.redeem("nonsense")).verifyComplete();
		assertThat(count("trunkline.tokens", "event", "issued")).isEqualTo(1);
		assertThat(count("trunkline.tokens", "event", "consumed")).isEqualTo(1);
		assertThat(count("trunkline.tokens", "event", "rejected")).isEqualTo(2);
	}

	@Test
	void aFailingStoreIsAnErrorAndCounted() {
		this.store.failure = new SharedRedisException(new IllegalStateException("no route"));
		StepVerifier.create(this.admission.issue(AdmissionContract.call("c-1")))
			.verifyError(SharedRedisException.class);
		StepVerifier.create(this.admission.redeem(Token.mint(new SecureRandom()).value()))
			.verifyError(SharedRedisException.class);
		assertThat(count("trunkline.tokens", "event", "failed")).isEqualTo(2);
		assertThat(count("trunkline.admission.rejected", "reason", "store")).isEqualTo(1);
		assertThat(this.meters.find("trunkline.tokens").tag("event", "issued").counter()).isNull();
	}

	@Test
	void anExpectedCallDoesNotShowNumbers() {
		assertThat(AdmissionContract.call("c-1")).hasToString("bandwidth:c-1#1");
	}

	private double count(String meter, String key, String value) {
		return this.meters.get(meter).tag(key, value).counter().count();
	}

	private static String spoil(Random random, String token) {
		int at = random.nextInt(token.length());
		return switch (random.nextInt(5)) {
			case 0 -> token.substring(0, at);
			case 1 -> token + token.charAt(at);
			case 2 -> token.substring(0, at) + (char) random.nextInt(33) + token.substring(at + 1);
			case 3 -> token.substring(0, at) + (char) (128 + random.nextInt(60_000)) + token.substring(at + 1);
			default -> token.substring(0, at) + "+/=.%~ ".charAt(random.nextInt(7)) + token.substring(at + 1);
		};
	}

	/** Remembers what it was asked and holds one call at most. */
	private static final class ScriptedStore implements PendingCalls {

		private final List<String> hashes = new ArrayList<>();

		private @Nullable ExpectedCall holds;

		private @Nullable RuntimeException failure;

		@Override
		public Mono<Void> put(String hash, ExpectedCall call) {
			this.hashes.add(hash);
			return (this.failure != null) ? Mono.error(this.failure) : Mono.empty();
		}

		@Override
		public Mono<ExpectedCall> take(String hash) {
			this.hashes.add(hash);
			Mono<ExpectedCall> held = Mono.justOrEmpty(this.holds);
			this.holds = null;
			return (this.failure != null) ? Mono.error(this.failure) : held;
		}

		@Override
		public Mono<Void> forget(String callId) {
			return Mono.empty();
		}

	}

}
