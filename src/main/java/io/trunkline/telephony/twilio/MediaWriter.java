package io.trunkline.telephony.twilio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Writes the JSON of Twilio's media socket: exactly the documented fields, since Twilio
 * takes no others.
 */
final class MediaWriter {

	private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final byte[] END = ascii("\"}}");

	private final byte[] media;

	private final byte[] mark;

	private final byte[] clear;

	/**
	 * For one stream.
	 * @param streamSid see {@link #isSid}
	 */
	MediaWriter(String streamSid) {
		this.media = ascii("{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\"");
		this.mark = ascii("{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"");
		this.clear = ascii("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
	}

	/** Whether this can be the name of a stream, and stand in JSON as it is. */
	static boolean isSid(String streamSid) {
		return SID.matcher(streamSid).matches();
	}

	/** Says to play these mu-law samples behind those sent before. */
	byte[] media(byte[] samples, int from, int length) {
		ByteBuffer payload = Base64.getEncoder().encode(ByteBuffer.wrap(samples, from, length));
		return ByteBuffer.allocate(this.media.length + payload.remaining() + END.length)
			.put(this.media)
			.put(payload)
			.put(END)
			.array();
	}

	/**
	 * Asks to be told when what was sent before has been played.
	 * @param name letters, digits and {@code -}
	 */
	byte[] mark(String name) {
		byte[] ascii = ascii(name);
		return ByteBuffer.allocate(this.mark.length + ascii.length + END.length)
			.put(this.mark)
			.put(ascii)
			.put(END)
			.array();
	}

	/** Says to drop what has not been played yet. */
	byte[] clear() {
		return this.clear.clone();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
