package io.trunkline.audio;

/**
 * Listens for the beep of an answering machine: one pure tone, of one pitch for 200 ms.
 * Speech is never so pure, and the tones of a telephone line come in pairs or lie
 * elsewhere.
 */
public final class BeepDetector {

	/** What a frame of 20 ms has. */
	private static final int FRAME = 160;

	/** In frames. */
	private static final int LONG_ENOUGH = 10;

	private static final double LOWEST = 700;

	private static final double HIGHEST = 1500;

	/** How far the pitch may move between two frames, in Hz. */
	private static final double STEADY = 25;

	/** The share of a frame's energy that may be anything but the tone. */
	private static final double IMPURE = 0.02;

	/** The mean square of a frame that can be heard. */
	private static final double AUDIBLE = 250_000;

	private static final int RATE = 8000;

	private final short[] frame = new short[FRAME];

	private int filled;

	private int steady;

	private double pitch;

	/**
	 * Hears some more.
	 * @return whether a beep has just become long enough; told once per beep
	 */
	public boolean hears(AudioChunk chunk) {
		boolean beep = false;
		if (chunk.format().equals(AudioFormat.TELEPHONE)) {
			for (byte code : chunk.bytes()) {
				this.frame[this.filled++] = MuLaw.decode(code);
				if (this.filled == FRAME) {
					this.filled = 0;
					beep |= heardFrame();
				}
			}
		}
		return beep;
	}

	private boolean heardFrame() {
		double now = tone();
		this.steady = (now > 0 && (this.steady == 0 || Math.abs(now - this.pitch) <= STEADY)) ? this.steady + 1
				: (now > 0) ? 1 : 0;
		this.pitch = now;
		return this.steady == LONG_ENOUGH;
	}

	/**
	 * The pitch of the frame if it is a pure tone, else 0. A sample of a tone is the one
	 * before it, times a factor, less the one before that; the factor tells the pitch,
	 * and what is left over how impure it is.
	 */
	private double tone() {
		double middle = 0;
		double cross = 0;
		double outer = 0;
		for (int at = 1; at + 1 < FRAME; at++) {
			double ends = (double) this.frame[at - 1] + this.frame[at + 1];
			middle += (double) this.frame[at] * this.frame[at];
			cross += this.frame[at] * ends;
			outer += ends * ends;
		}
		if (middle < AUDIBLE * FRAME) {
			return 0;
		}
		double factor = cross / middle;
		double left = outer - factor * cross;
		double found = Math.acos(Math.clamp(factor / 2, -1, 1)) * RATE / (2 * Math.PI);
		return (left <= IMPURE * middle && found >= LOWEST && found <= HIGHEST) ? found : 0;
	}

}
