package io.trunkline.call;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.trunkline.agent.Agent;
import io.trunkline.agent.SampleAgents;

/**
 * Agents that take turns in many different ways; made once, since settings are slow to
 * read.
 */
final class SimulatedAgents {

	private static final List<Agent> ALL = IntStream.range(0, 64).mapToObj(SimulatedAgents::make).toList();

	private SimulatedAgents() {
	}

	static Agent of(World.Dice dice) {
		return ALL.get(dice.between(0, ALL.size() - 1));
	}

	private static Agent make(int number) {
		World.Dice dice = new World.Dice(new SplittableRandom(number));
		boolean brief = dice.chance(25);
		return SampleAgents.reception("tools",
				"hang_up,transfer,hand_over,look,book,ask_digits,send_digits,pause_recording", "hand-over", "sales",
				"phrases.disclosure", dice.of("", "", "This call is recorded for training."), "turn.bargein.guarded",
				dice.of("", "", "greeting", "goodbye", "greeting,goodbye,transferring"), "turn.bargein.minimum-words",
				String.valueOf(dice.between(1, 3)), "turn.speculation.per-turn", dice.of("0", "1", "3"),
				"turn.speculation.commit-after", dice.of("0ms", "0ms", "200ms", "600ms"), "turn.silence",
				dice.of("4s", "8s", "8s"), "turn.reprompts", dice.of("0", "1", "2", "2"), "turn.failures",
				dice.of("1", "2", "3", "3"), "turn.tool-rounds", dice.of("1", "2", "4"), "greeting",
				dice.of("Hello.", "Welcome to the sample hotel, how can I help you today?"), "limits.max-duration",
				brief ? dice.between(15, 70) + "s" : "10m", "limits.wrap-up", dice.of("0s", "10s"), "recording.enabled",
				String.valueOf(dice.chance(50)), "recording.after-disclosure", "false", "keys.bound.9", "human",
				"keys.length", dice.of("0", "4"), "outbound.voicemail",
				dice.of("", "This is the sample hotel. Please call us back."), "outbound.screening",
				dice.of("", "The sample hotel."));
	}

}
