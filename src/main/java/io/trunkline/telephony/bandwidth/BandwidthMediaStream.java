package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
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
import io.trunkline.telephony.socket.MediaMeters.MediaError;
import io.trunkline.telephony.socket.MediaSocket;
import io.trunkline.telephony.socket.SocketEnd;
import io.trunkline.telephony.socket.StreamedCall;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A call's media stream in Bandwidth's words. */
final class BandwidthMediaStream implements MediaStream, MediaSocket.Protocol {

	/** So that a message stays far below 64 KB. */
	private static final Duration LONGEST_PLAY = Duration.ofMillis(500);

	private final MediaSocket socket;

	private final StreamedCall call;

	private final AudioFormat outbound;

	private Map<String, String> parameters = Map.of();

	BandwidthMediaStream(MediaSocket socket, AdmittedCall call, AudioFormat outbound, MeterRegistry meters) {
		this.socket = socket;
		this.call = new StreamedCall(socket, call, meters);
		this.outbound = outbound;
	}

	/**
	 * Serves the call on the socket.
	 * @return completes when the call has let go of everything; never fails
	 */
	Mono<Void> serve() {
		return this.call.serve(this);
	}

	@Override
	public CallLoop loop() {
		return this.call.loop();
	}

	@Override
	public Flux<AudioChunk> caller() {
		return this.call.caller();
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
		return this.call.ended();
	}

	@Override
	public void close(Ending why) {
		this.socket.end(SocketEnd.of(why));
	}

	@Override
	public void text(ByteBuf message) {
		MediaFrame frame = MediaCodec.decode(this.call.bytes(message), message.readableBytes());
		if (this.call.isStarted()) {
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
		this.parameters = parameters;
		this.call.start(this, metadata.accountId(), metadata.callId());
	}

	/** Whether the caller's track is announced, in the only format that there is. */
	private static boolean isTelephone(@Nullable List<AnnouncedTrack> tracks) {
		return tracks != null && tracks.stream()
			.anyMatch((track) -> "inbound".equals(track.name()) && track.mediaFormat() != null
					&& track.mediaFormat().isTelephone());
	}

	private void take(MediaFrame frame) {
		switch (frame) {
			case Media media when media.track() == Track.INBOUND ->
				this.call.hear(media.sequenceNumber(), media.payload());
			case Media _ -> this.call.count(MediaError.MEDIA_FOREIGN_TRACK);
			case Stop _ -> this.socket.end(SocketEnd.STOPPED);
			case Start _ -> this.call.count(MediaError.MEDIA_RESTART);
			case Unrecognised _ -> this.call.count(MediaError.MEDIA_UNRECOGNISED);
			case Malformed _ -> this.call.malformed();
		}
	}

	@Override
	public void ended(SocketEnd why) {
		this.call.ended(why);
	}

}
