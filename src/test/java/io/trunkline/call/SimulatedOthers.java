package io.trunkline.call;

import java.time.Instant;

import io.trunkline.telephony.CarrierNotice.Answerer;

/**
 * What comes from elsewhere than from mouths: keys, in any order and twice, an operator's
 * wishes, and what the carrier thinks of whoever answered.
 */
final class SimulatedOthers {

	private final World world;

	private final World.Dice dice;

	private final LiveCall call;

	private int words;

	SimulatedOthers(World world, LiveCall call) {
		this.world = world;
		this.dice = world.dice("others");
		this.call = call;
	}

	/** The call begins. */
	void begin(boolean outbound) {
		if (outbound && this.dice.chance(60)) {
			Answerer answerer = this.dice.of(Answerer.HUMAN, Answerer.HUMAN, Answerer.MACHINE, Answerer.SILENCE,
					Answerer.UNKNOWN);
			this.world.after(this.dice.between(0, 9000), () -> recognised(answerer));
		}
		if (this.dice.chance(30)) {
			for (int left = this.dice.between(1, 3); left > 0; left--) {
				this.world.after(this.dice.between(0, 40_000), this::keys);
			}
		}
		if (this.dice.chance(25)) {
			for (int left = this.dice.between(1, 4); left > 0; left--) {
				this.world.after(this.dice.between(0, 40_000), this::wish);
			}
		}
	}

	private void recognised(Answerer answerer) {
		this.world.note(answerer);
		this.call.recognised(answerer);
	}

	private void keys() {
		long at = 0;
		for (int left = this.dice.between(1, 6); left > 0; left--) {
			char key = "0123456789#*".charAt(this.dice.between(0, 11));
			Instant pressed = Instant.EPOCH.plusMillis(1_000_000 + this.world.now() + at);
			for (int times = this.dice.of(1, 1, 1, 2); times > 0; times--) {
				this.world.after(at + this.dice.between(0, 140), () -> {
					this.world.note("key " + key);
					this.call.key(key, pressed);
				});
			}
			at += this.dice.between(60, 900);
		}
	}

	private void wish() {
		switch (this.dice.between(0, 9)) {
			case 0, 1, 2, 3, 4 -> this.call.say("wish" + ++this.words + " of somebody");
			case 5, 6 -> this.call.whisper("be kind");
			case 7, 8 -> this.call.transfer(this.dice.of("human", "nowhere"));
			default -> this.call.hangUp();
		}
	}

}
