package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.bandwidth.MediaFrame.AnnouncedTrack;
import io.trunkline.telephony.bandwidth.MediaFrame.Malformed;
import io.trunkline.telephony.bandwidth.MediaFrame.Media;
import io.trunkline.telephony.bandwidth.MediaFrame.Metadata;
import io.trunkline.telephony.bandwidth.MediaFrame.Start;
import io.trunkline.telephony.bandwidth.MediaFrame.Stop;
import io.trunkline.telephony.bandwidth.MediaFrame.Track;
import io.trunkline.telephony.bandwidth.MediaFrame.Unrecognised;
import io.trunkline.telephony.bandwidth.MediaMeters.MediaError;
import io.trunkline.telephony.bandwidth.MediaMeters.SecurityEvent;
import io.trunkline.telephony.socket.CallerAudio;
import io.trunkline.telephony.socket.MediaSocket;
import io.trunkline.telephony.socket.SocketEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One admitted call on one media socket, from the upgrade to the close. The call is
 * served from the start frame on; a socket that never starts gives it back.
 */
final class BandwidthMediaStream implements MediaStream, MediaSocket.Protocol {

	private static final Logger log = LoggerFactory.getLogger(BandwidthMediaStream.class);

	/** So that a message stays far below 64 KB. */
	private static final Duration LONGEST_PLAY = Duration.ofMillis(500);

	/** Malformed frames in a row until the socket is given up. */
	private static final int MALFORMED_LIMIT = 10;

	private final MediaSocket socket;

	private final AdmittedCall call;

	private final AudioFormat outbound;

	private final MeterRegistry meters;

	private final CallerAudio callerAudio;

	private final Sinks.One<MediaStream> begun = Sinks.one();

	private final Sinks.One<Ending> ending = Sinks.one();

	/** Holds one message while it is decoded. */
	private byte[] scratch = new byte[1024];

	private Map<String, String> parameters = Map.of();

	private boolean started;

	private int malformed;

	private long sequenceNumber;

	BandwidthMediaStream(MediaSocket socket, AdmittedCall call, AudioFormat outbound, MeterRegistry meters) {
		this.socket = socket;
		this.call = call;
		this.outbound = outbound;
		this.meters = meters;
		this.callerAudio = new CallerAudio(() -> MediaMeters.dropped(meters));
	}

	/**
	 * Serves the call on the socket.
	 * @return completes when the call has let go of everything, and the socket is closed
	 * then; never fails
	 */
	Mono<Void> serve() {
		this.socket.open(this);
		return this.begun.asMono()
			.flatMap(this.call::serve)
			.doOnSuccess(_ -> this.socket.end(SocketEnd.CLOSED))
			.onErrorResume(this::giveUp);
	}

	private Mono<Void> giveUp(Throwable failure) {
		log.error("Call {} could not be served", this.call.leg(), failure);
		this.socket.end(SocketEnd.FAILED);
		return Mono.empty();
	}

	@Override
	public CallLoop loop() {
		return this.socket.loop();
	}

	@Override
	public Flux<AudioChunk> caller() {
		return this.callerAudio.frames();
	}

	@Override
	public Map<String, String> parameters() {
		return this.parameters;
	}

	@Override
	public AudioFormat outbound() {
		return this.outbound;
	}

	/** Formats are not mixed within one stream. */
	@Override
	public void play(AudioChunk audio) {
		if (!audio.format().equals(this.outbound)) {
			throw new IllegalArgumentException("this stream does not play " + audio.format());
		}
		byte[] samples = audio.bytes();
		int longest = this.outbound.bytesIn(LONGEST_PLAY);
		for (int from = 0; from < samples.length; from += longest) {
			int length = Math.min(longest, samples.length - from);
			this.socket.send(MediaCodec.playAudio(this.outbound, samples, from, length));
		}
	}

	@Override
	public void clear() {
		this.socket.dropUnsent();
		this.socket.send(MediaCodec.clear());
	}

	@Override
	public Mono<Ending> ended() {
		return this.ending.asMono();
	}

	@Override
	public void close(Ending why) {
		this.socket.end(SocketEnd.of(why));
	}

	@Override
	public void text(ByteBuf message) {
		int length = message.readableBytes();
		if (length > this.scratch.length) {
			this.scratch = new byte[Math.max(length, 2 * this.scratch.length)];
		}
		message.getBytes(message.readerIndex(), this.scratch, 0, length);
		MediaFrame frame = MediaCodec.decode(this.scratch, length);
		if (this.started) {
			take(frame);
		}
		else if (frame instanceof Start(var metadata, var parameters)) {
			start(metadata, StreamParams.read(parameters));
		}
		else {
			this.socket.end(SocketEnd.NO_START);
		}
	}

	private void start(@Nullable Metadata metadata, Map<String, String> parameters) {
		if (metadata == null || !isTelephone(metadata.tracks())) {
			this.socket.end(SocketEnd.FORMAT);
			return;
		}
		if (contradicts(metadata, this.call.leg())) {
			MediaMeters.security(this.meters, SecurityEvent.MEDIA_IDS);
		}
		this.started = true;
		this.parameters = parameters;
		this.socket.started();
		this.begun.tryEmitValue(this);
	}

	/** Whether the caller's track is announced, in the only format that there is. */
	private static boolean isTelephone(@Nullable List<AnnouncedTrack> tracks) {
		return tracks != null && tracks.stream()
			.anyMatch((track) -> "inbound".equals(track.name()) && track.mediaFormat() != null
					&& track.mediaFormat().isTelephone());
	}

	private static boolean contradicts(Metadata metadata, CallLeg leg) {
		return differs(metadata.callId(), leg.callId().value())
				|| differs(metadata.accountId(), leg.accountId().value());
	}

	private static boolean differs(@Nullable String claimed, String known) {
		return claimed != null && !claimed.equals(known);
	}

	private void take(MediaFrame frame) {
		switch (frame) {
			case Media media -> hear(media);
			case Stop _ -> this.socket.end(SocketEnd.STOPPED);
			case Start _ -> count(MediaError.MEDIA_RESTART);
			case Unrecognised _ -> count(MediaError.MEDIA_UNRECOGNISED);
			case Malformed _ -> {
				count(MediaError.MEDIA_MALFORMED);
				if (++this.malformed >= MALFORMED_LIMIT) {
					this.socket.end(SocketEnd.GARBAGE);
				}
			}
		}
	}

	private void hear(Media media) {
		this.malformed = 0;
		if (media.track() != Track.INBOUND) {
			count(MediaError.MEDIA_FOREIGN_TRACK);
			return;
		}
		this.socket.mediaHeard();
		if (isNew(media.sequenceNumber()) && media.payload().length > 0) {
			this.callerAudio.hear(AudioChunk.telephone(media.payload()));
		}
	}

	/** A lower number is heard all the same: perhaps the count has begun anew. */
	private boolean isNew(long number) {
		long before = this.sequenceNumber;
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
		this.sequenceNumber = number;
		return true;
	}

	@Override
	public void ended(SocketEnd why) {
		record(why);
		log.info("Media stream of call {} ended: {}", this.call.leg(), why);
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
			case NO_START -> MediaMeters.security(this.meters, SecurityEvent.MEDIA_NO_START);
			case FLOOD, TOO_LONG, BINARY -> MediaMeters.security(this.meters, SecurityEvent.MEDIA_ABUSE);
			case LOST -> count(MediaError.MEDIA_LOST);
			case SILENT -> count(MediaError.MEDIA_SILENT);
			case UNRESPONSIVE -> count(MediaError.MEDIA_UNRESPONSIVE);
			case STALLED -> count(MediaError.MEDIA_STALLED);
			case FORMAT -> count(MediaError.MEDIA_FORMAT);
			case GARBAGE, CORRUPT -> count(MediaError.MEDIA_CORRUPT);
		}
	}

	private void count(MediaError error) {
		MediaMeters.error(this.meters, error);
	}

}
