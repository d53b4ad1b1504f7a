package io.trunkline.call;

import java.time.Duration;

import io.trunkline.audio.AudioChunk;
import io.trunkline.call.SimulatedVoice.Word;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A carrier that plays in virtual time, and knows which word each sample belongs to. */
final class SimulatedCarrier implements MediaStream {

	private static final long SAMPLE = 125_000;

	/** What it may hold: the longest lead, one frame, one sample. */
	private static final Duration MOST = Duration.ofMillis(320 + 100).plusNanos(SAMPLE);

	private final World world;

	private final SimulatedVoice voice;

	private final Invariants invariants;

	private final FakeMediaStream carrier;

	private boolean closedByUs;

	SimulatedCarrier(World world, SimulatedVoice voice, Invariants invariants) {
		this.world = world;
		this.voice = voice;
		this.invariants = invariants;
		this.carrier = new FakeMediaStream(world.loop(), this::hear);
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
		this.world.require(!this.closedByUs, () -> "audio after the end");
		if (isClosed()) {
			return;
		}
		this.carrier.play(audio);
		byte[] frame = audio.bytes();
		this.world.note(new Played(frame.length / 8));
		this.world.require(frame.length >= 480 && frame.length <= 800 && frame.length % 160 == 0,
				() -> "a frame of " + frame.length + " bytes");
		this.world.require(this.carrier.lead().compareTo(MOST) <= 0,
				() -> "the carrier holds " + this.carrier.lead().toMillis() + " ms");
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
		this.carrier.clear();
		this.world.note("clear");
	}

	@Override
	public Mono<Ending> ended() {
		return this.carrier.ended();
	}

	@Override
	public void close(Ending why) {
		if (!isClosed()) {
			drain();
			this.world.note("stream " + why);
			this.closedByUs = why == Ending.CLOSED;
			this.carrier.close(why);
		}
	}

	boolean isClosed() {
		return this.carrier.isClosed();
	}

	/** Whether something is being played. */
	boolean playing() {
		return this.carrier.isPlaying();
	}

	/** Plays what was due until now. */
	void drain() {
		this.carrier.drain();
	}

	private void hear(byte[] frame, int from, int length, long at) {
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
