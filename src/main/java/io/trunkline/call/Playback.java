package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.speech.SpokenWord;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The agent's side of the line: keeps the carrier a bounded lead ahead, knows what the
 * caller has heard, and takes back what has not been heard. Belongs to the call's loop.
 */
final class Playback {

	private final MediaStream stream;

	private final CallLoop loop;

	private final PlaybackProperties properties;

	private final PlaybackQueue queue;

	private final CarrierClock clock = new CarrierClock();

	private final IntConsumer audible;

	private final IntConsumer heard;

	private final CallMeters meters;

	/** The turn that has the line; null while the agent has nothing to say. */
	private @Nullable PlaybackLedger ledger;

	/** Audio of the current turn that the carrier was sent. */
	private long sent;

	/** Nothing will be added to the current turn. */
	private boolean complete;

	/** Runs while a turn has the line. */
	private @Nullable Disposable beat;

	/**
	 * @param audible told the turn when its first sound is sent
	 * @param heard told the turn when its last sound has been heard
	 */
	Playback(MediaStream stream, PlaybackProperties properties, CallMeters meters, IntConsumer audible,
			IntConsumer heard) {
		this.stream = stream;
		this.loop = stream.loop();
		this.properties = properties;
		this.meters = meters;
		this.audible = audible;
		this.heard = heard;
		this.queue = new PlaybackQueue(AudioFormat.TELEPHONE.bytesIn(properties.frame()));
	}

	/** Gives the line to a turn, or to the next round of the turn that has it. */
	PlaybackLedger begin(int turn) {
		PlaybackLedger current = this.ledger;
		if (current == null || current.turn() != turn) {
			current = new PlaybackLedger(turn);
			this.ledger = current;
			this.sent = 0;
			this.queue.clear();
		}
		else {
			current.nextRound();
		}
		this.complete = false;
		if (this.beat == null) {
			this.beat = this.loop.onBeat(this::onBeat);
		}
		return current;
	}

	void write(String text) {
		if (this.ledger != null) {
			this.ledger.write(text);
		}
	}

	void place(List<SpokenWord> words) {
		if (this.ledger != null) {
			this.ledger.place(words);
		}
	}

	void add(AudioChunk chunk) {
		if (this.ledger != null) {
			this.queue.add(chunk.bytes());
			this.ledger.add(chunk.duration());
			send(this.ledger);
		}
	}

	/** No more sound comes in this round. */
	void complete() {
		if (this.ledger != null) {
			this.complete = true;
			send(this.ledger);
		}
	}

	/**
	 * Silences the line at once and says what was heard; nothing if nobody had the line.
	 */
	@Nullable Spoken interrupt() {
		PlaybackLedger interrupted = this.ledger;
		if (interrupted == null) {
			return null;
		}
		long now = this.loop.nanoTime();
		Duration position = position(now);
		if (this.sent > 0) {
			this.stream.clear();
			this.clock.cleared(now);
		}
		release();
		return new Spoken(interrupted.turn(), interrupted.written(), interrupted.heardAt(position));
	}

	/** Takes the line from a turn that was heard to its end. */
	@Nullable Spoken conclude() {
		PlaybackLedger concluded = this.ledger;
		if (concluded == null) {
			return null;
		}
		release();
		return new Spoken(concluded.turn(), concluded.written(), concluded.written());
	}

	/** Forgets everything; nothing is sent any more. */
	void release() {
		this.ledger = null;
		this.complete = false;
		this.queue.clear();
		if (this.beat != null) {
			this.beat.dispose();
			this.beat = null;
		}
	}

	private void onBeat() {
		PlaybackLedger current = this.ledger;
		if (current == null) {
			return;
		}
		send(current);
		if (this.complete && this.queue.size() == 0
				&& this.clock.lead(this.loop.nanoTime()) + this.properties.skew().toNanos() <= 0) {
			this.complete = false;
			this.heard.accept(current.turn());
		}
	}

	private void send(PlaybackLedger current) {
		long now = this.loop.nanoTime();
		while (this.clock.lead(now) <= this.properties.lead().toNanos()) {
			AudioChunk frame = this.queue.next(this.complete);
			if (frame == null) {
				return;
			}
			if (this.sent > 0 && this.clock.lead(now) < 0) {
				this.meters.underrun();
			}
			this.stream.play(frame);
			long length = frame.duration().toNanos();
			this.clock.sent(length, now);
			this.sent += length;
			if (this.sent == length) {
				this.audible.accept(current.turn());
			}
		}
	}

	/** How much of the current turn's audio the caller has heard. */
	private Duration position(long now) {
		long pending = Math.max(0, this.clock.lead(now) + this.properties.skew().toNanos());
		return Duration.ofNanos(Math.max(0, this.sent - pending));
	}

	/**
	 * What became of a turn.
	 *
	 * @param turn its number
	 * @param written its text as far as it was written
	 * @param heard the part that the caller heard
	 */
	record Spoken(int turn, String written, String heard) {

		boolean cut() {
			return this.heard.length() < this.written.length();
		}
	}

}
