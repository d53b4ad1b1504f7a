package io.trunkline.telephony;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.socket.CallerAudio;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A carrier that plays in the virtual time of its loop what it is sent, and forgets it on
 * clear. Who is not on the loop may call its methods as well; what follows from that has
 * happened when they return.
 */
public final class FakeMediaStream implements MediaStream {

	private final VirtualCallLoop loop;

	private final AudioFormat outbound;

	/** How long a sample takes. */
	private final long sampleNanos;

	private final CallerAudio caller = new CallerAudio(() -> {
	});

	private final Sinks.One<Ending> ended = Sinks.one();

	private final Recorder recorder = new Recorder();

	private final Ear ear;

	private final List<Long> clears = new ArrayList<>();

	private final Deque<byte[]> queue = new ArrayDeque<>();

	private int takenOfFirst;

	private int queued;

	private long playedUntil;

	private int late;

	private boolean closed;

	public FakeMediaStream(VirtualCallLoop loop) {
		this(loop, AudioFormat.TELEPHONE);
	}

	/**
	 * A carrier that takes this format; its rate divides a second into whole nanoseconds.
	 */
	public FakeMediaStream(VirtualCallLoop loop, AudioFormat outbound) {
		this(loop, outbound, null);
	}

	/** One that keeps nothing, and whose caller hears with this ear. */
	public FakeMediaStream(VirtualCallLoop loop, Ear ear) {
		this(loop, AudioFormat.TELEPHONE, ear);
	}

	private FakeMediaStream(VirtualCallLoop loop, AudioFormat outbound, @Nullable Ear ear) {
		this.loop = loop;
		this.outbound = outbound;
		this.sampleNanos = 1_000_000_000L / outbound.sampleRate();
		this.ear = (ear != null) ? ear : this.recorder;
		this.playedUntil = loop.nanoTime();
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
		return this.caller.frames();
	}

	@Override
	public void play(AudioChunk audio) {
		if (!audio.format().equals(this.outbound)) {
			throw new IllegalArgumentException("this stream does not play " + audio.format());
		}
		if (this.closed) {
			this.late++;
			return;
		}
		drain();
		if (this.ear == this.recorder) {
			this.recorder.frames.add(audio);
		}
		this.queue.add(audio.bytes());
		this.queued += audio.bytes().length;
	}

	@Override
	public void clear() {
		if (!this.closed) {
			drain();
			this.clears.add(this.loop.nanoTime());
			forget();
		}
	}

	@Override
	public Mono<Ending> ended() {
		return this.ended.asMono();
	}

	@Override
	public void close(Ending why) {
		onLoop(() -> {
			if (!this.closed) {
				drain();
				forget();
				this.closed = true;
				this.caller.end();
				this.ended.tryEmitValue(why);
			}
		});
	}

	/** The caller makes this sound. */
	public void speak(AudioChunk audio) {
		onLoop(() -> this.caller.hear(audio));
	}

	/** The carrier ends the stream. */
	public void end(Ending how) {
		close(how);
	}

	private void onLoop(Runnable task) {
		if (this.loop.isCurrent()) {
			task.run();
		}
		else {
			this.loop.execute(task);
			this.loop.runDue();
		}
	}

	public boolean isClosed() {
		return this.closed;
	}

	/** How often it was to play something after its end. */
	public int late() {
		return this.late;
	}

	/** Every frame, in the order of sending. */
	public List<AudioChunk> frames() {
		return this.recorder.frames;
	}

	public List<Long> clears() {
		return this.clears;
	}

	/** How much the carrier has left to play. */
	public Duration lead() {
		drain();
		return this.outbound.durationOf(this.queued);
	}

	/** Whether there was something left when it was last looked at. */
	public boolean isPlaying() {
		return this.queued > 0;
	}

	/** What left the carrier until now. */
	public byte[] played() {
		drain();
		return this.recorder.played.toByteArray();
	}

	/** Plays what was due until now. */
	public void drain() {
		long due = (this.loop.nanoTime() - this.playedUntil) / this.sampleNanos;
		long at = this.playedUntil;
		this.playedUntil += due * this.sampleNanos;
		int width = this.outbound.encoding().bytesPerSample();
		int left = (int) Math.min(due * width, this.queued);
		this.queued -= left;
		while (left > 0) {
			byte[] first = this.queue.getFirst();
			int part = Math.min(left, first.length - this.takenOfFirst);
			this.ear.hear(first, this.takenOfFirst, part, at);
			at += part / width * this.sampleNanos;
			left -= part;
			this.takenOfFirst += part;
			if (this.takenOfFirst == first.length) {
				this.queue.removeFirst();
				this.takenOfFirst = 0;
			}
		}
	}

	private void forget() {
		this.queue.clear();
		this.queued = 0;
		this.takenOfFirst = 0;
	}

	/** Hears what is played. */
	public interface Ear {

		/**
		 * Some samples of a frame.
		 * @param at when the first of them begins, in nanoseconds of the loop
		 */
		void hear(byte[] frame, int from, int length, long at);

	}

	/** Keeps everything. */
	private static final class Recorder implements Ear {

		private final List<AudioChunk> frames = new ArrayList<>();

		private final ByteArrayOutputStream played = new ByteArrayOutputStream();

		@Override
		public void hear(byte[] frame, int from, int length, long at) {
			this.played.write(frame, from, length);
		}

	}

}
