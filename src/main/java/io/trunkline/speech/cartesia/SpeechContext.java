package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.Arrays;

import io.trunkline.audio.AudioFormat;

/**
 * One context at Cartesia, and when something has to happen to it. Times are in
 * nanoseconds of one clock.
 */
final class SpeechContext {

	/**
	 * Cartesia gives a context up one second after its last sound; well before, it gets
	 * its end from here.
	 */
	private static final long IDLE = Duration.ofMillis(600).toNanos();

	private final String id;

	private final AudioFormat format;

	private final Duration start;

	private final long firstSoundDue;

	private final long longestGap;

	private final ContextScript script = new ContextScript();

	private long bytes;

	/** The first byte of a sample that a message cut in two; empty as a rule. */
	private byte[] half = {};

	private long wroteAt;

	private long soundedAt;

	private boolean sounded;

	private End end = End.NONE;

	/**
	 * Begins when its first text is written.
	 * @param format of its sound
	 * @param start where in the turn's audio the context's first sample is
	 * @param firstSound how long that sample may take
	 * @param longestGap how long each later sound, or the end, may take while owed
	 */
	SpeechContext(String id, AudioFormat format, Duration start, long now, Duration firstSound, Duration longestGap) {
		this.id = id;
		this.format = format;
		this.start = start;
		this.firstSoundDue = now + firstSound.toNanos();
		this.longestGap = longestGap.toNanos();
		this.wroteAt = now;
	}

	String id() {
		return this.id;
	}

	Duration start() {
		return this.start;
	}

	ContextScript script() {
		return this.script;
	}

	/** How much sound has come. */
	Duration sound() {
		return this.format.durationOf(this.bytes);
	}

	void wrote(long now) {
		this.wroteAt = now;
	}

	/**
	 * Takes sound as it came.
	 * @return its whole samples, with what was left of the message before; may be empty
	 */
	byte[] whole(byte[] audio) {
		int left = (this.half.length + audio.length) % this.format.encoding().bytesPerSample();
		if (left == 0 && this.half.length == 0) {
			return audio;
		}
		byte[] whole = Arrays.copyOf(this.half, this.half.length + audio.length - left);
		System.arraycopy(audio, 0, whole, this.half.length, whole.length - this.half.length);
		this.half = Arrays.copyOfRange(audio, audio.length - left, audio.length);
		return whole;
	}

	void sounded(long now, int length) {
		this.bytes += length;
		this.soundedAt = now;
		this.sounded = true;
	}

	/** The end was written, either because the text is complete or because it pauses. */
	void ended(End why, long now) {
		this.end = why;
		this.wroteAt = now;
	}

	End end() {
		return this.end;
	}

	/** Whether everything asked for has probably been spoken. */
	boolean idle() {
		return this.sounded && this.end == End.NONE && this.soundedAt - this.wroteAt > 0;
	}

	/** When the context is idle for too long or, if it is not, has stalled. */
	long dueAt() {
		if (!this.sounded) {
			return this.firstSoundDue;
		}
		if (idle()) {
			return this.soundedAt + IDLE;
		}
		return (this.soundedAt - this.wroteAt > 0 ? this.soundedAt : this.wroteAt) + this.longestGap;
	}

	/** Whether and why a context takes no more text. */
	enum End {

		NONE, COMPLETE, PAUSE

	}

}
