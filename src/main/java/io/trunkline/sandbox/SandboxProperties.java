package io.trunkline.sandbox;

import java.net.URI;
import java.time.Duration;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sandbox. What both ends must know of each other comes from the same variables.
 *
 * @param port where carriers and providers listen, on loopback; 0 takes a free one
 * @param demo whether a call is placed once the service is up, and calls are told on the
 * terminal
 * @param demoCarrier who carries calls for demonstration
 * @param demoEngine what the agent is to listen and speak with in them; its own engine if
 * that is not said
 * @param number the number that callers dial
 * @param webhookUrl where the carrier announces calls
 * @param accountId the account at the carrier
 * @param applicationId the voice application there
 * @param webhookUsername what the carrier says it is at the webhook
 * @param webhookPassword the password that goes with it
 * @param clientId who may use the Voice API
 * @param clientSecret the secret that goes with it
 * @param twilio the account at the other carrier
 * @param delays how quick the providers are
 */
@ConfigurationProperties("trunkline.sandbox")
record SandboxProperties(@DefaultValue("8090") int port, @DefaultValue("true") boolean demo,
		@DefaultValue("bandwidth") Carrier demoCarrier, @Nullable Engine demoEngine,
		@DefaultValue("+12025550100") String number,
		@DefaultValue("http://127.0.0.1:8080/webhooks/bandwidth") URI webhookUrl,
		@DefaultValue("9900000") String accountId,
		@DefaultValue("1d0c0b0a-0000-4000-8000-000000000001") String applicationId,
		@DefaultValue("sandbox") String webhookUsername, @DefaultValue("sandbox-webhook") Secret webhookPassword,
		@DefaultValue("sandbox-client") String clientId, @DefaultValue("sandbox-secret") Secret clientSecret,
		@DefaultValue Twilio twilio, @DefaultValue Delays delays) {

	/** The number that callers dial. */
	String number(Carrier carrier) {
		return switch (carrier) {
			case BANDWIDTH -> this.number;
			case TWILIO -> this.twilio.number();
		};
	}

	/** What a call for demonstration is like that asks for nothing else. */
	DemoWish demoWish() {
		return new DemoWish(this.demoCarrier, this.demoEngine);
	}

	/**
	 * An account at Twilio.
	 *
	 * @param number the number that callers dial
	 * @param webhookUrl where the carrier announces calls
	 * @param statusUrl where it tells of their ends
	 */
	record Twilio(@DefaultValue("AC00000000000000000000000000005a4d") String accountSid,
			@DefaultValue("5a4db0a0000000000000000000000001") Secret authToken,
			@DefaultValue("+12025550110") String number,
			@DefaultValue("http://127.0.0.1:8080/webhooks/twilio") URI webhookUrl,
			@DefaultValue("http://127.0.0.1:8080/webhooks/twilio/status") URI statusUrl) {
	}

	/**
	 * How quick the providers are.
	 *
	 * @param eagerEnd silence after which the recogniser takes the caller's turn for
	 * probably over, at its own default threshold
	 * @param turnEnd silence after which it takes it for certainly over, likewise
	 * @param firstToken from a request to the model's first word
	 * @param betweenTokens from one word to the next
	 * @param firstAudio from a text to its first sound
	 */
	record Delays(@DefaultValue("300ms") Duration eagerEnd, @DefaultValue("600ms") Duration turnEnd,
			@DefaultValue("150ms") Duration firstToken, @DefaultValue("25ms") Duration betweenTokens,
			@DefaultValue("90ms") Duration firstAudio) {
	}

}
