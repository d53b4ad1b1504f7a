package io.trunkline.telephony.twilio;

import java.nio.charset.StandardCharsets;

import io.trunkline.telephony.socket.JsonScan;
import io.trunkline.telephony.socket.JsonScan.Text;
import io.trunkline.telephony.twilio.MediaFrame.Connected;
import io.trunkline.telephony.twilio.MediaFrame.Dtmf;
import io.trunkline.telephony.twilio.MediaFrame.Malformed;
import io.trunkline.telephony.twilio.MediaFrame.Mark;
import io.trunkline.telephony.twilio.MediaFrame.Media;
import io.trunkline.telephony.twilio.MediaFrame.Start;
import io.trunkline.telephony.twilio.MediaFrame.Stop;
import io.trunkline.telephony.twilio.MediaFrame.Unrecognised;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON of Twilio's media socket. Fields come in any order; numbers are written
 * as strings, or as numbers.
 */
final class MediaReader {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final byte[] EVENT = ascii("event");

	private static final byte[] MEDIA = ascii("media");

	private static final byte[] DTMF = ascii("dtmf");

	private static final byte[] MARK = ascii("mark");

	private static final byte[] TRACK = ascii("track");

	private static final byte[] CHUNK = ascii("chunk");

	private static final byte[] PAYLOAD = ascii("payload");

	private static final byte[] DIGIT = ascii("digit");

	private static final byte[] NAME = ascii("name");

	private static final byte[] INBOUND = ascii("inbound");

	private MediaReader() {
	}

	/**
	 * What a message says.
	 * @param message its bytes in UTF-8, up to {@code length}; not kept
	 */
	static MediaFrame read(byte[] message, int length) {
		try {
			JsonScan scan = new JsonScan(message, length);
			Fields fields = new Fields(scan);
			Text event = fields.event;
			if (event == null) {
				return new Malformed();
			}
			if (scan.is(event, MEDIA)) {
				return fields.media();
			}
			return switch (scan.string(event)) {
				case "mark" -> fields.mark();
				case "dtmf" -> fields.dtmf();
				case "start" -> MAPPER.readValue(message, 0, length, Start.class);
				case "connected" -> new Connected();
				case "stop" -> new Stop();
				default -> new Unrecognised();
			};
		}
		catch (JsonScan.Malformed | JacksonException | IllegalArgumentException _) {
			return new Malformed();
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Where fields stand; of fields with the same name the last counts. */
	private static final class Fields {

		private final JsonScan scan;

		private @Nullable Text event;

		private @Nullable Text track;

		private @Nullable Text chunk;

		private @Nullable Text payload;

		private @Nullable Text digit;

		private @Nullable Text name;

		Fields(JsonScan scan) {
			this.scan = scan;
			scan.enterObject();
			while (scan.nextField()) {
				take();
			}
			scan.finish();
		}

		private void take() {
			if (this.scan.fieldIs(MEDIA)) {
				takeMedia();
			}
			else if (this.scan.fieldIs(EVENT)) {
				this.event = this.scan.text();
			}
			else if (this.scan.fieldIs(MARK)) {
				this.name = only(NAME);
			}
			else if (this.scan.fieldIs(DTMF)) {
				this.digit = only(DIGIT);
			}
			else {
				this.scan.skip();
			}
		}

		private void takeMedia() {
			this.track = null;
			this.chunk = null;
			this.payload = null;
			boolean inside = this.scan.entersObject();
			while (inside && this.scan.nextField()) {
				if (this.scan.fieldIs(PAYLOAD)) {
					this.payload = this.scan.text();
				}
				else if (this.scan.fieldIs(CHUNK)) {
					this.chunk = this.scan.textOrNumber();
				}
				else if (this.scan.fieldIs(TRACK)) {
					this.track = this.scan.text();
				}
				else {
					this.scan.skip();
				}
			}
		}

		/** The one field of the next object that matters, if it is one. */
		private @Nullable Text only(byte[] wanted) {
			Text found = null;
			boolean inside = this.scan.entersObject();
			while (inside && this.scan.nextField()) {
				if (this.scan.fieldIs(wanted)) {
					found = this.scan.textOrNumber();
				}
				else {
					this.scan.skip();
				}
			}
			return found;
		}

		MediaFrame media() {
			if (this.payload == null) {
				return new Malformed();
			}
			boolean inbound = this.track == null || this.scan.is(this.track, INBOUND);
			long number = (this.chunk != null) ? this.scan.decimal(this.chunk) : -1;
			return new Media(inbound, number, this.scan.base64(this.payload));
		}

		MediaFrame mark() {
			return (this.name != null) ? new Mark(this.scan.string(this.name)) : new Malformed();
		}

		MediaFrame dtmf() {
			String key = (this.digit != null) ? this.scan.string(this.digit) : "";
			return key.matches("[0-9*#A-Da-d]") ? new Dtmf(key.charAt(0)) : new Malformed();
		}

	}

}
