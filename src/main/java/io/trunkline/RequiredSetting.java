package io.trunkline;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** What production cannot do without, as far as it is chosen. */
enum RequiredSetting {

	PUBLIC_URL("trunkline.public-url", "the https address at which carriers reach this service"),
	BANDWIDTH_ACCOUNT_ID("trunkline.bandwidth.account-id",
			"the Bandwidth account whose calls these are (with Twilio alone: TWILIO_ACCOUNT_SID)"),
	BANDWIDTH_CLIENT_ID("trunkline.bandwidth.client-id", "the API client that hangs up, transfers and places calls"),
	BANDWIDTH_CLIENT_SECRET("trunkline.bandwidth.client-secret", "the secret of that API client"),
	BANDWIDTH_APPLICATION_ID("trunkline.bandwidth.application-id",
			"the Bandwidth voice application that outbound calls belong to"),
	BANDWIDTH_FROM_NUMBER("trunkline.bandwidth.from-number", "the number that outbound calls come from, +12025550100"),
	BANDWIDTH_WEBHOOK_USERNAME("trunkline.bandwidth.webhook-username",
			"the user name that Bandwidth's webhooks and media sockets bring"),
	BANDWIDTH_WEBHOOK_PASSWORD("trunkline.bandwidth.webhook-password", "the password that they bring"),
	TWILIO_ACCOUNT_SID("trunkline.twilio.account-sid", "the Twilio account whose calls these are"),
	TWILIO_AUTH_TOKEN("trunkline.twilio.auth-token", "what Twilio signs its requests with, and its API is told"),
	TWILIO_FROM_NUMBER("trunkline.twilio.from-number", "the number that outbound calls come from, +12025550100"),
	CARTESIA_API_KEY("trunkline.cartesia.api-key", "the key of Cartesia, which hears and speaks",
			(choices) -> choices.agents((agent) -> agent.hasEarAndVoice()
					&& (choices.recognizer().equals("cartesia") || choices.synthesizer().equals("cartesia")))),
	CARTESIA_VOICE_ID("trunkline.cartesia.voice-id", "the Cartesia voice of agents that name none",
			(choices) -> choices.agents((agent) -> agent.hasEarAndVoice() && agent.voice().isEmpty()
					&& choices.synthesizer().equals("cartesia"))),
	OPENAI_API_KEY("trunkline.openai.api-key", "the key of the language model's server",
			(choices) -> choices.agents((agent) -> agent.thinks() && choices.model().equals("openai"))),
	REALTIME_API_KEY("OPENAI_API_KEY", "trunkline.realtime.api-key", "the key of the speech-to-speech socket",
			(choices) -> choices.agents(Choices.AgentChoice::hasOneSocket));

	private static final Set<String> CARRIERS = Set.of("bandwidth", "twilio");

	/** Whose settings are named where nobody has begun to set up a carrier. */
	private static final String USUAL_CARRIER = "bandwidth";

	private final String variable;

	private final String property;

	private final String purpose;

	/** The agents that need it; null for what does not depend on them. */
	private final @Nullable Function<Choices, List<String>> users;

	/** Of the whole service or of a carrier. Its variable is named like the constant. */
	RequiredSetting(String property, String purpose) {
		this.variable = name();
		this.property = property;
		this.purpose = purpose;
		this.users = null;
	}

	/** Of some agents. Its variable is named like the constant. */
	RequiredSetting(String property, String purpose, Function<Choices, List<String>> users) {
		this.variable = name();
		this.property = property;
		this.purpose = purpose;
		this.users = users;
	}

	/** Of some agents. */
	RequiredSetting(String variable, String property, String purpose, Function<Choices, List<String>> users) {
		this.variable = variable;
		this.property = property;
		this.purpose = purpose;
		this.users = users;
	}

	/**
	 * Whether production needs it.
	 * @param given what is set
	 */
	boolean isWanted(Choices choices, Set<RequiredSetting> given) {
		if (this.users != null) {
			return !this.users.apply(choices).isEmpty();
		}
		if (this == TWILIO_FROM_NUMBER) {
			return choices.carrier().equals(room());
		}
		return !CARRIERS.contains(room()) || carriers(choices, given).contains(room());
	}

	/**
	 * One carrier is enough, but of one that is begun nothing may be missing. What is
	 * wrong with one that an agent names is told with the agent.
	 */
	private static Set<String> carriers(Choices choices, Set<RequiredSetting> given) {
		Set<String> begun = given.stream()
			.map(RequiredSetting::room)
			.filter(CARRIERS::contains)
			.collect(Collectors.toSet());
		if (!choices.carrier().isEmpty()) {
			begun.add(choices.carrier());
		}
		boolean named = !choices.agents((agent) -> !agent.carrier().isEmpty()).isEmpty();
		return (begun.isEmpty() && !named) ? Set.of(USUAL_CARRIER) : begun;
	}

	/** The second part of the property's name. */
	private String room() {
		return this.property.split("\\.")[1];
	}

	/** The agents that need it, by the names of their settings; none if all do. */
	List<String> users(Choices choices) {
		return (this.users != null) ? this.users.apply(choices) : List.of();
	}

	/** The variable of the environment that sets it. */
	String variable() {
		return this.variable;
	}

	/** The property that the variable fills; setting it in a file does as well. */
	String property() {
		return this.property;
	}

	/** Completes the sentence "this variable is ...". */
	String purpose() {
		return this.purpose;
	}

}
