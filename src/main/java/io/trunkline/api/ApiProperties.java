package io.trunkline.api;

import java.time.Duration;

import io.trunkline.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The operators' API.
 *
 * @param token what operators say to get in; without it every request is answered 503
 * @param recent so many ended calls are remembered
 * @param remember a call is forgotten so long after it began
 * @param streams so many may follow calls at a time
 * @param bodyDeadline longest wait for the end of a request's body
 * @param commandDeadline longest wait for a call to take a command
 */
@Validated
@ConfigurationProperties("trunkline.api")
record ApiProperties(@DefaultValue("") Secret token, @Min(1) @Max(10_000) @DefaultValue("1000") int recent,
		@DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("24h") Duration remember,
		@Min(1) @Max(10_000) @DefaultValue("100") int streams,
		@DurationMin(millis = 1) @DurationMax(seconds = 60) @DefaultValue("5s") Duration bodyDeadline,
		@DurationMin(millis = 1) @DurationMax(seconds = 60) @DefaultValue("10s") Duration commandDeadline) {

}
