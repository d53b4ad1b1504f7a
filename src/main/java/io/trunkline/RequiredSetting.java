package io.trunkline;

import java.util.Set;
import java.util.function.Predicate;

/** What production cannot do without. Each constant is named like its variable. */
enum RequiredSetting {

	PUBLIC_URL("trunkline.public-url", "the https address at which carriers reach this service"),
	BANDWIDTH_ACCOUNT_ID("trunkline.bandwidth.account-id", "the Bandwidth account whose calls these are"),
	BANDWIDTH_CLIENT_ID("trunkline.bandwidth.client-id", "the API client that hangs up, transfers and places calls"),
	BANDWIDTH_CLIENT_SECRET("trunkline.bandwidth.client-secret", "the secret of that API client"),
	BANDWIDTH_APPLICATION_ID("trunkline.bandwidth.application-id",
			"the Bandwidth voice application that outbound calls belong to"),
	BANDWIDTH_FROM_NUMBER("trunkline.bandwidth.from-number", "the number that outbound calls come from, +12025550100"),
	BANDWIDTH_WEBHOOK_USERNAME("trunkline.bandwidth.webhook-username",
			"the user name that Bandwidth's webhooks and media sockets bring"),
	BANDWIDTH_WEBHOOK_PASSWORD("trunkline.bandwidth.webhook-password", "the password that they bring"),
	CARTESIA_API_KEY("trunkline.cartesia.api-key", "the key of Cartesia, which hears and speaks",
			(choices) -> choices.cartesiaHears() || choices.cartesiaSpeaks()),
	CARTESIA_VOICE_ID("trunkline.cartesia.voice-id", "the Cartesia voice that agents speak with",
			Choices::cartesiaSpeaks),
	OPENAI_API_KEY("trunkline.openai.api-key", "the key of the language model's server", Choices::openAiThinks),
	TWILIO_ACCOUNT_SID("trunkline.twilio.account-sid", "the Twilio account whose calls these are"),
	TWILIO_AUTH_TOKEN("trunkline.twilio.auth-token", "what Twilio signs its requests with, and its API is told");

	private final String property;

	private final String purpose;

	private final Predicate<Choices> need;

	RequiredSetting(String property, String purpose) {
		this(property, purpose, (_) -> true);
	}

	RequiredSetting(String property, String purpose, Predicate<Choices> need) {
		this.property = property;
		this.purpose = purpose;
		this.need = need;
	}

	/**
	 * Whether production needs it. One carrier is enough, but of one that is begun
	 * nothing may be missing.
	 * @param given what is set
	 */
	boolean isWanted(Set<RequiredSetting> given) {
		boolean twilio = given.contains(TWILIO_ACCOUNT_SID) || given.contains(TWILIO_AUTH_TOKEN);
		if (name().startsWith("TWILIO_")) {
			return twilio;
		}
		return !isBandwidths() || !twilio || given.stream().anyMatch(RequiredSetting::isBandwidths);
	}

	private boolean isBandwidths() {
		return name().startsWith("BANDWIDTH_");
	}

	/** The property that the variable fills; setting it in a file does as well. */
	String property() {
		return this.property;
	}

	/** Whether these choices need it at all. */
	boolean isNeeded(Choices choices) {
		return this.need.test(choices);
	}

	/** Completes the sentence "this variable is ...". */
	String purpose() {
		return this.purpose;
	}

}
