package io.trunkline.sandbox.voice;

/**
 * What a listener found wrong with the sound. A deliberate cut inside a word leaves a
 * trace as well, so that only sound played without interruption must be free of damage.
 *
 * @param corrupt words that could be seen but not read; they are dropped
 * @param altered words that were read although the sound before them is not the sound
 * that was sent: bytes changed, lost, repeated, inserted or out of order
 * @param missing gaps in the numbering of words: some were lost or came out of order
 */
public record Damage(int corrupt, int altered, int missing) {

	/** Sound as it was sent. */
	public static final Damage NONE = new Damage(0, 0, 0);

	public int total() {
		return this.corrupt + this.altered + this.missing;
	}

	Damage oneCorrupt() {
		return new Damage(this.corrupt + 1, this.altered, this.missing);
	}

	Damage oneAltered() {
		return new Damage(this.corrupt, this.altered + 1, this.missing);
	}

	Damage oneMissing() {
		return new Damage(this.corrupt, this.altered, this.missing + 1);
	}

}
