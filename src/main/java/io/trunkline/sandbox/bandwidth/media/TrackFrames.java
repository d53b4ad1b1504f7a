package io.trunkline.sandbox.bandwidth.media;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.line.PlayoutQueue;

/**
 * The {@code media} frames of one track, numbered from 1, with what goes wrong in them.
 */
final class TrackFrames {

	private static final int FAULTY = 10;

	private static final int LARGE = 10 * PlayoutQueue.FRAME;

	private final String track;

	private final CallFaults faults;

	private final ByteArrayOutputStream collected = new ByteArrayOutputStream(LARGE);

	private long sequenceNumber;

	TrackFrames(String track, CallFaults faults) {
		this.track = track;
		this.faults = faults;
	}

	/** Whether it is the voice of the far end, not what is played to it. */
	boolean isInbound() {
		return this.track.equals("inbound");
	}

	/** Makes the frames for 20 ms of sound: usually one, with faults none or two. */
	void write(byte[] sound, Consumer<ByteBuf> out) {
		if (!this.faults.has(Fault.LARGE_FRAMES)) {
			number(sound, out);
			return;
		}
		this.collected.writeBytes(sound);
		if (this.collected.size() >= LARGE) {
			number(this.collected.toByteArray(), out);
			this.collected.reset();
		}
	}

	private void number(byte[] sound, Consumer<ByteBuf> out) {
		this.sequenceNumber++;
		boolean faulty = this.sequenceNumber % FAULTY == 0;
		if (faulty && this.faults.has(Fault.LOST_FRAMES)) {
			return;
		}
		out.accept(StreamIdentity.media(this.track, sound, this.sequenceNumber));
		if (faulty && this.faults.has(Fault.DUPLICATE_FRAMES)) {
			out.accept(StreamIdentity.media(this.track, sound, this.sequenceNumber));
		}
	}

}
