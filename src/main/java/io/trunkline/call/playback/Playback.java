package io.trunkline.call.playback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.Utterance.Written;
import io.trunkline.speech.SpokenWord;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The agent's side of the line: keeps the carrier a bounded lead ahead, knows what the
 * caller has heard, and takes back what has not been heard. Belongs to the call's loop.
 */
public final class Playback {

	/** An interruption over so little of the end came over the last words. */
	private static final Duration LAST_WORDS = Duration.ofMillis(500);

	private final MediaStream stream;

	private final AudioFormat format;

	private final CallLoop loop;

	private final PlaybackProperties properties;

	private final PlaybackQueue queue;

	/** Phrases that bridge a silence; they belong to no turn. */
	private final PlaybackQueue fillers;

	private final CarrierClock clock;

	private final Listener listener;

	private final List<Waiting> waiting = new ArrayList<>();

	/** The turn that has the line; null while the agent has nothing to say. */
	private @Nullable PlaybackLedger ledger;

	/** Where the next frame of the current turn begins, in nanoseconds of its audio. */
	private long next;

	/** Where the latest interruption was, in its round. */
	private Duration heardOfRound = Duration.ZERO;

	/** The agent keeps silent though it has something to say. */
	private boolean ducked;

	/** It goes on after that; the gap is no fault. */
	private boolean resumed;

	/** The listener is told once sound of the turn beyond this has been sent. */
	private long tellFrom;

	/** Nothing will be added to the current round. */
	private boolean complete;

	/** What is queued is the end of the round before. */
	private boolean lastRound;

	/** The listener knows that the line is silent. */
	private boolean silenceTold;

	/** Runs while a turn has the line. */
	private @Nullable Disposable beat;

	public Playback(MediaStream stream, PlaybackProperties properties, Listener listener) {
		this.stream = stream;
		this.format = stream.outbound();
		this.loop = stream.loop();
		this.properties = properties;
		this.listener = listener;
		this.clock = new CarrierClock(properties.skew().toNanos());
		this.queue = new PlaybackQueue(this.format, properties.frame());
		this.fillers = new PlaybackQueue(this.format, properties.frame());
		stream.progress().subscribe((position) -> this.clock.played(position.toNanos(), this.loop.nanoTime()));
	}

	/** In which sound has to come. */
	public AudioFormat format() {
		return this.format;
	}

	/** Gives the line to a turn, or to the next round of the turn that has it. */
	public PlaybackLedger begin(int turn) {
		PlaybackLedger current = this.ledger;
		if (current == null || current.turn() != turn) {
			forget();
			current = new PlaybackLedger(turn);
			this.ledger = current;
			this.clock.nextTurn();
			this.next = 0;
			this.silenceTold = true;
		}
		else {
			current.nextRound();
			this.lastRound = true;
		}
		this.complete = false;
		this.tellFrom = current.roundStart().toNanos();
		if (this.beat == null) {
			this.beat = this.loop.onBeat(this::onBeat);
		}
		return current;
	}

	public void write(Written part) {
		if (this.ledger != null) {
			this.ledger.write(part);
		}
	}

	public void place(List<SpokenWord> words) {
		if (this.ledger != null) {
			this.ledger.place(words);
		}
	}

	public void add(AudioChunk chunk) {
		if (this.ledger != null) {
			this.lastRound = false;
			this.queue.add(chunk.bytes());
			this.ledger.add(chunk.duration());
			send(this.ledger);
		}
	}

	/**
	 * A phrase that bridges the silence until the turn's own sound comes; too late once
	 * there is such sound.
	 */
	public void fill(AudioChunk chunk) {
		if (this.ledger != null && !this.ducked && !this.queue.hasFrame()) {
			this.fillers.add(chunk.bytes());
			send(this.ledger);
		}
	}

	/** No more sound comes in this round. */
	public void complete() {
		if (this.ledger != null) {
			this.complete = true;
			this.ledger.complete();
			send(this.ledger);
		}
	}

	/**
	 * Completes when the current round has been heard up to a position; or never.
	 * @param position counted from the round's first sample
	 */
	public Mono<Void> heardOfRound(Duration position) {
		return Mono.create((sink) -> {
			Duration start = (this.ledger != null) ? this.ledger.roundStart() : Duration.ZERO;
			Waiting one = new Waiting(position.isZero() ? 0 : start.plus(position).toNanos(), sink);
			this.waiting.add(one);
			sink.onDispose(() -> this.waiting.remove(one));
		});
	}

	/**
	 * Silences the line at once and keeps what was not heard. The word that was cut will
	 * be said again.
	 */
	public void duck() {
		PlaybackLedger current = this.ledger;
		if (current == null || this.ducked) {
			return;
		}
		this.ducked = true;
		long heard = silence();
		long from = Math.min(this.next, current.wordStartAt(Duration.ofNanos(heard)).toNanos());
		int back = this.queue.takeBack(this.format.bytesIn(wholeMillis(this.next - from)));
		this.next -= this.format.durationOf(back).toNanos();
		boolean last = this.complete && this.format.durationOf(this.queue.size()).compareTo(LAST_WORDS) <= 0;
		this.listener.ducked(current.turn(), last);
	}

	/** Goes on where {@link #duck} stopped. */
	public void resume() {
		PlaybackLedger current = this.ledger;
		if (current != null && this.ducked) {
			this.ducked = false;
			this.resumed = true;
			this.tellFrom = 0;
			this.silenceTold = false;
			send(current);
		}
	}

	/**
	 * Silences the line at once and says what was heard; nothing if nobody had the line.
	 */
	public @Nullable Spoken interrupt() {
		PlaybackLedger interrupted = this.ledger;
		if (interrupted == null) {
			return null;
		}
		long heard = silence();
		release();
		this.heardOfRound = Duration.ofNanos(heard).minus(interrupted.roundStart());
		return new Spoken(interrupted.turn(), interrupted.written(), interrupted.heardAt(Duration.ofNanos(heard)));
	}

	/**
	 * How much was heard of the round that was interrupted last; negative by so much as
	 * was not heard of the round before.
	 */
	public Duration heardOfRound() {
		return this.heardOfRound;
	}

	/** Takes the line from a turn that was heard to its end. */
	public @Nullable Spoken conclude() {
		PlaybackLedger concluded = this.ledger;
		if (concluded == null) {
			return null;
		}
		release();
		return new Spoken(concluded.turn(), concluded.written(), concluded.written());
	}

	/** Forgets everything; nothing is sent any more. */
	public void release() {
		forget();
		if (this.beat != null) {
			this.beat.dispose();
			this.beat = null;
		}
	}

	private void forget() {
		this.ledger = null;
		this.complete = false;
		this.lastRound = false;
		this.ducked = false;
		this.queue.clear();
		this.fillers.clear();
		this.waiting.clear();
	}

	/** How much of the turn was heard before the line went silent. */
	private long silence() {
		long now = this.loop.nanoTime();
		this.fillers.clear();
		if (!this.clock.silent(now)) {
			this.stream.clear();
		}
		this.clock.cleared(now);
		return this.clock.heard(now);
	}

	/**
	 * At least this many nanoseconds; every format has whole samples in a millisecond.
	 */
	private static Duration wholeMillis(long nanos) {
		return Duration.ofMillis(Math.ceilDiv(nanos, 1_000_000L));
	}

	private void onBeat() {
		PlaybackLedger current = this.ledger;
		if (current == null || this.ducked) {
			return;
		}
		send(current);
		wake();
		if (!this.silenceTold && this.clock.silent(this.loop.nanoTime())) {
			this.silenceTold = true;
			this.tellFrom = 0;
			if (this.complete) {
				this.listener.heard(current.turn());
			}
			else {
				this.listener.dry(current.turn());
			}
		}
	}

	private void wake() {
		if (!this.waiting.isEmpty()) {
			long heard = this.clock.heard(this.loop.nanoTime());
			List<Waiting> due = this.waiting.stream().filter((one) -> one.position <= heard).toList();
			due.forEach((one) -> one.sink.success());
		}
	}

	private void send(PlaybackLedger current) {
		long now = this.loop.nanoTime();
		while (!this.ducked && this.clock.lead(now) <= this.properties.lead().toNanos()) {
			AudioChunk filler = this.fillers.next(true);
			if (filler != null) {
				this.stream.play(filler);
				this.clock.sent(filler.duration().toNanos(), -1, now);
				this.silenceTold = false;
				continue;
			}
			AudioChunk frame = this.queue.next(this.complete || this.lastRound);
			if (frame == null) {
				return;
			}
			play(current, frame, now);
		}
	}

	private void play(PlaybackLedger current, AudioChunk frame, long now) {
		boolean midRound = this.next > current.roundStart().toNanos();
		if (midRound && !this.resumed && this.clock.lead(now) < 0) {
			this.listener.underrun();
		}
		this.resumed = false;
		long length = frame.duration().toNanos();
		this.stream.play(frame);
		this.clock.sent(length, this.next, now);
		this.next += length;
		this.silenceTold = false;
		if (this.next > this.tellFrom) {
			this.tellFrom = Long.MAX_VALUE;
			this.listener.audible(current.turn());
		}
	}

	/** Told what becomes of the line, on the loop. */
	public interface Listener {

		/** A round's first sound was sent, or the turn's first after a silence. */
		void audible(int turn);

		/** The caller has heard all that there is so far. */
		void dry(int turn);

		/** The caller has heard the round's last sound. */
		void heard(int turn);

		/** The turn was silenced; hardly anything was left of it if {@code lastWords}. */
		void ducked(int turn, boolean lastWords);

		/** The carrier had nothing left to play in mid-turn. */
		void underrun();

	}

	/**
	 * What became of a turn.
	 *
	 * @param turn its number
	 * @param written its text as far as it was written
	 * @param heard the part that the caller heard
	 */
	public record Spoken(int turn, String written, String heard) {

		public boolean cut() {
			return this.heard.length() < this.written.length();
		}
	}

	private record Waiting(long position, MonoSink<Void> sink) {
	}

}
