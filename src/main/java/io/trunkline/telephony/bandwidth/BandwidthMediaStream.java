package io.trunkline.telephony.bandwidth;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioFormat;
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

/** A call's media stream in Bandwidth's words. */
final class BandwidthMediaStream extends StreamedCall {

	private final MediaSocket socket;

	private final AudioFormat outbound;

	BandwidthMediaStream(MediaSocket socket, AdmittedCall call, AudioFormat outbound, MeterRegistry meters) {
		super(socket, call, meters);
		this.socket = socket;
		this.outbound = outbound;
	}

	@Override
	public AudioFormat outbound() {
		return this.outbound;
	}

	@Override
	protected void play(byte[] samples, int from, int length) {
		this.socket.send(MediaCodec.playAudio(this.outbound, samples, from, length));
	}

	@Override
	public void clear() {
		this.socket.dropUnsent();
		this.socket.send(MediaCodec.clear());
	}

	@Override
	public void text(ByteBuf message) {
		MediaFrame frame = MediaCodec.decode(bytes(message), message.readableBytes());
		if (isStarted()) {
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
		start(metadata.accountId(), metadata.callId(), parameters);
	}

	/** Whether the caller's track is announced, in the only format that there is. */
	private static boolean isTelephone(@Nullable List<AnnouncedTrack> tracks) {
		return tracks != null && tracks.stream()
			.anyMatch((track) -> "inbound".equals(track.name()) && track.mediaFormat() != null
					&& track.mediaFormat().isTelephone());
	}

	private void take(MediaFrame frame) {
		switch (frame) {
			case Media media when media.track() == Track.INBOUND -> hear(media.sequenceNumber(), media.payload());
			case Media _ -> count(MediaError.MEDIA_FOREIGN_TRACK);
			case Stop _ -> this.socket.end(SocketEnd.STOPPED);
			case Start _ -> count(MediaError.MEDIA_RESTART);
			case Unrecognised _ -> count(MediaError.MEDIA_UNRECOGNISED);
			case Malformed _ -> malformed();
		}
	}

}
