package io.trunkline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * @param tools what it can do: names of tools, or {@code mcp:} and a server
 * @param destinations where it can transfer to: alias to number in E.164
 * @param handOver the agents that it may hand its caller over to
 * @param phrases what it says when the conversation itself has nothing to say
 * @param turn how it takes turns
 * @param limits when it must end
 */
public record Agent(String name, List<String> numbers, String instructions, String greeting, String voice,
		String language, String model, Engine engine, List<String> tools, Map<String, String> destinations,
		List<String> handOver, Phrases phrases, Turn turn, Limits limits) {

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
	 * @param disclosure what a caller must be told first and cannot interrupt; may be empty
	 * @param sorry a reply failed, the caller is asked to repeat
	 * @param pardon the caller made a sound, but no word was understood
	 * @param stillThere the caller has been silent
	 * @param oneMoment the reply takes a moment
	 * @param stillWorking the reply takes longer
	 * @param offerPerson the reply takes so long that a person might be better
	 * @param goodbye before a hang-up that nothing else announced
	 * @param transferring before a transfer that nothing else announced
	 * @param transferFailed the other side could not be rung
	 * @param outOfOrder the agent cannot go on; the call is passed on or hung up next
	 * @param timeIsUp the longest allowed time is over
	 * @param reconnected the media stream broke and is back
	 */
	public record Phrases(String disclosure, String sorry, String pardon, String stillThere, String oneMoment,
			String stillWorking, String offerPerson, String goodbye, String transferring, String transferFailed,
			String outOfOrder, String timeIsUp, String reconnected) {
	}

	/**
	 * How it takes turns.
	 *
	 * @param bargeIn what it takes to interrupt it
	 * @param speculation when it begins a reply before the caller has certainly finished
	 * @param patience how long it waits
	 * @param reprompts how often a silent caller is asked before the goodbye
	 * @param failures replies that may fail in a row before the agent gives up
	 * @param toolRounds how often one turn may ask the model, tool results included
	 */
	public record Turn(BargeIn bargeIn, Speculation speculation, Patience patience, int reprompts, int failures,
			int toolRounds) {
	}

	/**
	 * What it takes to interrupt it. Words are compared without case and punctuation.
	 *
	 * @param acknowledgements what a listener says without wanting the floor
	 * @param farewells the same for answers to a goodbye
	 * @param stopWords what interrupts at once
	 * @param fillers what says nothing
	 * @param minimumWords so many other words interrupt
	 * @param window how long it keeps silent to find out
	 * @param guarded sentences that cannot be interrupted; the disclosure never can
	 */
	public record BargeIn(List<String> acknowledgements, List<String> farewells, List<String> stopWords,
			List<String> fillers, int minimumWords, Duration window, Set<Segment> guarded) {
	}

	/** Sentences that can be guarded from interruption. */
	public enum Segment {

		/** The first sentence. */
		GREETING,
		/** The stock goodbye. */
		GOODBYE,
		/** The stock announcement of a transfer. */
		TRANSFERRING

	}

	/**
	 * When it begins a reply early.
	 *
	 * @param perTurn how often in one turn of the caller; 0 never
	 * @param commitAfter a turn counts as finished so long after a probable end without
	 * more words; zero waits for the certain end
	 * @param mostWaste percentage of replies begun in vain beyond which a call stops it
	 */
	public record Speculation(int perTurn, Duration commitAfter, int mostWaste) {
	}

	/**
	 * How long it waits.
	 *
	 * @param silence a caller may say nothing so long before being asked
	 * @param unclear a caller's sound may go on so long without a word
	 * @param filler it may be silent so long while a tool runs
	 * @param owed it may be silent so long in any case while it owes a reply
	 * @param reply the longest wait for the first sound of a reply
	 * @param goodbye the longest time for last words once they are written
	 */
	public record Patience(Duration silence, Duration unclear, Duration filler, Duration owed, Duration reply,
			Duration goodbye) {
	}

	/**
	 * When it must end.
	 *
	 * @param maxDuration the longest call
	 * @param wrapUp so long before that the model is told; zero never tells
	 */
	public record Limits(Duration maxDuration, Duration wrapUp) {
	}

}
