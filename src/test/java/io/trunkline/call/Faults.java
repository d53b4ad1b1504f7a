package io.trunkline.call;

/**
 * How badly things go in one simulated call; percentages.
 *
 * @param slow a provider takes its time
 * @param model the model fails or never answers
 * @param voice the synthesiser fails or stalls
 * @param empty the model says nothing
 * @param phrases stock phrases cannot be rendered
 * @param hearing whether recognition breaks off
 * @param carrier the carrier refuses, or does not answer
 * @param tools a tool fails or hangs
 * @param lingering what was cancelled still comes for a moment
 */
record Faults(int slow, int model, int voice, int empty, int phrases, boolean hearing, int carrier, int tools,
		int lingering) {

	static Faults of(World.Dice dice) {
		if (dice.chance(30)) {
			return new Faults(0, 0, 0, 0, 0, false, 0, 0, 0);
		}
		return new Faults(some(dice, 30), some(dice, 30), some(dice, 30), some(dice, 15), some(dice, 20),
				dice.chance(3), some(dice, 50), some(dice, 40), some(dice, 100));
	}

	private static int some(World.Dice dice, int most) {
		return dice.chance(40) ? dice.between(1, most) : 0;
	}

}
