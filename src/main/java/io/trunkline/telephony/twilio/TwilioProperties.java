package io.trunkline.telephony.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.trunkline.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the service needs to know of a Twilio account.
 *
 * @param accountSid name of the account at Twilio
 * @param authToken what Twilio signs its requests with, and what its API is told; while
 * it is being changed two of them, the primary one first, each of which is accepted in a
 * signature; without any every webhook is answered 503
 * @param fromNumber E.164 number of the account that placed calls come from
 * @param apiUrl where the paths of the API begin, without a slash at the end
 * @param answerDeadline longest wait for an answer to a call event before Twilio gets the
 * fallback, at most 3 s: meanwhile the caller hears nothing
 * @param bodyDeadline longest wait for the end of a webhook's body before the request is
 * refused with 408
 * @param detection how Twilio finds out who answers a call that we place, where an agent
 * wants to know
 */
@Validated
@ConfigurationProperties("trunkline.twilio")
public record TwilioProperties(@DefaultValue("") String accountSid, @DefaultValue List<Secret> authToken,
		@DefaultValue("") String fromNumber, @NotNull @DefaultValue("https://api.twilio.com") URI apiUrl,
		@DurationMin(millis = 1) @DurationMax(seconds = 3) @DefaultValue("2500ms") Duration answerDeadline,
		@DurationMin(millis = 1) @DurationMax(seconds = 60) @DefaultValue("10s") Duration bodyDeadline,
		@NotNull @Valid @DefaultValue Detection detection) {

	public TwilioProperties {
		authToken = authToken.stream().map((token) -> new Secret(token.value().strip())).filter(Secret::isSet).toList();
	}

	/** What the API is told. */
	Secret primaryToken() {
		return this.authToken.isEmpty() ? new Secret("") : this.authToken.getFirst();
	}

	/**
	 * How Twilio finds out who answers.
	 *
	 * @param timeout longest time for all of it
	 * @param silence so long without a sound and it gives up
	 * @param speech who speaks for so long is a machine
	 * @param speechEnd so long a break ends what is said
	 * @param delayResult whether a machine's greeting is heard to its end before the
	 * result comes
	 */
	public record Detection(@DurationMin(seconds = 3) @DurationMax(seconds = 59) @DefaultValue("15s") Duration timeout,
			@DurationMin(seconds = 2) @DurationMax(seconds = 10) @DefaultValue("5s") Duration silence,
			@DurationMin(seconds = 1) @DurationMax(seconds = 6) @DefaultValue("2400ms") Duration speech,
			@DurationMin(millis = 500) @DurationMax(seconds = 5) @DefaultValue("1200ms") Duration speechEnd,
			@DefaultValue("false") boolean delayResult) {
	}

}
