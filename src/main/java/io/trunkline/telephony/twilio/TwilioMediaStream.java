package io.trunkline.telephony.twilio;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.socket.MediaMeters.MediaError;
import io.trunkline.telephony.socket.MediaSocket;
import io.trunkline.telephony.socket.SocketEnd;
import io.trunkline.telephony.socket.StreamedCall;
import io.trunkline.telephony.twilio.MediaFrame.Announcement;
import io.trunkline.telephony.twilio.MediaFrame.Connected;
import io.trunkline.telephony.twilio.MediaFrame.Dtmf;
import io.trunkline.telephony.twilio.MediaFrame.Malformed;
import io.trunkline.telephony.twilio.MediaFrame.Mark;
import io.trunkline.telephony.twilio.MediaFrame.Media;
import io.trunkline.telephony.twilio.MediaFrame.Start;
import io.trunkline.telephony.twilio.MediaFrame.Stop;
import io.trunkline.telephony.twilio.MediaFrame.Unrecognised;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A call's media stream in Twilio's words. */
final class TwilioMediaStream extends StreamedCall {

	private final MediaSocket socket;

	private final Switchboard switchboard;

	private final InstantSource clock;

	private final Marks marks = new Marks();

	private final Sinks.Many<Duration> progress = Sinks.unsafe().many().multicast().directBestEffort();

	/** Nothing can be said before the stream has a name. */
	private @Nullable MediaWriter writer;

	/**
	 * Makes it.
	 * @param clock when a key was pressed, which Twilio does not say
	 */
	TwilioMediaStream(MediaSocket socket, AdmittedCall call, Switchboard switchboard, InstantSource clock,
			MeterRegistry meters) {
		super(socket, call, meters);
		this.socket = socket;
		this.switchboard = switchboard;
		this.clock = clock;
	}

	@Override
	protected void play(byte[] samples, int from, int length) {
		MediaWriter to = Objects.requireNonNull(this.writer, "nothing is played before the stream begins");
		this.socket.send(to.media(samples, from, length));
		this.marks.sent(length).ifPresent((name) -> this.socket.send(to.mark(name)));
	}

	@Override
	public Flux<Duration> progress() {
		return this.progress.asFlux();
	}

	@Override
	public void clear() {
		MediaWriter to = Objects.requireNonNull(this.writer, "nothing is cleared before the stream begins");
		this.marks.cleared();
		this.socket.dropUnsent();
		this.socket.send(to.clear());
	}

	@Override
	public void text(ByteBuf message) {
		MediaFrame frame = MediaReader.read(bytes(message), message.readableBytes());
		if (isStarted()) {
			take(frame);
		}
		else if (frame instanceof Start(var streamSid, var announcement)) {
			start(streamSid, announcement);
		}
		else if (!(frame instanceof Connected)) {
			this.socket.end(SocketEnd.NO_START);
		}
	}

	private void start(@Nullable String streamSid, @Nullable Announcement start) {
		if (start == null || start.mediaFormat() == null || !start.mediaFormat().isTelephone()) {
			this.socket.end(SocketEnd.FORMAT);
			return;
		}
		String sid = Objects.requireNonNullElse(streamSid, Objects.requireNonNullElse(start.streamSid(), ""));
		if (!MediaWriter.isSid(sid)) {
			this.socket.end(SocketEnd.NO_START);
			return;
		}
		this.writer = new MediaWriter(sid);
		start(start.accountSid(), start.callSid(), StreamParameters.read(start.customParameters()));
	}

	private void take(MediaFrame frame) {
		switch (frame) {
			case Media media when media.inbound() -> hear(media.chunk(), media.payload());
			case Media _ -> count(MediaError.MEDIA_FOREIGN_TRACK);
			case Mark(String name) ->
				this.marks.echoed(name).map(AudioFormat.TELEPHONE::durationOf).ifPresent(this.progress::tryEmitNext);
			case Dtmf(char digit) ->
				this.switchboard.notice(leg(), new CarrierNotice.KeyPressed(digit, this.clock.instant()));
			case Stop _ -> this.socket.end(SocketEnd.STOPPED);
			case Start _, Connected _ -> count(MediaError.MEDIA_RESTART);
			case Unrecognised _ -> count(MediaError.MEDIA_UNRECOGNISED);
			case Malformed _ -> malformed();
		}
	}

	@Override
	public void ended(SocketEnd why) {
		this.progress.tryEmitComplete();
		super.ended(why);
	}

}
