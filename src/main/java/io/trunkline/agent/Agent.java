package io.trunkline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.agent.tool.ToolName;

/**
 * What an agent is. Immutable: a call keeps the agent it began with.
 *
 * @param name its key under {@code trunkline.agents}
 * @param numbers the dialled numbers it answers; empty takes those that no other agent
 * claims
 * @param instructions the system text for the model
 * @param greeting its first sentence; empty lets the caller speak first
 * @param voice the synthesiser's name of its voice; empty takes the provider's configured
 * one
 * @param language ISO 639-1
 * @param model the provider's name of its model; empty takes the provider's configured
 * one
 * @param engine how it listens and speaks
 * @param tools what it can do
 * @param destinations where it can transfer to: alias to number in E.164
 * @param phrases what it says when the conversation itself has nothing to say
 * @param turn how it takes turns
 * @param limits when it must end
 * @param pronunciations how words are said that its voice gets wrong: word to spelling,
 * whole words in any case
 */
public record Agent(String name, List<String> numbers, String instructions, String greeting, String voice,
		String language, String model, Engine engine, Set<ToolName> tools, Map<String, String> destinations,
		Phrases phrases, Turn turn, Limits limits, Map<String, String> pronunciations) {

	/** Ways to listen and speak. */
	public enum Engine {

		/** Recognise, think, synthesise. */
		CASCADE,
		/** One speech-to-speech socket. */
		REALTIME,
		/** Reads back what it heard. */
		ECHO

	}

	/**
	 * Sentences for moments in which no model is asked.
	 *
	 * @param sorry a reply failed, the caller is asked to repeat
	 * @param stillThere the caller has been silent
	 * @param goodbye before a hang-up that nothing else announced
	 * @param transferring before a transfer that nothing else announced
	 * @param transferFailed the other side could not be rung
	 * @param outOfOrder the agent cannot go on; the call is passed on or hung up next
	 * @param timeIsUp the longest allowed time is over
	 * @param reconnected the media stream broke and is back
	 */
	public record Phrases(String sorry, String stillThere, String goodbye, String transferring, String transferFailed,
			String outOfOrder, String timeIsUp, String reconnected) {
	}

	/**
	 * How it takes turns.
	 *
	 * @param silence how long a caller may say nothing before being asked
	 * @param reprompts how often a silent caller is asked before the goodbye
	 * @param replyDeadline the longest wait between the caller's last word and the first
	 * sound
	 * @param failures replies that may fail in a row before the agent gives up
	 * @param toolRounds how often one turn may ask the model again after tool results
	 */
	public record Turn(Duration silence, int reprompts, Duration replyDeadline, int failures, int toolRounds) {
	}

	/**
	 * When it must end.
	 *
	 * @param maxDuration the longest call
	 */
	public record Limits(Duration maxDuration) {
	}

}
