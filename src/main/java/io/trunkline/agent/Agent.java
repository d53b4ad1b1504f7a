package io.trunkline.agent;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.secret.Secret;

/**
 * What an agent is. Immutable: a call keeps the agent it began with. As an operator
 * defines it, its texts may have variables in double braces; {@link #forCall} fills them
 * in.
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
 * @param destinations where it can transfer to, by alias
 * @param handOver the agents that it may hand its caller over to
 * @param phrases what it says when the conversation itself has nothing to say
 * @param turn how it takes turns
 * @param limits when it must end
 * @param pronunciations how words are said that its voice gets wrong: word to spelling,
 * whole words in any case
 * @param variables what stands for the variables of its texts
 * @param outbound how it begins a call that it places
 * @param keys what it makes of keys that the caller presses
 * @param recording whether the carrier records its calls
 * @param version changes with its definition and with nothing else; for records and logs
 */
public record Agent(String name, List<String> numbers, String instructions, String greeting, String voice,
		String language, String model, Engine engine, List<String> tools, Map<String, Destination> destinations,
		List<String> handOver, Phrases phrases, TurnStyle turn, Limits limits, Map<String, String> pronunciations,
		Variables variables, Outbound outbound, Keys keys, Recording recording, String version) {

	/**
	 * The agent of one call, with every variable filled in: what it says and is told are
	 * the same from the call's first turn to its last.
	 */
	public Agent forCall(CallVariables call) {
		Map<String, String> values = call.seenBy(this);
		UnaryOperator<String> fill = (text) -> Template.render(text, values);
		return new Agent(this.name, this.numbers, fill.apply(this.instructions), fill.apply(this.greeting), this.voice,
				this.language, this.model, this.engine, this.tools, destinations(fill), this.handOver,
				this.phrases.map(fill), this.turn, this.limits, this.pronunciations, this.variables,
				this.outbound.map(fill), this.keys, this.recording, this.version);
	}

	/** The same agent with another first sentence. */
	public Agent greeting(String sentence) {
		return new Agent(this.name, this.numbers, this.instructions, sentence, this.voice, this.language, this.model,
				this.engine, this.tools, this.destinations, this.handOver, this.phrases, this.turn, this.limits,
				this.pronunciations, this.variables, this.outbound, this.keys, this.recording, this.version);
	}

	private Map<String, Destination> destinations(UnaryOperator<String> fill) {
		return this.destinations.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (entry) -> entry.getValue().map(fill)));
	}

	/**
	 * The same agent on another engine, whose voices and models have other names: it
	 * takes the configured ones.
	 */
	public Agent on(Engine other) {
		return (other == this.engine) ? this
				: new Agent(this.name, this.numbers, this.instructions, this.greeting, "", this.language, "", other,
						this.tools, this.destinations, this.handOver, this.phrases, this.turn, this.limits,
						this.pronunciations, this.variables, this.outbound, this.keys, this.recording, this.version);
	}

	/** What it may say that is the same in every call: worth rendering ahead. */
	public List<String> fixedSentences() {
		return Stream.concat(Stream.of(this.greeting), this.phrases.all())
			.filter((sentence) -> !sentence.isBlank() && Template.variables(sentence).isEmpty())
			.toList();
	}

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
	 * @param disclosure what a caller must be told first and cannot interrupt; may be
	 * empty
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

		Stream<String> all() {
			return Stream.of(this.disclosure, this.sorry, this.pardon, this.stillThere, this.oneMoment,
					this.stillWorking, this.offerPerson, this.goodbye, this.transferring, this.transferFailed,
					this.outOfOrder, this.timeIsUp, this.reconnected);
		}

		Phrases map(UnaryOperator<String> change) {
			return new Phrases(change.apply(this.disclosure), change.apply(this.sorry), change.apply(this.pardon),
					change.apply(this.stillThere), change.apply(this.oneMoment), change.apply(this.stillWorking),
					change.apply(this.offerPerson), change.apply(this.goodbye), change.apply(this.transferring),
					change.apply(this.transferFailed), change.apply(this.outOfOrder), change.apply(this.timeIsUp),
					change.apply(this.reconnected));
		}
	}

	/**
	 * When it must end.
	 *
	 * @param maxDuration the longest call
	 * @param wrapUp so long before that the model is told; zero, or longer than the call
	 * may be, never tells
	 * @param history characters of talk that its history may hold before the oldest part
	 * is summarised
	 */
	public record Limits(Duration maxDuration, Duration wrapUp, int history) {
	}

	/**
	 * What stands for the variables of its texts.
	 *
	 * @param timeZone whose date and time it speaks of
	 * @param defaults by name, as {@link CallVariables#key} writes it; what is known of a
	 * call wins
	 * @param lookup asked about each call, if it is
	 */
	public record Variables(ZoneId timeZone, Map<String, String> defaults, Optional<Lookup> lookup) {

		/** For an agent that has none. */
		public static final Variables NONE = new Variables(ZoneOffset.UTC, Map.of(), Optional.empty());

		public Variables {
			defaults = Map.copyOf(defaults);
		}

	}

	/**
	 * An address that is asked about each call before it is answered.
	 *
	 * @param url with {@code {caller}} and {@code {dialled}} in its path or query
	 * @param headers sent along
	 * @param timeout how long the answer may take; then the defaults stand
	 * @param provides names of the variables that it may fill, as
	 * {@link CallVariables#key} writes them; whatever else it answers is left out
	 */
	public record Lookup(String url, Map<String, Secret> headers, Duration timeout, Set<String> provides) {
	}

	/**
	 * Where it can transfer to.
	 *
	 * @param to whom to ring, all at once: numbers in E.164 or {@code sip:} addresses
	 * @param callerId the number shown to them; empty shows the caller's
	 * @param callerName the name shown to them; empty shows none
	 * @param ring how long to ring
	 * @param briefing what is said to whoever answers, before they are connected; empty
	 * for nothing
	 * @param ask whether they must press 1 to be connected
	 * @param userToUser content of the {@code User-to-User} header for {@code sip:}
	 * addresses, with its encoding suffix; empty sends none
	 */
	public record Destination(List<String> to, String callerId, String callerName, Duration ring, String briefing,
			boolean ask, String userToUser) {

		Destination map(UnaryOperator<String> change) {
			return new Destination(this.to, this.callerId, this.callerName, this.ring, change.apply(this.briefing),
					this.ask, this.userToUser);
		}

	}

	/**
	 * How it begins a call that it places.
	 *
	 * @param carrier the room of the carrier that places it; empty takes the service's
	 * @param detection whether the carrier listens for an answering machine
	 * @param ring how long to ring
	 * @param decide so long after the answer the agent speaks if nobody knows who is
	 * there
	 * @param voicemail what it says after the beep of an answering machine before it
	 * hangs up; empty hangs up without a word
	 * @param screening what it says to a machine that asks who calls; empty hangs up
	 */
	public record Outbound(String carrier, Detection detection, Duration ring, Duration decide, String voicemail,
			String screening) {

		/** For agents that place no calls. */
		public static final Outbound NONE = new Outbound("", Detection.NONE, Duration.ofSeconds(30),
				Duration.ofSeconds(4), "", "");

		Outbound map(UnaryOperator<String> change) {
			return new Outbound(this.carrier, this.detection, this.ring, this.decide, change.apply(this.voicemail),
					change.apply(this.screening));
		}

	}

	/** Ways for the carrier to listen for an answering machine. */
	public enum Detection {

		/** It does not; the agent listens itself. */
		NONE,
		/** It connects at once and tells later. */
		ASYNC,
		/** It connects when it knows. */
		SYNC

	}

	/**
	 * What it makes of keys that the caller presses.
	 *
	 * @param terminator the key that ends an entry; empty for none
	 * @param length so many digits end an entry; 0 for no limit
	 * @param timeout so long after the last key an entry ends
	 * @param secret whether entries stay out of history, transcript and logs
	 * @param bound what single keys do, outside of an entry: key to alias of a
	 * destination
	 */
	public record Keys(String terminator, int length, Duration timeout, boolean secret, Map<String, String> bound) {

		/** Unless configured. */
		public static final Keys PLAIN = new Keys("#", 0, Duration.ofSeconds(3), false, Map.of());

	}

	/**
	 * Whether the carrier records its calls.
	 *
	 * @param on whether at all
	 * @param afterDisclosure whether only once the disclosure was heard to its end
	 * @param transcribed whether the carrier writes down what is said
	 * @param bothSides whether each side gets a channel of its own
	 * @param mp3 whether the file is compressed
	 * @param liveTranscript whether the carrier writes down what is said while it is
	 * said, recorded or not
	 */
	public record Recording(boolean on, boolean afterDisclosure, boolean transcribed, boolean bothSides, boolean mp3,
			boolean liveTranscript) {

		/** Unless configured. */
		public static final Recording OFF = new Recording(false, true, false, false, false, false);

	}

}
