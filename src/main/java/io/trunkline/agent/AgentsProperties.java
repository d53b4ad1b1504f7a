package io.trunkline.agent;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The agents as an operator writes them under {@code trunkline}. Not a bean: they are
 * read again whenever their file changes.
 *
 * @param agents by name
 */
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
	 * @param tools what it can do: names of tools, or {@code mcp:} and a server
	 * @param transfer where it can transfer to
	 * @param handOver the agents that it may hand its caller over to
	 * @param phrases what it says when no model is asked
	 * @param turn how it takes turns
	 * @param limits when it must end
	 * @param pronunciations how words are said that its voice gets wrong: word to
	 * spelling
	 * @param timeZone whose date and time it speaks of, such as Europe/Berlin; the
	 * machine's unless set
	 * @param variables values for variables of its texts, unless a call brings others
	 * @param lookup what is asked about each call before it is answered
	 * @param outbound how it begins a call that it places
	 * @param keys what it makes of keys that the caller presses
	 * @param recording whether the carrier records its calls
	 */
	record Definition(@DefaultValue List<String> numbers, @DefaultValue("") String instructions,
			@DefaultValue("") String greeting, @DefaultValue("") String voice, @DefaultValue("en") String language,
			@DefaultValue("") String model, @DefaultValue("cascade") Agent.Engine engine,
			@DefaultValue List<String> tools, @DefaultValue Transfer transfer, @DefaultValue List<String> handOver,
			@DefaultValue Phrases phrases, @DefaultValue Turn turn, @DefaultValue Limits limits,
			@DefaultValue Map<String, String> pronunciations, @Nullable ZoneId timeZone,
			@DefaultValue Map<String, String> variables, @DefaultValue Lookup lookup, @DefaultValue Outbound outbound,
			@DefaultValue Keys keys, @DefaultValue Recording recording) {

		Agent named(String name) {
			return new Agent(name, List.copyOf(this.numbers), this.instructions.strip(), this.greeting.strip(),
					this.voice, this.language, this.model, this.engine, List.copyOf(this.tools),
					this.transfer.configured(), List.copyOf(this.handOver), this.phrases.spoken(), this.turn.taken(),
					new Agent.Limits(this.limits.maxDuration(), this.limits.wrapUp(), this.limits.history()),
					Map.copyOf(this.pronunciations), known(), this.outbound.begun(), this.keys.heeded(),
					this.recording.made(), Version.of(this));
		}

		/** A variable that only the lookup knows is empty until it is looked up. */
		private Agent.Variables known() {
			Map<String, String> defaults = new HashMap<>();
			this.lookup.provides().forEach((variable) -> defaults.put(CallVariables.key(variable), ""));
			this.variables.forEach((variable, value) -> defaults.put(CallVariables.key(variable), value));
			ZoneId zone = (this.timeZone != null) ? this.timeZone : ZoneId.systemDefault();
			return new Agent.Variables(zone, defaults, this.lookup.configured());
		}
	}

	/**
	 * Where an agent can transfer to.
	 *
	 * @param destinations by alias; an alias without a number is not offered
	 */
	record Transfer(@DefaultValue Map<String, Destination> destinations) {

		Map<String, Agent.Destination> configured() {
			return this.destinations.entrySet()
				.stream()
				.filter((destination) -> !destination.getValue().to().isEmpty())
				.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
						(destination) -> destination.getValue().configured()));
		}
	}

	/** See {@link Agent.Destination}; a number alone will do. */
	record Destination(@DefaultValue List<String> to, @DefaultValue("") String callerId,
			@DefaultValue("") String callerName, @DefaultValue("30s") Duration ring, @DefaultValue("") String briefing,
			@DefaultValue("false") boolean ask, @DefaultValue("") String userToUser) {

		Destination {
			to = to.stream().map(String::strip).filter((party) -> !party.isEmpty()).toList();
		}

		/**
		 * One number, as it is written where nothing else is to be said. Public because
		 * Spring calls it for a plain value.
		 */
		public static Destination valueOf(String number) {
			return new Destination(List.of(number), "", "", Duration.ofSeconds(30), "", false, "");
		}

		Agent.Destination configured() {
			return new Agent.Destination(this.to, this.callerId.strip(), this.callerName.strip(), this.ring,
					this.briefing.strip(), this.ask, this.userToUser.strip());
		}
	}

	/** See {@link Agent.Outbound}. */
	record Outbound(@DefaultValue("") String carrier, @DefaultValue("none") Agent.Detection detection,
			@DefaultValue("30s") Duration ring, @DefaultValue("4s") Duration decide, @DefaultValue("") String voicemail,
			@DefaultValue("") String screening) {

		Agent.Outbound begun() {
			return new Agent.Outbound(this.carrier.strip(), this.detection, this.ring, this.decide,
					this.voicemail.strip(), this.screening.strip());
		}
	}

	/** See {@link Agent.Keys}. */
	record Keys(@DefaultValue("#") String terminator, @DefaultValue("0") int length,
			@DefaultValue("3s") Duration timeout, @DefaultValue("false") boolean secret,
			@DefaultValue Map<String, String> bound) {

		Agent.Keys heeded() {
			return new Agent.Keys(this.terminator.strip(), this.length, this.timeout, this.secret,
					Map.copyOf(this.bound));
		}
	}

	/** See {@link Agent.Recording}; in YAML, {@code on} would be no name but a yes. */
	record Recording(@DefaultValue("false") boolean enabled, @DefaultValue("true") boolean afterDisclosure,
			@DefaultValue("false") boolean transcribed, @DefaultValue("false") boolean bothSides,
			@DefaultValue("false") boolean mp3, @DefaultValue("false") boolean liveTranscript) {

		Agent.Recording made() {
			return new Agent.Recording(this.enabled, this.afterDisclosure, this.transcribed, this.bothSides, this.mp3,
					this.liveTranscript);
		}
	}

	/** See {@link Agent.Phrases}. */
	record Phrases(@DefaultValue("") String disclosure,
			@DefaultValue("Sorry, I did not get that. Could you say it again?") String sorry,
			@DefaultValue("Sorry?") String pardon, @DefaultValue("Are you still there?") String stillThere,
			@DefaultValue("One moment, please.") String oneMoment,
			@DefaultValue("I am still working on it.") String stillWorking,
			@DefaultValue("This takes longer than it should. Shall I connect you with a person?") String offerPerson,
			@DefaultValue("Goodbye, and thank you for calling.") String goodbye,
			@DefaultValue("One moment, I will put you through.") String transferring,
			@DefaultValue("I am sorry, I could not reach anybody. Is there something else I can do?") String transferFailed,
			@DefaultValue("I am sorry, something is out of order on our side.") String outOfOrder,
			@DefaultValue("I am sorry, our time is up. Goodbye.") String timeIsUp,
			@DefaultValue("Sorry, the line broke for a moment. Please go on.") String reconnected) {

		Agent.Phrases spoken() {
			return new Agent.Phrases(this.disclosure.strip(), this.sorry, this.pardon, this.stillThere, this.oneMoment,
					this.stillWorking, this.offerPerson, this.goodbye, this.transferring, this.transferFailed,
					this.outOfOrder, this.timeIsUp, this.reconnected);
		}
	}

	/** See {@link TurnStyle} and {@link TurnStyle.Patience}. */
	record Turn(@DefaultValue BargeIn bargeIn, @DefaultValue Speculation speculation,
			@DefaultValue("8s") Duration silence, @DefaultValue("5s") Duration unclear,
			@DefaultValue("700ms") Duration filler, @DefaultValue("2s") Duration owed,
			@DefaultValue("8s") Duration replyDeadline, @DefaultValue("8s") Duration goodbye,
			@DefaultValue("2") int reprompts, @DefaultValue("3") int failures, @DefaultValue("3") int toolRounds) {

		TurnStyle taken() {
			return new TurnStyle(
					this.bargeIn.heeded(), this.speculation.begun(), new TurnStyle.Patience(this.silence, this.unclear,
							this.filler, this.owed, this.replyDeadline, this.goodbye),
					this.reprompts, this.failures, this.toolRounds);
		}
	}

	/** See {@link TurnStyle.BargeIn}. */
	record BargeIn(@DefaultValue( {
			"mm-hm", "mm hm", "uh-huh", "uh huh", "mhm", "mm", "hm", "hmm", "yeah", "yes", "yep", "yup", "ok", "okay",
			"alright", "all right", "right", "sure", "i see", "got it", "go on", "great", "good", "cool", "thanks",
			"thank you", "oh", "ah", "aha", "exactly", "absolutely" }) List<String> acknowledgements,
			@DefaultValue({ "bye", "bye-bye", "bye bye", "goodbye", "good bye", "you too", "have a nice day",
					"have a good day", "have a good one", "take care", "see you", "ciao",
					"cheers" }) List<String> farewells,
			@DefaultValue({ "stop", "wait", "hold on", "hang on", "one moment", "one second", "just a moment",
					"just a second", "excuse me", "no", "nope", "cancel", "operator", "representative",
					"pardon" }) List<String> stopWords,
			@DefaultValue({ "um", "uh", "uhm", "er", "erm", "eh" }) List<String> fillers,
			@DefaultValue("2") int minimumWords, @DefaultValue("700ms") Duration window,
			@DefaultValue Set<TurnStyle.Segment> guarded){

		TurnStyle.BargeIn heeded() {
			return new TurnStyle.BargeIn(List.copyOf(this.acknowledgements), List.copyOf(this.farewells),
					List.copyOf(this.stopWords), List.copyOf(this.fillers), this.minimumWords, this.window,
					Set.copyOf(this.guarded));
		}
	}

	/** See {@link TurnStyle.Speculation}. */
	record Speculation(@DefaultValue("3") int perTurn, @DefaultValue("0ms") Duration commitAfter,
			@DefaultValue("50") int mostWaste) {

		TurnStyle.Speculation begun() {
			return new TurnStyle.Speculation(this.perTurn, this.commitAfter, this.mostWaste);
		}
	}

	/** See {@link Agent.Limits}. */
	record Limits(@DefaultValue("30m") Duration maxDuration, @DefaultValue("60s") Duration wrapUp,
			@DefaultValue("24000") int history) {
	}

	/**
	 * What is asked about each call.
	 *
	 * @param url https, or http on this machine; {@code {caller}} and {@code {dialled}}
	 * stand for the numbers; empty asks nobody
	 * @param headers sent along
	 * @param timeout how long the answer may take, 3s at most
	 * @param provides names of the variables that the answer may fill
	 */
	record Lookup(@DefaultValue("") String url, @DefaultValue Map<String, Secret> headers,
			@DefaultValue("800ms") Duration timeout, @DefaultValue Set<String> provides) {

		Optional<Agent.Lookup> configured() {
			return this.url.isBlank() ? Optional.empty()
					: Optional.of(new Agent.Lookup(this.url.strip(), Map.copyOf(this.headers), this.timeout,
							this.provides.stream().map(CallVariables::key).collect(Collectors.toUnmodifiableSet())));
		}

	}

}
