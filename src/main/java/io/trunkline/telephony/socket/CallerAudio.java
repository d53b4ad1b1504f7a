package io.trunkline.telephony.socket;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import io.trunkline.audio.AudioChunk;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What the caller says, between the carrier's socket and its one listener. Keeps the
 * newest two seconds (100 frames of 20 ms) for a listener that is late or slow.
 */
public final class CallerAudio {

	private static final int KEPT_FRAMES = 100;

	private final Sinks.Many<AudioChunk> sink;

	/**
	 * Makes an empty one.
	 * @param dropped run for each frame that nobody took in time
	 */
	public CallerAudio(Runnable dropped) {
		Queue<AudioChunk> newest = new NewestFrames(dropped);
		this.sink = Sinks.unsafe().many().unicast().onBackpressureBuffer(newest);
	}

	/** Hands a frame to the listener, at once if it waits for one. On the call's loop. */
	public void hear(AudioChunk frame) {
		this.sink.tryEmitNext(frame);
	}

	/** No more frames will come. On the call's loop. */
	public void end() {
		this.sink.tryEmitComplete();
	}

	/** The frames, hot, for one listener; completes after {@link #end()}. */
	public Flux<AudioChunk> frames() {
		return this.sink.asFlux();
	}

	/** Makes room by dropping its oldest frame. */
	private static final class NewestFrames extends ArrayBlockingQueue<AudioChunk> {

		private final transient Runnable dropped;

		NewestFrames(Runnable dropped) {
			super(KEPT_FRAMES);
			this.dropped = dropped;
		}

		@Override
		public boolean offer(AudioChunk frame) {
			while (!super.offer(frame)) {
				if (poll() != null) {
					this.dropped.run();
				}
			}
			return true;
		}

	}

}
