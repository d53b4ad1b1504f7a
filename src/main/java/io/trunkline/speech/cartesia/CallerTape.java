package io.trunkline.speech.cartesia;

import java.time.Duration;

import io.trunkline.audio.AudioFormat;

/**
 * The caller's latest ten seconds: first what was sent, then what could not be sent yet.
 * The oldest give way.
 */
final class CallerTape {

	/** In bytes. */
	static final int LENGTH = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(10));

	private final byte[] tape = new byte[LENGTH];

	/** Of all audio that ever came. */
	private long written;

	/** Up to which it was sent. */
	private long sent;

	/** Whether audio had to go unsent for this. */
	boolean add(byte[] frame) {
		int kept = Math.min(frame.length, LENGTH);
		this.written += frame.length;
		copy(this.written - kept, kept, frame, frame.length - kept, true);
		boolean lost = this.written - this.sent > LENGTH;
		if (lost) {
			this.sent = this.written - LENGTH;
		}
		return lost;
	}

	/** Takes the oldest that was not sent, at most so many bytes. */
	byte[] next(int most) {
		byte[] frame = new byte[(int) Math.min(most, this.written - this.sent)];
		copy(this.sent, frame.length, frame, 0, false);
		this.sent += frame.length;
		return frame;
	}

	/** What was added last is sent without being taken from here. */
	void skip() {
		this.sent = this.written;
	}

	/**
	 * Has the last so many bytes sent again, or as many as there are.
	 * @return how many that is
	 */
	int rewind(int bytes) {
		long oldest = Math.max(0, this.written - LENGTH);
		int again = (int) Math.min(bytes, this.sent - oldest);
		this.sent -= again;
		return again;
	}

	boolean isEmpty() {
		return this.sent == this.written;
	}

	private void copy(long from, int length, byte[] frame, int offset, boolean in) {
		int start = (int) (from % LENGTH);
		int first = Math.min(length, LENGTH - start);
		if (in) {
			System.arraycopy(frame, offset, this.tape, start, first);
			System.arraycopy(frame, offset + first, this.tape, 0, length - first);
		}
		else {
			System.arraycopy(this.tape, start, frame, offset, first);
			System.arraycopy(this.tape, 0, frame, offset + first, length - first);
		}
	}

}
