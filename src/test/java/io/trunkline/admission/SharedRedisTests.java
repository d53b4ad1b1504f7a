package io.trunkline.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.secret.Secret;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What happens while Redis is away or slow. */
class SharedRedisTests {

	/** Longer than in earnest, since a busy machine is no fault of the server. */
	private static final Duration DEADLINE = Duration.ofMillis(500);

	/** Two attempts, and patience with a busy machine. */
	private static final Duration AT_MOST = Duration.ofSeconds(5);

	@Test
	void anAttemptTakesAtMost150Milliseconds() {
		assertThat(SharedRedis.DEADLINE).isEqualTo(Duration.ofMillis(150));
	}

	@Test
	void aStoppedRedisIsAnErrorWithinTheDeadlineAndRecovers() {
		try (LocalRedis server = new LocalRedis().start();
				SharedRedis redis = new SharedRedis(server.url(), DEADLINE)) {
			Admission admission = admission(redis);
			awaitAnswer(redis);
			String token = AdmissionContract.issue(admission, AdmissionContract.call("c-1"));
			server.close();
			StepVerifier.create(admission.redeem(token)).expectError(SharedRedisException.class).verify(AT_MOST);
			StepVerifier.create(admission.issue(AdmissionContract.call("c-2")))
				.expectError(SharedRedisException.class)
				.verify(AT_MOST);
			StepVerifier.create(admission.revoke("c-1")).expectError(SharedRedisException.class).verify(AT_MOST);
			server.start();
			awaitAnswer(redis);
			String fresh = AdmissionContract.issue(admission, AdmissionContract.call("c-3"));
			StepVerifier.create(admission.redeem(fresh)).expectNextCount(1).verifyComplete();
			// A restarted server has lost the first token: refused, not remembered by us.
			StepVerifier.create(admission.redeem(token)).verifyComplete();
		}
	}

	@Test
	void aSlowRedisIsAnErrorWithinTheDeadlineAndRecovers() {
		try (LocalRedis server = new LocalRedis().start();
				SharedRedis redis = new SharedRedis(server.url(), DEADLINE)) {
			awaitAnswer(redis);
			assertThat(redis.run((commands) -> commands.clientPause(2000)).block()).isEqualTo("OK");
			StepVerifier.create(admission(redis).issue(AdmissionContract.call("c-1")))
				.expectError(SharedRedisException.class)
				.verify(AT_MOST);
			awaitAnswer(redis);
		}
	}

	@Test
	void aRedisThatComesLaterIsFound() {
		try (LocalRedis server = new LocalRedis(); SharedRedis redis = new SharedRedis(server.url(), DEADLINE)) {
			StepVerifier.create(admission(redis).issue(AdmissionContract.call("c-1")))
				.expectError(SharedRedisException.class)
				.verify(AT_MOST);
			server.start();
			awaitAnswer(redis);
		}
	}

	@Test
	void askingAnAbsentRedisBlocksNobody() {
		try (LocalRedis server = new LocalRedis(); SharedRedis redis = new SharedRedis(server.url(), DEADLINE)) {
			Mono<String> ping = redis.run((commands) -> commands.ping());
			StepVerifier.create(ping.subscribeOn(Schedulers.parallel()))
				.expectError(SharedRedisException.class)
				.verify(AT_MOST);
		}
	}

	@Test
	void anOperationIsTriedTwiceAndNotMore() {
		try (LocalRedis server = new LocalRedis().start();
				SharedRedis redis = new SharedRedis(server.url(), DEADLINE)) {
			awaitAnswer(redis);
			AtomicInteger attempts = new AtomicInteger();
			StepVerifier.create(redis.run((commands) -> {
				attempts.incrementAndGet();
				return Mono.never();
			})).expectError(SharedRedisException.class).verify(AT_MOST);
			assertThat(attempts).hasValue(2);
		}
	}

	@Test
	void healthFollowsRedis() {
		try (LocalRedis server = new LocalRedis().start();
				SharedRedis redis = new SharedRedis(server.url(), DEADLINE)) {
			ReactiveHealthIndicator health = new AdmissionConfiguration.Redis().redisHealthIndicator(redis);
			awaitAnswer(redis);
			StepVerifier.create(health.health())
				.assertNext((now) -> assertThat(now.getStatus()).isEqualTo(Status.UP))
				.verifyComplete();
			server.close();
			StepVerifier.create(health.health())
				.assertNext((now) -> assertThat(now.getStatus()).isEqualTo(Status.DOWN))
				.verifyComplete();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://:hunter2@redis:6379", "hunter2", "redis://:hunter2@re dis", "redis//hunter2" })
	void aWrongUrlIsRefusedWithoutShowingIt(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SharedRedis(new Secret(url)).close())
			.withMessageContaining("REDIS_URL")
			.withNoCause()
			.satisfies((refusal) -> assertThat(refusal.getMessage()).doesNotContain("hunter2"));
	}

	private static Admission admission(SharedRedis redis) {
		return new TokenAdmission(new RedisPendingCalls(redis, Duration.ofSeconds(60)), new SimpleMeterRegistry());
	}

	private static void awaitAnswer(SharedRedis redis) {
		Awaitility.await()
			.ignoreExceptionsInstanceOf(SharedRedisException.class)
			.untilAsserted(() -> assertThat(redis.run((commands) -> commands.ping()).block()).isEqualTo("PONG"));
	}

}
