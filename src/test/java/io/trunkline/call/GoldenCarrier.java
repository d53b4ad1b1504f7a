package io.trunkline.call;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A carrier that plays in virtual time, and an ear behind it that tells the words of
 * {@link GoldenVoice} apart and writes them down.
 */
final class GoldenCarrier implements MediaStream {

	private static final long SAMPLE = 125_000;

	/** Stands for whatever is bundled with the service; no word has it. */
	private static final byte BUNDLED = (byte) 254;

	/** A longer pause parts two utterances. */
	private static final int PAUSE = 8 * 200;

	private final CallLoop loop;

	private final GoldenLog log;

	private final GoldenVoice voice;

	private final Sinks.One<Ending> ended = Sinks.one();

	private final Deque<byte[]> queue = new ArrayDeque<>();

	private final StringBuilder heard = new StringBuilder();

	private int taken;

	private long playedUntil;

	/** What is being heard, and how much of it was. */
	private byte sound = (byte) SimulatedVoice.SILENCE;

	private int length;

	private int pause;

	private int place = -1;

	private long began;

	private boolean closed;

	GoldenCarrier(CallLoop loop, GoldenLog log, GoldenVoice voice) {
		this.loop = loop;
		this.log = log;
		this.voice = voice;
		this.playedUntil = loop.nanoTime();
	}

	@Override
	public CallLoop loop() {
		return this.loop;
	}

	@Override
	public Flux<AudioChunk> caller() {
		return Flux.never();
	}

	@Override
	public void play(AudioChunk audio) {
		drain();
		byte[] frame = audio.bytes().clone();
		if (SimulatedVoice.isBundled(frame)) {
			Arrays.fill(frame, BUNDLED);
		}
		this.queue.add(frame);
	}

	@Override
	public void clear() {
		drain();
		boolean playing = !this.queue.isEmpty();
		this.queue.clear();
		this.taken = 0;
		silence();
		if (playing) {
			this.log.add("carrier is told to clear what it has not played");
		}
	}

	@Override
	public Mono<Ending> ended() {
		return this.ended.asMono();
	}

	@Override
	public void close(Ending why) {
		if (!this.closed) {
			drain();
			silence();
			this.closed = true;
			this.ended.tryEmitValue(why);
		}
	}

	/** Plays what was due until now. */
	void drain() {
		for (long due = (this.loop.nanoTime() - this.playedUntil) / SAMPLE; due > 0; due--) {
			hear(next());
			this.playedUntil += SAMPLE;
		}
	}

	private byte next() {
		byte[] first = this.queue.peek();
		if (first == null || this.closed) {
			return (byte) SimulatedVoice.SILENCE;
		}
		byte next = first[this.taken++];
		if (this.taken == first.length) {
			this.queue.remove();
			this.taken = 0;
		}
		return next;
	}

	private void hear(byte next) {
		if (next != this.sound) {
			endWord();
			this.sound = next;
		}
		this.length++;
		boolean silent = next == (byte) SimulatedVoice.SILENCE;
		this.pause = silent ? this.pause + 1 : 0;
		if (!silent && this.place < 0) {
			this.place = this.log.keepPlace();
			this.began = this.playedUntil;
		}
		if (this.pause == PAUSE) {
			silence();
		}
	}

	private void endWord() {
		if (this.sound == BUNDLED) {
			this.heard.append(" (a bundled sentence)");
		}
		else if (this.sound != (byte) SimulatedVoice.SILENCE) {
			SimulatedVoice.@Nullable Word word = this.voice.of(this.sound);
			String text = (word != null) ? word.text() : "?";
			boolean whole = word != null && this.length >= word.bytes();
			this.heard.append(whole ? " " + text : " (half of) " + text);
		}
		this.length = 0;
		this.sound = (byte) SimulatedVoice.SILENCE;
	}

	private void silence() {
		endWord();
		if (this.place >= 0) {
			long until = this.playedUntil - this.pause * SAMPLE;
			this.log.fill(this.place, this.began, "caller hears until " + GoldenLog.seconds(until) + ":" + this.heard);
			this.place = -1;
			this.heard.setLength(0);
		}
	}

}
