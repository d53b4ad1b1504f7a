package io.trunkline.call;

import java.util.ArrayDeque;
import java.util.Deque;

import io.trunkline.audio.AudioChunk;
import io.trunkline.call.SimulatedVoice.Word;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A carrier that plays in virtual time, and knows which word each sample belongs to. */
final class SimulatedCarrier implements MediaStream {

	private static final long SAMPLE = 125_000;

	/** What it may hold: the longest lead, one frame, one sample. */
	private static final int MOST = (320 + 100) * 8 + 1;

	private final World world;

	private final SimulatedVoice voice;

	private final Invariants invariants;

	private final Sinks.One<Ending> ended = Sinks.one();

	private final Deque<byte[]> queue = new ArrayDeque<>();

	private int takenOfFirst;

	private int queued;

	/** Up to when it has played, in nanoseconds. */
	private long playedUntil;

	private boolean closed;

	private boolean closedByUs;

	SimulatedCarrier(World world, SimulatedVoice voice, Invariants invariants) {
		this.world = world;
		this.voice = voice;
		this.invariants = invariants;
		this.playedUntil = world.loop().nanoTime();
	}

	@Override
	public CallLoop loop() {
		return this.world.loop();
	}

	@Override
	public Flux<AudioChunk> caller() {
		return Flux.never();
	}

	@Override
	public void play(AudioChunk audio) {
		this.world.require(!this.closedByUs, () -> "audio after the end");
		if (this.closed) {
			return;
		}
		drain();
		byte[] frame = audio.bytes();
		this.world.note(new Played(frame.length / 8));
		this.world.require(frame.length >= 480 && frame.length <= 800 && frame.length % 160 == 0,
				() -> "a frame of " + frame.length + " bytes");
		this.queue.add(frame);
		this.queued += frame.length;
		this.world.require(this.queued <= MOST, () -> "the carrier holds " + this.queued / 8 + " ms");
		this.invariants.sending();
		if (SimulatedVoice.isBundled(frame)) {
			return;
		}
		byte last = (byte) SimulatedVoice.SILENCE;
		for (byte sample : frame) {
			if (sample != last) {
				last = sample;
				Word word = this.voice.of(sample);
				if (word != null) {
					this.invariants.sending(word);
				}
			}
		}
	}

	@Override
	public void clear() {
		drain();
		this.world.note("clear");
		this.queue.clear();
		this.queued = 0;
		this.takenOfFirst = 0;
	}

	@Override
	public Mono<Ending> ended() {
		return this.ended.asMono();
	}

	@Override
	public void close(Ending why) {
		if (!this.closed) {
			drain();
			this.world.note("stream " + why);
			this.closed = true;
			this.closedByUs = why == Ending.CLOSED;
			this.ended.tryEmitValue(why);
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	/** Whether something is being played. */
	boolean playing() {
		return this.queued > 0;
	}

	/** Plays what was due until now. */
	void drain() {
		long due = (this.world.loop().nanoTime() - this.playedUntil) / SAMPLE;
		this.playedUntil += due * SAMPLE;
		int left = (int) Math.min(due, this.queued);
		long at = this.playedUntil - due * SAMPLE;
		this.queued -= left;
		while (left > 0) {
			byte[] first = this.queue.getFirst();
			int part = Math.min(left, first.length - this.takenOfFirst);
			play(first, this.takenOfFirst, part, at);
			at += part * SAMPLE;
			left -= part;
			this.takenOfFirst += part;
			if (this.takenOfFirst == first.length) {
				this.queue.removeFirst();
				this.takenOfFirst = 0;
			}
		}
	}

	private void play(byte[] frame, int from, int length, long at) {
		if (SimulatedVoice.isBundled(frame)) {
			this.invariants.audible(this.voice.bundled(), (at + length * SAMPLE) / 1_000_000);
			return;
		}
		for (int sample = from; sample < from + length; sample++) {
			Word word = this.voice.of(frame[sample]);
			if (word != null) {
				word.played();
				this.invariants.audible(word, (at + (sample - from + 1) * SAMPLE) / 1_000_000);
			}
		}
	}

	private record Played(int millis) {
	}

}
