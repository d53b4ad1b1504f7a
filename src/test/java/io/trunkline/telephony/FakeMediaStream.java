package io.trunkline.telephony;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A carrier that plays in the virtual time of its loop what it is sent, and forgets it on
 * clear.
 */
public final class FakeMediaStream implements MediaStream {

	private final VirtualCallLoop loop;

	private final AudioFormat outbound;

	/** How long a sample takes. */
	private final long sampleNanos;

	private final Sinks.Many<AudioChunk> caller = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.One<Ending> ended = Sinks.one();

	private final ByteArrayOutputStream played = new ByteArrayOutputStream();

	private final List<AudioChunk> frames = new ArrayList<>();

	private final List<Long> clears = new ArrayList<>();

	private byte[] queued = new byte[0];

	private long playedUntil;

	private boolean closed;

	public FakeMediaStream(VirtualCallLoop loop) {
		this(loop, AudioFormat.TELEPHONE);
	}

	/**
	 * A carrier that takes this format; its rate divides a second into whole nanoseconds.
	 */
	public FakeMediaStream(VirtualCallLoop loop, AudioFormat outbound) {
		this.loop = loop;
		this.outbound = outbound;
		this.sampleNanos = 1_000_000_000L / outbound.sampleRate();
	}

	@Override
	public AudioFormat outbound() {
		return this.outbound;
	}

	@Override
	public CallLoop loop() {
		return this.loop;
	}

	@Override
	public Flux<AudioChunk> caller() {
		return this.caller.asFlux();
	}

	@Override
	public void play(AudioChunk audio) {
		if (this.closed) {
			throw new IllegalStateException("audio after the end");
		}
		drain();
		this.frames.add(audio);
		byte[] longer = Arrays.copyOf(this.queued, this.queued.length + audio.bytes().length);
		System.arraycopy(audio.bytes(), 0, longer, this.queued.length, audio.bytes().length);
		this.queued = longer;
	}

	@Override
	public void clear() {
		drain();
		this.clears.add(this.loop.nanoTime());
		this.queued = new byte[0];
	}

	@Override
	public Mono<Ending> ended() {
		return this.ended.asMono();
	}

	@Override
	public void close(Ending why) {
		if (!this.closed) {
			this.closed = true;
			this.caller.tryEmitComplete();
			this.ended.tryEmitValue(why);
		}
	}

	/** The caller makes this sound. */
	public void speak(AudioChunk audio) {
		this.caller.tryEmitNext(audio).orThrow();
	}

	/** The carrier ends the stream. */
	public void end(Ending how) {
		close(how);
	}

	public boolean isClosed() {
		return this.closed;
	}

	/** Every frame, in the order of sending. */
	public List<AudioChunk> frames() {
		return this.frames;
	}

	public List<Long> clears() {
		return this.clears;
	}

	/** How much the carrier has left to play. */
	public Duration lead() {
		drain();
		return this.outbound.durationOf(this.queued.length);
	}

	/** What left the carrier until now. */
	public byte[] played() {
		drain();
		return this.played.toByteArray();
	}

	private void drain() {
		long samples = (this.loop.nanoTime() - this.playedUntil) / this.sampleNanos;
		int part = (int) Math.min(samples * this.outbound.encoding().bytesPerSample(), this.queued.length);
		this.played.write(this.queued, 0, part);
		this.queued = Arrays.copyOfRange(this.queued, part, this.queued.length);
		this.playedUntil += samples * this.sampleNanos;
	}

}
