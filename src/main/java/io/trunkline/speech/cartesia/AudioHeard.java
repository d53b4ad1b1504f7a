package io.trunkline.speech.cartesia;

import java.time.Duration;

import io.trunkline.audio.AudioFormat;

/**
 * How far a caller's audio was heard, and how far its turns were told: a new connection
 * hears again what lies between. In bytes of telephone format, each counted once.
 */
final class AudioHeard {

	/** Speech begins before its turn is noticed. */
	private static final int LEAD = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(1));

	private long heard;

	private long begunAt;

	/** Up to here all turns are told. */
	private long settled;

	/** Bytes left for the open turn to be noticed again; 0 if it need not. */
	private int patience;

	void add(int bytes) {
		this.heard += bytes;
	}

	long position() {
		return this.heard;
	}

	/** A turn began here. */
	void begun(long where) {
		this.begunAt = where;
	}

	/** All turns are told up to here. */
	void settled(long where) {
		this.settled = where;
	}

	long settled() {
		return this.settled;
	}

	/** How much a new connection must hear again. */
	int owed(boolean turnOpen) {
		long from = (turnOpen ? this.begunAt : this.heard) - LEAD;
		return (int) (this.heard - Math.max(from, this.settled));
	}

	/** So much will be heard again. */
	void replayed(int bytes) {
		this.heard -= bytes;
	}

	/** Lets the open turn be noticed again within so much audio. */
	void await(int bytes) {
		this.patience = bytes;
	}

	/** The open turn was noticed, or is over. */
	void noticed() {
		this.patience = 0;
	}

	/** Whether the wait for the open turn is over with these bytes. */
	boolean inVain(int bytes) {
		if (this.patience == 0) {
			return false;
		}
		this.patience = Math.max(0, this.patience - bytes);
		return this.patience == 0;
	}

}
