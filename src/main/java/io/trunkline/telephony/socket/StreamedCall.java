package io.trunkline.telephony.socket;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CarrierMeters;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.socket.MediaMeters.MediaError;
import io.trunkline.telephony.socket.MediaMeters.SecurityEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One admitted call on one media socket, from the upgrade to the close, as far as it is
 * the same for every carrier. The call is served from the stream's start on; a socket
 * that never starts gives it back. Belongs to the socket's loop.
 */
public abstract class StreamedCall implements MediaStream, MediaSocket.Protocol {

	private static final Logger log = LoggerFactory.getLogger(StreamedCall.class);

	/** So that a message stays far below what any carrier takes. */
	private static final Duration LONGEST_PLAY = Duration.ofMillis(500);

	/** Malformed frames in a row until the socket is given up. */
	private static final int MALFORMED_LIMIT = 10;

	private final MediaSocket socket;

	private final AdmittedCall call;

	private final MeterRegistry meters;

	private final CallerAudio callerAudio;

	private final Sinks.One<MediaStream> begun = Sinks.one();

	private final Sinks.One<Ending> ending = Sinks.one();

	private Map<String, String> parameters = Map.of();

	/** Holds one message while it is decoded. */
	private byte[] scratch = new byte[1024];

	private boolean started;

	private int malformed;

	private long frameNumber;

	protected StreamedCall(MediaSocket socket, AdmittedCall call, MeterRegistry meters) {
		this.socket = socket;
		this.call = call;
		this.meters = meters;
		this.callerAudio = new CallerAudio(() -> MediaMeters.DROPPED_FRAMES.count(meters));
	}

	/**
	 * Serves the call on the socket.
	 * @return completes when the call has let go of everything, and the socket is closed
	 * then; never fails
	 */
	public final Mono<Void> serve() {
		this.socket.open(this);
		return this.begun.asMono()
			.flatMap(this.call::serve)
			.doOnSuccess(_ -> this.socket.end(SocketEnd.CLOSED))
			.onErrorResume(this::giveUp);
	}

	private Mono<Void> giveUp(Throwable failure) {
		log.error("Call {} could not be served", leg(), failure);
		this.socket.end(SocketEnd.FAILED);
		return Mono.empty();
	}

	protected final CallLeg leg() {
		return this.call.leg();
	}

	@Override
	public final CallLoop loop() {
		return this.socket.loop();
	}

	@Override
	public final Flux<AudioChunk> caller() {
		return this.callerAudio.frames();
	}

	@Override
	public final Map<String, String> parameters() {
		return this.parameters;
	}

	/** Formats are not mixed within one stream. */
	@Override
	public final void play(AudioChunk audio) {
		if (!audio.format().equals(outbound())) {
			throw new IllegalArgumentException("this stream does not play " + audio.format());
		}
		byte[] samples = audio.bytes();
		int longest = outbound().bytesIn(LONGEST_PLAY);
		for (int from = 0; from < samples.length; from += longest) {
			play(samples, from, Math.min(longest, samples.length - from));
		}
	}

	/** Sends a piece of sound that fits into one message. */
	protected abstract void play(byte[] samples, int from, int length);

	@Override
	public final Mono<Ending> ended() {
		return this.ending.asMono();
	}

	@Override
	public final void close(Ending why) {
		this.socket.end(SocketEnd.of(why));
	}

	/**
	 * The bytes of a message from index 0 on, with others behind them; good until the
	 * next message.
	 */
	protected final byte[] bytes(ByteBuf message) {
		int length = message.readableBytes();
		if (length > this.scratch.length) {
			this.scratch = new byte[Math.max(length, 2 * this.scratch.length)];
		}
		message.getBytes(message.readerIndex(), this.scratch, 0, length);
		return this.scratch;
	}

	protected final boolean isStarted() {
		return this.started;
	}

	/**
	 * The carrier has started its stream.
	 * @param accountId whose call it claims to be; null if it claims nothing
	 * @param callId which call it claims to be, likewise
	 * @param parameters what it brings back
	 */
	protected final void start(@Nullable String accountId, @Nullable String callId, Map<String, String> parameters) {
		if (differs(callId, leg().callId().value()) || differs(accountId, leg().accountId().value())) {
			MediaMeters.security(SecurityEvent.MEDIA_IDS).count(this.meters);
		}
		this.parameters = parameters;
		this.started = true;
		this.socket.started();
		this.begun.tryEmitValue(this);
	}

	private static boolean differs(@Nullable String claimed, String known) {
		return claimed != null && !claimed.equals(known);
	}

	/**
	 * A frame of the caller came.
	 * @param number counts the frames, or -1 when it has none
	 */
	protected final void hear(long number, byte[] mulaw) {
		this.malformed = 0;
		this.socket.mediaHeard();
		if (isNew(number) && mulaw.length > 0) {
			this.callerAudio.hear(AudioChunk.telephone(mulaw));
		}
	}

	/** A lower number is heard all the same: perhaps the count has begun anew. */
	private boolean isNew(long number) {
		long before = this.frameNumber;
		if (number < 0) {
			return true;
		}
		if (number == before) {
			count(MediaError.MEDIA_DUPLICATE);
			return false;
		}
		if (number < before) {
			count(MediaError.MEDIA_REORDERED);
		}
		else if (before > 0 && number > before + 1) {
			count(MediaError.MEDIA_GAP);
		}
		this.frameNumber = number;
		return true;
	}

	/** A frame came that is not what the protocol says. */
	protected final void malformed() {
		count(MediaError.MEDIA_MALFORMED);
		if (++this.malformed >= MALFORMED_LIMIT) {
			this.socket.end(SocketEnd.GARBAGE);
		}
	}

	/** Something is odd, and no more than that. */
	protected final void count(MediaError error) {
		CarrierMeters.errors(leg().carrier(), error).count(this.meters);
	}

	@Override
	public void ended(SocketEnd why) {
		record(why);
		log.info("Media stream of call {} ended: {}", leg(), why);
		this.callerAudio.end();
		this.ending.tryEmitValue(why.ending());
		if (!this.started) {
			this.call.abandon();
			this.begun.tryEmitEmpty();
		}
	}

	private void record(SocketEnd why) {
		switch (why) {
			case STOPPED, CLOSED, FAILED -> {
			}
			case NO_START -> MediaMeters.security(SecurityEvent.MEDIA_NO_START).count(this.meters);
			case FLOOD, TOO_LONG, BINARY -> MediaMeters.security(SecurityEvent.MEDIA_ABUSE).count(this.meters);
			case LOST -> count(MediaError.MEDIA_LOST);
			case SILENT -> count(MediaError.MEDIA_SILENT);
			case UNRESPONSIVE -> count(MediaError.MEDIA_UNRESPONSIVE);
			case STALLED -> count(MediaError.MEDIA_STALLED);
			case FORMAT -> count(MediaError.MEDIA_FORMAT);
			case GARBAGE, CORRUPT -> count(MediaError.MEDIA_CORRUPT);
		}
	}

}
