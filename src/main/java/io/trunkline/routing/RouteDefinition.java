package io.trunkline.routing;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A route as an operator writes it, below {@code trunkline.routes}.
 *
 * @param numbers the dialled numbers it is for; empty for all
 * @param agent who takes the calls; empty leaves them to whose number it is
 * @param greeting in place of that agent's own
 * @param reject whether the calls are not answered at all
 * @param hours when they are taken
 * @param closed what becomes of them at any other time
 * @param callers who is treated otherwise
 */
record RouteDefinition(@DefaultValue List<String> numbers, @DefaultValue("") String agent,
		@DefaultValue("") String greeting, @DefaultValue("false") boolean reject, @DefaultValue OpeningHours hours,
		@DefaultValue Closed closed, @DefaultValue Callers callers) {

	/**
	 * When calls are taken.
	 *
	 * @param timeZone whose clock, such as {@code Europe/Berlin}
	 * @param open such as {@code mon-fri 09:00-17:00}; empty for always
	 * @param holidays days such as {@code 2026-12-25}, or {@code 12-25} for every year
	 */
	record OpeningHours(@DefaultValue("") String timeZone, @DefaultValue List<String> open,
			@DefaultValue List<String> holidays) {
	}

	/**
	 * What becomes of calls outside of the hours; one of the first two.
	 *
	 * @param sentence what callers hear before the carrier hangs up
	 * @param agent who takes the calls
	 * @param greeting in place of that agent's own
	 */
	record Closed(@DefaultValue("") String sentence, @DefaultValue("") String agent,
			@DefaultValue("") String greeting) {

		boolean isSet() {
			return !this.sentence.isBlank() || !this.agent.isBlank() || !this.greeting.isBlank();
		}
	}

	/**
	 * Who is treated otherwise. Numbers are in E.164; an asterisk at the end stands for
	 * all that begin so.
	 *
	 * @param block whose calls are not answered
	 * @param withheld what becomes of calls that show no number
	 * @param vip who is taken by somebody else, or greeted otherwise
	 */
	record Callers(@DefaultValue List<String> block, @DefaultValue("answer") Withheld withheld, @DefaultValue Vip vip) {
	}

	/**
	 * Special callers.
	 *
	 * @param agent who takes their calls; empty leaves them to the route's
	 * @param greeting in place of that agent's own
	 * @param always whether outside of the hours too
	 */
	record Vip(@DefaultValue List<String> numbers, @DefaultValue("") String agent, @DefaultValue("") String greeting,
			@DefaultValue("false") boolean always) {
	}

	/** What becomes of calls that show no number. */
	enum Withheld {

		/** They are taken as any other. */
		ANSWER,
		/** They are not answered. */
		REJECT

	}

}
