package io.trunkline.telephony.twilio;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.Switchboard;
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
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A call's media stream in Twilio's words. */
final class TwilioMediaStream implements MediaStream, MediaSocket.Protocol {

	/** So that a message stays far below what any server takes. */
	private static final int LONGEST_PLAY = AudioFormat.TELEPHONE.bytesIn(Duration.ofMillis(500));

	private final MediaSocket socket;

	private final StreamedCall call;

	private final Switchboard switchboard;

	private final InstantSource clock;

	private final Marks marks = new Marks();

	private final Sinks.Many<Duration> progress = Sinks.unsafe().many().multicast().directBestEffort();

	private Map<String, String> parameters = Map.of();

	/** Nothing can be said before the stream has a name. */
	private @Nullable MediaWriter writer;

	/**
	 * Makes it.
	 * @param clock when a key was pressed, which Twilio does not say
	 */
	TwilioMediaStream(MediaSocket socket, AdmittedCall call, Switchboard switchboard, InstantSource clock,
			MeterRegistry meters) {
		this.socket = socket;
		this.call = new StreamedCall(socket, call, meters);
		this.switchboard = switchboard;
		this.clock = clock;
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
	public void play(AudioChunk audio) {
		if (!audio.format().equals(AudioFormat.TELEPHONE)) {
			throw new IllegalArgumentException("this stream does not play " + audio.format());
		}
		MediaWriter to = Objects.requireNonNull(this.writer, "nothing is played before the stream begins");
		byte[] samples = audio.bytes();
		for (int from = 0; from < samples.length; from += LONGEST_PLAY) {
			int length = Math.min(LONGEST_PLAY, samples.length - from);
			this.socket.send(to.media(samples, from, length));
			this.marks.sent(length).ifPresent((name) -> this.socket.send(to.mark(name)));
		}
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
	public Mono<Ending> ended() {
		return this.call.ended();
	}

	@Override
	public void close(Ending why) {
		this.socket.end(SocketEnd.of(why));
	}

	@Override
	public void text(ByteBuf message) {
		MediaFrame frame = MediaReader.read(this.call.bytes(message), message.readableBytes());
		if (this.call.isStarted()) {
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
		this.parameters = StreamParameters.read(start.customParameters());
		this.call.start(this, start.accountSid(), start.callSid());
	}

	private void take(MediaFrame frame) {
		switch (frame) {
			case Media media when media.inbound() -> this.call.hear(media.chunk(), media.payload());
			case Media _ -> this.call.count(MediaError.MEDIA_FOREIGN_TRACK);
			case Mark(String name) ->
				this.marks.echoed(name).map(AudioFormat.TELEPHONE::durationOf).ifPresent(this.progress::tryEmitNext);
			case Dtmf(char digit) ->
				this.switchboard.notice(this.call.leg(), new CarrierNotice.KeyPressed(digit, this.clock.instant()));
			case Stop _ -> this.socket.end(SocketEnd.STOPPED);
			case Start _, Connected _ -> this.call.count(MediaError.MEDIA_RESTART);
			case Unrecognised _ -> this.call.count(MediaError.MEDIA_UNRECOGNISED);
			case Malformed _ -> this.call.malformed();
		}
	}

	@Override
	public void ended(SocketEnd why) {
		this.progress.tryEmitComplete();
		this.call.ended(why);
	}

}
