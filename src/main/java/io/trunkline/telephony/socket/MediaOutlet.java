package io.trunkline.telephony.socket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Text frames on their way to the carrier, in order. Only a window of them is handed to
 * the channel, so that the rest can still be dropped. Belongs to the channel's loop.
 */
final class MediaOutlet {

	private static final int WINDOW_BYTES = 32 * 1024;

	private final Channel channel;

	private final int bound;

	private final Deque<byte[]> unsent = new ArrayDeque<>();

	private int unsentBytes;

	private int inFlight;

	private boolean draining;

	private long progressAt;

	MediaOutlet(Channel channel, int bound) {
		this.channel = channel;
		this.bound = bound;
	}

	/**
	 * Queues a frame, whose array is handed over.
	 * @return false if the frame has no room
	 */
	boolean send(byte[] frame) {
		if (this.unsentBytes + frame.length > this.bound) {
			return false;
		}
		this.unsent.add(frame);
		this.unsentBytes += frame.length;
		drain();
		return true;
	}

	/** Forgets the frames that the channel has not been given yet. */
	void dropUnsent() {
		this.unsent.clear();
		this.unsentBytes = 0;
	}

	/** Whether the carrier has taken nothing for this long though there is something. */
	boolean stalledFor(Duration limit) {
		return this.inFlight > 0 && now() - this.progressAt >= limit.toNanos();
	}

	/** A write may complete while it is being made; then the loop here goes on. */
	private void drain() {
		if (this.draining) {
			return;
		}
		this.draining = true;
		while (this.inFlight < WINDOW_BYTES) {
			byte @Nullable [] frame = this.unsent.poll();
			if (frame == null) {
				break;
			}
			this.unsentBytes -= frame.length;
			write(frame);
		}
		this.draining = false;
	}

	private void write(byte[] frame) {
		if (this.inFlight == 0) {
			this.progressAt = now();
		}
		this.inFlight += frame.length;
		this.channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)))
			.addListener(_ -> written(frame.length));
	}

	private void written(int bytes) {
		this.inFlight -= bytes;
		this.progressAt = now();
		drain();
	}

	private long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

}
