package io.trunkline.telephony.bandwidth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.telephony.bandwidth.MediaFrame.Malformed;
import io.trunkline.telephony.bandwidth.MediaFrame.Media;
import io.trunkline.telephony.bandwidth.MediaFrame.Start;
import io.trunkline.telephony.bandwidth.MediaFrame.Stop;
import io.trunkline.telephony.bandwidth.MediaFrame.Track;
import io.trunkline.telephony.bandwidth.MediaFrame.Unrecognised;
import io.trunkline.telephony.socket.JsonScan;
import io.trunkline.telephony.socket.JsonScan.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of Bandwidth's media socket. The fields of a frame come in any order, the kind
 * of frame usually last.
 */
final class MediaCodec {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final byte[] EVENT_TYPE = ascii("eventType");

	private static final byte[] TRACK = ascii("track");

	private static final byte[] PAYLOAD = ascii("payload");

	private static final byte[] SEQUENCE_NUMBER = ascii("sequenceNumber");

	private static final byte[] START = ascii("start");

	private static final byte[] MEDIA = ascii("media");

	private static final byte[] STOP = ascii("stop");

	private static final byte[] INBOUND = ascii("inbound");

	private static final byte[] OUTBOUND = ascii("outbound");

	private static final byte[] PLAY_AUDIO = ascii("{\"eventType\":\"playAudio\",\"media\":{\"contentType\":\"");

	private static final byte[] PLAY_AUDIO_PAYLOAD = ascii("\",\"payload\":\"");

	/** By format; whether a shorter form is understood is not documented. */
	private static final Map<AudioFormat, byte[]> CONTENT_TYPES = Stream
		.of(AudioFormat.TELEPHONE, pcm(8000), pcm(16000), pcm(24000))
		.collect(Collectors.toUnmodifiableMap((format) -> format, (format) -> ascii(contentType(format))));

	private static final byte[] PLAY_AUDIO_END = ascii("\"}}");

	private static final byte[] CLEAR = ascii("{\"eventType\":\"clear\"}");

	private MediaCodec() {
	}

	/**
	 * What a message says.
	 * @param message its bytes in UTF-8, up to {@code length}; not kept
	 */
	static MediaFrame decode(byte[] message, int length) {
		try {
			JsonScan scan = new JsonScan(message, length);
			Fields fields = new Fields(scan);
			if (fields.is(MEDIA)) {
				return media(scan, fields);
			}
			if (fields.is(STOP)) {
				return new Stop();
			}
			return fields.is(START) ? MAPPER.readValue(message, 0, length, Start.class) : fields.other();
		}
		catch (JsonScan.Malformed | JacksonException | IllegalArgumentException _) {
			return new Malformed();
		}
	}

	private static MediaFrame media(JsonScan scan, Fields fields) {
		if (fields.payload == null) {
			return new Malformed();
		}
		return new Media(track(scan, fields.track), number(scan, fields.sequenceNumber), scan.base64(fields.payload));
	}

	private static Track track(JsonScan scan, @Nullable Text track) {
		if (track == null || scan.is(track, INBOUND)) {
			return Track.INBOUND;
		}
		return scan.is(track, OUTBOUND) ? Track.OUTBOUND : Track.OTHER;
	}

	private static long number(JsonScan scan, @Nullable Text sequenceNumber) {
		return (sequenceNumber != null) ? scan.decimal(sequenceNumber) : -1;
	}

	/**
	 * Says to play these samples behind those sent before.
	 * @param format telephone format, or 16-bit samples at 8, 16 or 24 kHz
	 * @param length whole samples, at least one
	 */
	static byte[] playAudio(AudioFormat format, byte[] samples, int from, int length) {
		byte[] contentType = Objects.requireNonNull(CONTENT_TYPES.get(format), "a format that Bandwidth does not play");
		ByteBuffer payload = Base64.getEncoder().encode(ByteBuffer.wrap(samples, from, length));
		return ByteBuffer
			.allocate(PLAY_AUDIO.length + contentType.length + PLAY_AUDIO_PAYLOAD.length + payload.remaining()
					+ PLAY_AUDIO_END.length)
			.put(PLAY_AUDIO)
			.put(contentType)
			.put(PLAY_AUDIO_PAYLOAD)
			.put(payload)
			.put(PLAY_AUDIO_END)
			.array();
	}

	/** Says to drop what has not been played yet. */
	static byte[] clear() {
		return CLEAR.clone();
	}

	/**
	 * Where the fields of a frame stand; of fields with the same name the last counts.
	 */
	private static final class Fields {

		private final JsonScan scan;

		private @Nullable Text eventType;

		private @Nullable Text track;

		private @Nullable Text payload;

		private @Nullable Text sequenceNumber;

		Fields(JsonScan scan) {
			this.scan = scan;
			scan.enterObject();
			while (scan.nextField()) {
				take();
			}
			scan.finish();
		}

		private void take() {
			if (this.scan.fieldIs(PAYLOAD)) {
				this.payload = this.scan.text();
			}
			else if (this.scan.fieldIs(SEQUENCE_NUMBER)) {
				this.sequenceNumber = this.scan.text();
			}
			else if (this.scan.fieldIs(TRACK)) {
				this.track = this.scan.text();
			}
			else if (this.scan.fieldIs(EVENT_TYPE)) {
				this.eventType = this.scan.text();
			}
			else {
				this.scan.skip();
			}
		}

		boolean is(byte[] type) {
			return this.eventType != null && this.scan.is(this.eventType, type);
		}

		MediaFrame other() {
			return (this.eventType != null) ? new Unrecognised() : new Malformed();
		}

	}

	private static AudioFormat pcm(int sampleRate) {
		return new AudioFormat(Encoding.PCM16, sampleRate);
	}

	private static String contentType(AudioFormat format) {
		return switch (format.encoding()) {
			case MULAW -> "audio/pcmu";
			case PCM16 ->
				"audio/pcm;rate=" + format.sampleRate() + ";channels=1;bit-depth=16;endian=little;encoding=signed";
		};
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
