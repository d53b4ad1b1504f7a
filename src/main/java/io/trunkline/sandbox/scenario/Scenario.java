package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;

/**
 * A conversation that must go as written.
 *
 * @param name the file's name without its ending
 * @param number the number that is dialled, which nobody else's agent answers
 * @param title one line for people
 * @param pending why it cannot go as written yet; empty if it must
 * @param agent settings of the agent, as they would stand under
 * {@code trunkline.agents.<name>}, keys joined by dots
 * @param model what the model says
 * @param voice how the synthesiser speaks
 * @param carrier what goes wrong at the carrier
 * @param callee what happens to a transfer
 * @param dialogue what is said, in order
 */
public record Scenario(String name, String number, String title, String pending, Map<String, String> agent, Model model,
		Voice voice, CallFaults carrier, Callee callee, List<Line> dialogue) {

	/** Before the name in the names of the agent, of its model and of its voice. */
	private static final String PREFIX = "scenario-";

	public Scenario {
		agent = Map.copyOf(agent);
		dialogue = List.copyOf(dialogue);
	}

	/** The name of the agent, and of the model and the voice that only it uses. */
	String agentName() {
		return PREFIX + this.name;
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
