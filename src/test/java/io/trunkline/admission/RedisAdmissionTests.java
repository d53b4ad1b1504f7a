package io.trunkline.admission;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Two pods with one real Redis. */
class RedisAdmissionTests implements AdmissionContract {

	/** Long, since a busy machine is no fault of the store here. */
	private static final Duration PATIENT = Duration.ofSeconds(10);

	private static final LocalRedis redis = new LocalRedis();

	private static SharedRedis onePod;

	private static SharedRedis otherPod;

	@BeforeAll
	static void connect() {
		redis.start();
		onePod = new SharedRedis(redis.url(), PATIENT);
		otherPod = new SharedRedis(redis.url(), PATIENT);
	}

	@AfterAll
	static void disconnect() {
		onePod.close();
		otherPod.close();
		redis.close();
	}

	@Override
	public Admission admission() {
		return admission(onePod, Duration.ofSeconds(60));
	}

	@Override
	public Admission neighbour() {
		return admission(otherPod, Duration.ofSeconds(60));
	}

	private static Admission admission(SharedRedis redis, Duration timeToLive) {
		return new TokenAdmission(new RedisPendingCalls(redis, timeToLive), new SimpleMeterRegistry());
	}

	@Test
	void ofManyAttemptsOnTwoPodsExactlyOneGetsInEveryTime() {
		for (int round = 0; round < 300; round++) {
			String token = AdmissionContract.issue(admission(), AdmissionContract.call("c-race"));
			Flux<ExpectedCall> attempts = Flux.range(0, 200)
				.flatMap((i) -> ((i % 2 == 0) ? admission() : neighbour()).redeem(token)
					.subscribeOn(Schedulers.parallel()), 200);
			assertThat(attempts.count().block()).as("round %d", round).isEqualTo(1);
		}
	}

	@Test
	void redisForgetsAnExpiredToken() {
		String token = AdmissionContract.issue(admission(onePod, Duration.ofMillis(50)),
				AdmissionContract.call("c-late"));
		String key = "vt:" + Token.parse(token).orElseThrow().hash();
		Awaitility.await().until(() -> onePod.run((redis) -> redis.exists(key, "vc:c-late")).block(), (n) -> n == 0);
		StepVerifier.create(admission().redeem(token)).verifyComplete();
	}

	@Test
	void everyKeyExpiresAndNoneHoldsTheToken() {
		String token = AdmissionContract.issue(admission(), AdmissionContract.call("c-ttl"));
		String hash = Token.parse(token).orElseThrow().hash();
		assertThat(onePod.run((redis) -> redis.pttl("vt:" + hash)).block()).isBetween(1L, 60_000L);
		assertThat(onePod.run((redis) -> redis.pttl("vc:c-ttl")).block()).isBetween(1L, 60_000L);
		assertThat(onePod.run((redis) -> redis.get("vc:c-ttl")).block()).isEqualTo(hash);
		assertThat(onePod.run((redis) -> redis.get("vt:" + hash)).block()).doesNotContain(token);
	}

	@Test
	void aReplacedTokenLeavesNoKeyBehind() {
		String first = AdmissionContract.issue(admission(), AdmissionContract.call("c-again"));
		AdmissionContract.issue(neighbour(), AdmissionContract.call("c-again"));
		String key = "vt:" + Token.parse(first).orElseThrow().hash();
		assertThat(onePod.run((redis) -> redis.exists(key)).block()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "null", "[]", "{}", "42", "{\"callId\":\"c\"}", """
			{"carrier":"b","accountId":"a","callId":"c","from":"f","to":"t","direction":"inbound","stream":1,"x":1}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":"f","to":"t","direction":"inbound"}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":null,"to":"t","direction":"inbound","stream":1}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":"f","to":"t","direction":"inbound","stream":"1"}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":"f","to":"t","direction":"inbound","stream":1.5}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":7,"to":"t","direction":"inbound","stream":1}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":"f","to":"t","direction":"inbound","stream":0}""",
			"""
					{"carrier":"b","accountId":"a","callId":" ","from":"f","to":"t","direction":"inbound","stream":1}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","callId":"d","from":"f","to":"t","direction":"inbound","stream":1}""",
			"""
					{"carrier":"b","accountId":"a","callId":["c"],"from":"f","to":"t","direction":"inbound","stream":1}""",
			"""
					{"carrier":"b","accountId":"a","callId":"c","from":"f","to":"t","direction":"inbound","stream":1} {}""" })
	void whatSomebodyElseWroteIsRefused(String json) {
		String token = AdmissionContract.issue(admission(), AdmissionContract.call("c-tampered"));
		String key = "vt:" + Token.parse(token).orElseThrow().hash();
		assertThat(onePod.run((redis) -> redis.set(key, json)).block()).isEqualTo("OK");
		StepVerifier.create(admission().redeem(token)).verifyComplete();
		assertThat(onePod.run((redis) -> redis.exists(key)).block()).isZero();
	}

	@Test
	void aKeyOfAnotherTypeIsRefused() {
		String token = AdmissionContract.issue(admission(), AdmissionContract.call("c-list"));
		String key = "vt:" + Token.parse(token).orElseThrow().hash();
		StepVerifier.create(onePod.run((redis) -> redis.del(key).then(Mono.defer(() -> redis.rpush(key, "a", "b")))))
			.expectNext(2L)
			.verifyComplete();
		StepVerifier.create(admission().redeem(token)).verifyComplete();
	}

}
