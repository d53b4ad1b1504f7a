package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.Loudness;
import io.trunkline.sandbox.voice.WordReader;

/** Cuts audio into frames of 20 ms and reads the words in them. */
final class Ear {

	private static final String TOO_FAST = "Audio comes faster than real time";

	private static final int SAMPLES_PER_MILLI = 8;

	/** A backlog is taken at this pace, so that what is late can be made up for. */
	private static final double CATCH_UP = 1.6;

	private final WordReader reader = new WordReader();

	private final byte[] frame = new byte[Loudness.FRAME];

	private final Line line;

	private final Duration burst;

	private int filled;

	private long samples;

	private long lastMillis;

	private double aheadMillis;

	/**
	 * For one stream.
	 * @param burst how far it may run ahead of the clock
	 */
	Ear(Line line, Duration burst) {
		this.line = line;
		this.burst = burst;
	}

	/**
	 * Takes audio and hands on each frame that is full; closes the line if it comes
	 * faster than it can have been spoken.
	 */
	void hear(ByteBuf audio, Listener listener) {
		if (isTooFast(audio.readableBytes())) {
			this.line.refuse(Refusal.badRequest(TOO_FAST));
			this.line.close(1008, TOO_FAST);
			return;
		}
		while (audio.isReadable()) {
			int taken = Math.min(audio.readableBytes(), this.frame.length - this.filled);
			audio.readBytes(this.frame, this.filled, taken);
			this.filled += taken;
			this.samples += taken;
			if (this.filled == this.frame.length) {
				flush(listener);
			}
		}
	}

	/** Hands on what is left of the audio, though it is less than a frame. */
	void flush(Listener listener) {
		if (this.filled > 0) {
			List<Heard> heard = this.reader.read(this.frame, 0, this.filled);
			List<String> words = heard.isEmpty() ? List.of() : heard.stream().map(Heard::word).toList();
			boolean voiced = Loudness.isVoiced(this.frame, 0, this.filled);
			this.filled = 0;
			listener.frame(voiced, words);
		}
	}

	/** How much was heard. */
	double seconds() {
		return this.samples / (1000.0 * SAMPLES_PER_MILLI);
	}

	private boolean isTooFast(int bytes) {
		long now = this.line.nowMillis();
		this.aheadMillis = Math.max(0, this.aheadMillis - CATCH_UP * (now - this.lastMillis))
				+ bytes / (double) SAMPLES_PER_MILLI;
		this.lastMillis = now;
		return this.aheadMillis > this.burst.toMillis();
	}

	/** Whoever wants the frames. */
	interface Listener {

		void frame(boolean voiced, List<String> words);

	}

}
