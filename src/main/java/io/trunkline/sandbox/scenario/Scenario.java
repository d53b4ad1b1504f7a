package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that must go as written.
 *
 * @param name the file's name without its ending
 * @param number the number that is dialled, which nobody else's agent answers
 * @param title one line for people
 * @param pending why it cannot go as written yet; empty if it must
 * @param settings what an operator has configured
 * @param model what the model says
 * @param voice how the synthesiser speaks
 * @param carrier what goes wrong at the carrier
 * @param from who calls; where we call, nobody
 * @param order how somebody is called; empty where somebody calls us
 * @param others what happens to transfers
 * @param dialogue what is said, in order
 * @param record what must stand in the call's record
 */
public record Scenario(String name, String number, String title, String pending, Settings settings, Model model,
		Voice voice, CallFaults carrier, String from, Optional<Order> order, Others others, List<Line> dialogue,
		Kept record) {

	/** Before the name in the names of the agent, of its model and of its voice. */
	private static final String PREFIX = "scenario-";

	/** From the number that is dialled to that of whoever is called instead. */
	private static final long CALLEE = 1000;

	public Scenario {
		dialogue = List.copyOf(dialogue);
	}

	/** The name of the agent, and of the model and the voice that only it uses. */
	String agentName() {
		return PREFIX + this.name;
	}

	/** Who is called, where we call. */
	String calleeNumber() {
		return "+" + (Long.parseLong(this.number.substring(1)) + CALLEE);
	}

	Line.Ends end() {
		if (this.dialogue.getLast() instanceof Line.Ends ends) {
			return ends;
		}
		throw new IllegalStateException(this.name + " has no end");
	}

	/**
	 * What an operator has configured, keys joined by dots.
	 *
	 * @param agent as it would stand under {@code trunkline.agents.<name>}
	 * @param route as it would stand under {@code trunkline.routes}; empty for none
	 */
	record Settings(Map<String, String> agent, Map<String, String> route) {

		Settings {
			agent = Map.copyOf(agent);
			route = Map.copyOf(route);
		}

	}

	/**
	 * How somebody is called.
	 *
	 * @param callee what becomes of it; null if they pick up and do as the dialogue says
	 * @param after how long it rings
	 * @param recognised what the carrier's machine detection finds; null if it never
	 * tells
	 * @param variables what comes with the order
	 */
	record Order(@Nullable Callee callee, Duration after, Callee.@Nullable Recognition recognised,
			Map<String, String> variables) {

		Order {
			variables = Map.copyOf(variables);
		}

	}

	/**
	 * Those whom transfers ring.
	 *
	 * @param usual what anybody does
	 * @param parts what those do who pick up and have lines of their own, by number or
	 * SIP URI
	 * @param fates what happens to those who have none, likewise
	 */
	record Others(Callee usual, Map<String, Part> parts, Map<String, Callee> fates) {

		Others {
			parts = Map.copyOf(parts);
			fates = Map.copyOf(fates);
		}

	}

	/**
	 * Somebody who picks up.
	 *
	 * @param after how long it rings
	 * @param lines what is said and pressed; they hang up at the end
	 */
	record Part(Duration after, List<Line> lines) {

		Part {
			lines = List.copyOf(lines);
		}

	}

	/**
	 * What must stand in the call's record besides its outcome.
	 *
	 * @param fields by their path in {@code call}
	 * @param never what must stand nowhere in it
	 */
	record Kept(Map<String, String> fields, Set<String> never) {

		static final Kept ANYTHING = new Kept(Map.of(), Set.of());

		Kept {
			fields = Map.copyOf(fields);
			never = Set.copyOf(never);
		}

	}

	/**
	 * What the model says.
	 *
	 * @param firstToken from a request to the first word
	 * @param betweenTokens from one word to the next
	 * @param rules the first that fits answers; if none does, the sandbox's receptionist
	 */
	record Model(Duration firstToken, Duration betweenTokens, List<ModelRule> rules) {

		Model {
			rules = List.copyOf(rules);
		}

	}

	/**
	 * How the synthesiser speaks.
	 *
	 * @param firstAudio from a text to its first sound
	 * @param failsAt it fails where these words are to be spoken; empty never
	 * @param times so often; 0 always
	 */
	record Voice(Duration firstAudio, String failsAt, int times) {
	}

}
