package io.trunkline.admission;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Tells people whether the shared Redis answers in time. */
final class RedisHealth implements ReactiveHealthIndicator {

	private final SharedRedis redis;

	RedisHealth(SharedRedis redis) {
		this.redis = redis;
	}

	@Override
	public Mono<Health> health() {
		return this.redis.run((redis) -> redis.ping())
			.map((pong) -> Health.up().build())
			.onErrorResume(SharedRedisException.class, (failure) -> Mono.just(Health.down(failure).build()));
	}

}
