package io.trunkline.telephony;

import java.time.Duration;
import java.util.Map;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The sound of one call leg, both ways. All methods but {@link #ended()} and
 * {@link #close} belong to the {@link #loop()}.
 */
public interface MediaStream {

	/** The thread on which this stream signals and wants to be used. */
	CallLoop loop();

	/**
	 * What the caller says, in telephone format, frame by frame as the carrier sends it.
	 * Hot, for one subscriber, signals on the loop; frames that come before the
	 * subscription are kept for two seconds, the oldest dropped. Completes when the
	 * stream ends, however it ends.
	 */
	Flux<AudioChunk> caller();

	/**
	 * What the carrier brought back of {@link StreamPlan#parameters()}. Whoever opens a
	 * socket can write here what they like: a value to read, nothing to trust.
	 */
	default Map<String, String> parameters() {
		return Map.of();
	}

	/** The format of what is played. */
	default AudioFormat outbound() {
		return AudioFormat.TELEPHONE;
	}

	/**
	 * Queues audio at the carrier behind what it has not played yet. The caller of this
	 * method paces: the carrier plays in real time. Does nothing after the end.
	 * @throws IllegalArgumentException when it is not in the format of
	 * {@link #outbound()}
	 */
	void play(AudioChunk audio);

	/**
	 * How much the carrier says it has played of all that was given to {@link #play}
	 * since the stream began, cleared sound included. Hot, for one subscriber, signals on
	 * the loop as the news comes, and is silent where a carrier says nothing; completes
	 * when the stream ends.
	 */
	default Flux<Duration> progress() {
		return ended().thenMany(Flux.empty());
	}

	/** Drops what the carrier has not played yet. Does nothing after the end. */
	void clear();

	/** How the stream ended, once it has; never fails. */
	Mono<Ending> ended();

	/** Ends the stream from our side; later calls change nothing. */
	void close(Ending why);

	/** Ways for a stream to end. */
	enum Ending {

		/** The carrier said so: the call is over or the stream was stopped. */
		STOPPED,
		/** We ended it on purpose. */
		CLOSED,
		/**
		 * The connection closed or was reset without a word; the call may still be up.
		 */
		BROKEN,
		/** The carrier sent what its protocol forbids. */
		PROTOCOL_ERROR,
		/** The carrier stopped reading. */
		STALLED,
		/** Something failed on our side. */
		FAILED

	}

}
