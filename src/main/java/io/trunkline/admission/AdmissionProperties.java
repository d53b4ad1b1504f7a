package io.trunkline.admission;

import java.time.Duration;

import io.trunkline.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who gets in.
 *
 * @param maxConcurrentCalls the most calls that this pod reserves and serves together;
 * one more is turned away with a fallback
 * @param tokenTtl how long the carrier may take from the webhook's answer to the media
 * socket, at most 10 minutes; later the token is worthless
 * @param redisUrl the Redis that all pods share, {@code redis://host:6379} or
 * {@code rediss://user:password@host:6379}; empty keeps tokens in memory, which serves
 * one pod only
 */
@Validated
@ConfigurationProperties("trunkline.admission")
record AdmissionProperties(@DefaultValue("100") @Min(1) @Max(10_000) int maxConcurrentCalls,
		@DefaultValue("60s") Duration tokenTtl, @DefaultValue("") Secret redisUrl) {

	AdmissionProperties {
		if (tokenTtl.toMillis() < 1 || tokenTtl.compareTo(Duration.ofMinutes(10)) > 0) {
			throw new IllegalArgumentException(
					"trunkline.admission.token-ttl must be from 1ms to 10m, not " + tokenTtl);
		}
	}

}
