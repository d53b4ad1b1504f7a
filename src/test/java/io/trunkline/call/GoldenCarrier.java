package io.trunkline.call;

import java.util.Arrays;

import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.VirtualCallLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

	private final FakeMediaStream carrier;

	private final GoldenLog log;

	private final GoldenVoice voice;

	private final StringBuilder heard = new StringBuilder();

	private long heardUntil;

	/** What is being heard, and how much of it was. */
	private byte sound = (byte) SimulatedVoice.SILENCE;

	private int length;

	private int pause;

	private int place = -1;

	private long began;

	GoldenCarrier(VirtualCallLoop loop, GoldenLog log, GoldenVoice voice) {
		this.carrier = new FakeMediaStream(loop, this::hear);
		this.log = log;
		this.voice = voice;
		this.heardUntil = loop.nanoTime();
	}

	@Override
	public CallLoop loop() {
		return this.carrier.loop();
	}

	@Override
	public Flux<AudioChunk> caller() {
		return this.carrier.caller();
	}

	@Override
	public void play(AudioChunk audio) {
		byte[] frame = audio.bytes().clone();
		if (SimulatedVoice.isBundled(frame)) {
			Arrays.fill(frame, BUNDLED);
		}
		this.carrier.play(AudioChunk.telephone(frame));
	}

	@Override
	public void clear() {
		drain();
		boolean playing = this.carrier.isPlaying();
		this.carrier.clear();
		silence();
		if (playing) {
			this.log.add("carrier is told to clear what it has not played");
		}
	}

	@Override
	public Mono<Ending> ended() {
		return this.carrier.ended();
	}

	@Override
	public void close(Ending why) {
		if (!this.carrier.isClosed()) {
			drain();
			silence();
			this.carrier.close(why);
		}
	}

	/** Plays what was due until now. */
	void drain() {
		this.carrier.drain();
		hearNothingUntil(this.carrier.loop().nanoTime());
	}

	private void hear(byte[] frame, int from, int length, long at) {
		hearNothingUntil(at);
		for (int sample = from; sample < from + length; sample++) {
			hear(frame[sample]);
			this.heardUntil += SAMPLE;
		}
	}

	private void hearNothingUntil(long time) {
		for (; this.heardUntil + SAMPLE <= time; this.heardUntil += SAMPLE) {
			hear((byte) SimulatedVoice.SILENCE);
		}
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
			this.began = this.heardUntil;
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
			long until = this.heardUntil - this.pause * SAMPLE;
			this.log.fill(this.place, this.began, "caller hears until " + GoldenLog.seconds(until) + ":" + this.heard);
			this.place = -1;
			this.heard.setLength(0);
		}
	}

}
