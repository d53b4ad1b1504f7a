package io.trunkline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.agent.tool.ToolName;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The agents as an operator writes them.
 *
 * @param agents by name
 */
@ConfigurationProperties("trunkline")
record AgentsProperties(@DefaultValue Map<String, Definition> agents) {

	/**
	 * One agent.
	 *
	 * @param numbers dialled numbers in E.164 that it answers; none takes what no other
	 * claims
	 * @param instructions the system text for the model
	 * @param greeting its first sentence; empty lets the caller speak first
	 * @param voice the synthesiser's name of its voice; empty takes the provider's
	 * @param language ISO 639-1
	 * @param model the provider's name of its model; empty takes the provider's
	 * @param engine cascade, realtime or echo
	 * @param tools what it can do
	 * @param transfer where it can transfer to
	 * @param phrases what it says when no model is asked
	 * @param turn how it takes turns
	 * @param limits when it must end
	 * @param pronunciations how words are said that its voice gets wrong: word to
	 * spelling
	 */
	record Definition(@DefaultValue List<String> numbers, @DefaultValue("") String instructions,
			@DefaultValue("") String greeting, @DefaultValue("") String voice, @DefaultValue("en") String language,
			@DefaultValue("") String model, @DefaultValue("cascade") Agent.Engine engine,
			@DefaultValue Set<ToolName> tools, @DefaultValue Transfer transfer, @DefaultValue Phrases phrases,
			@DefaultValue Turn turn, @DefaultValue Limits limits, @DefaultValue Map<String, String> pronunciations) {

		Agent named(String name) {
			return new Agent(name, List.copyOf(this.numbers), this.instructions.strip(), this.greeting.strip(),
					this.voice, this.language, this.model, this.engine, Set.copyOf(this.tools),
					this.transfer.configured(), this.phrases.spoken(), this.turn.taken(),
					new Agent.Limits(this.limits.maxDuration()), Map.copyOf(this.pronunciations));
		}
	}

	/**
	 * Where an agent can transfer to.
	 *
	 * @param destinations alias to number in E.164; an alias without a number is not
	 * offered
	 */
	record Transfer(@DefaultValue Map<String, String> destinations) {

		Map<String, String> configured() {
			return this.destinations.entrySet()
				.stream()
				.filter((destination) -> !destination.getValue().isBlank())
				.collect(java.util.stream.Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
		}
	}

	/** See {@link Agent.Phrases}. */
	record Phrases(@DefaultValue("Sorry, I did not get that. Could you say it again?") String sorry,
			@DefaultValue("Are you still there?") String stillThere,
			@DefaultValue("Goodbye, and thank you for calling.") String goodbye,
			@DefaultValue("One moment, I will put you through.") String transferring,
			@DefaultValue("I am sorry, I could not reach anybody. Is there something else I can do?") String transferFailed,
			@DefaultValue("I am sorry, something is out of order on our side.") String outOfOrder,
			@DefaultValue("I am sorry, our time is up. Goodbye.") String timeIsUp,
			@DefaultValue("Sorry, the line broke for a moment. Please go on.") String reconnected) {

		Agent.Phrases spoken() {
			return new Agent.Phrases(this.sorry, this.stillThere, this.goodbye, this.transferring, this.transferFailed,
					this.outOfOrder, this.timeIsUp, this.reconnected);
		}
	}

	/** See {@link Agent.Turn}. */
	record Turn(@DefaultValue("8s") Duration silence, @DefaultValue("2") int reprompts,
			@DefaultValue("8s") Duration replyDeadline, @DefaultValue("3") int failures,
			@DefaultValue("3") int toolRounds) {

		Agent.Turn taken() {
			return new Agent.Turn(this.silence, this.reprompts, this.replyDeadline, this.failures, this.toolRounds);
		}
	}

	/** See {@link Agent.Limits}. */
	record Limits(@DefaultValue("30m") Duration maxDuration) {
	}

}
