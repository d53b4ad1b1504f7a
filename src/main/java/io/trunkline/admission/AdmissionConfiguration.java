package io.trunkline.admission;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

	private static final Logger log = LoggerFactory.getLogger(AdmissionConfiguration.class);

	@Bean
	Permits permits(AdmissionProperties properties, MeterRegistry meters) {
		return new Permits(properties.maxConcurrentCalls(), meters);
	}

	@Bean
	HealthIndicator callCapacityHealthIndicator(Permits permits) {
		return new CallCapacityHealth(permits);
	}

	@Bean
	Admission admission(AdmissionProperties properties, ObjectProvider<SharedRedis> redis, MeterRegistry meters,
			Environment environment) {
		SharedRedis shared = redis.getIfAvailable();
		if (shared != null) {
			return new TokenAdmission(new RedisPendingCalls(shared, properties.tokenTtl()), meters);
		}
		if (environment.acceptsProfiles(Profiles.of("production"))) {
			log.warn("REDIS_URL is not set: tokens and live calls are kept in the memory of this process. "
					+ "Run ONE pod only, or the media sockets of calls will be refused.");
		}
		return new TokenAdmission(new MemoryPendingCalls(properties.tokenTtl(), System::nanoTime), meters);
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(RedisConfigured.class)
	static class Redis {

		@Bean
		SharedRedis sharedRedis(AdmissionProperties properties) {
			return new SharedRedis(properties.redisUrl());
		}

		/** For people: no probe asks it. */
		@Bean
		ReactiveHealthIndicator redisHealthIndicator(SharedRedis redis) {
			return () -> redis.run(RedisReactiveCommands::ping)
				.map((pong) -> Health.up().build())
				.onErrorResume(SharedRedisException.class, (failure) -> Mono.just(Health.down(failure).build()));
		}

	}

	/** A variable that is set to nothing counts as not set. */
	static class RedisConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("trunkline.admission.redis-url"));
		}

	}

}
