package io.trunkline.sandbox.voice;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a word rides in the sound: one bit in the lowest bit of each mu-law byte, the
 * highest bit of each octet first. <pre>
 * sync 32 | number 8 | length 8 | span 16 | span check 16 | text 8 * length | check 16
 * </pre> {@code number} counts the words of an utterance from 0 and wraps; {@code span}
 * is the number of samples between the previous packet (or the utterance's start) and
 * this one, at most {@link #MAX_SPAN}, and {@code span check} covers those samples, whole
 * bytes; {@code check} covers number to text.
 */
final class WordPacket {

	/** Holds 0xFF 0xFC, which no UTF-8 text contains. */
	static final int SYNC = 0x1ACFFC1D;

	static final int SYNC_BITS = 32;

	/** Octets between sync and text. */
	static final int HEADER = 6;

	/** Octets after the text. */
	static final int TRAILER = 2;

	/** In samples. */
	static final int MAX_SPAN = 12000;

	/** In octets, so that the length fits. */
	static final int MAX_TEXT = 200;

	private WordPacket() {
	}

	/** The samples that a packet takes. */
	static int bitsFor(byte[] text) {
		return SYNC_BITS + (HEADER + text.length + TRAILER) * 8;
	}

	/**
	 * Hides a word in {@code audio} so that its last bit is the sample before
	 * {@code end}.
	 * @param from the end of the previous packet, or 0
	 */
	static void hide(byte[] audio, int from, int end, int number, byte[] text) {
		int start = end - bitsFor(text);
		int span = Math.min(start - from, MAX_SPAN);
		ByteBuffer octets = ByteBuffer.allocate(4 + HEADER + text.length + TRAILER);
		octets.putInt(SYNC).put((byte) number).put((byte) text.length);
		octets.putShort((short) span).putShort((short) check(audio, start - span, span)).put(text);
		octets.putShort((short) check(octets.array(), 4, HEADER + text.length));
		for (int i = 0; i < end - start; i++) {
			int bit = (octets.get(i / 8) >> (7 - i % 8)) & 1;
			audio[start + i] = (byte) ((audio[start + i] & ~1) | bit);
		}
	}

	static int check(byte[] bytes, int offset, int length) {
		CRC32C crc = new CRC32C();
		crc.update(bytes, offset, length);
		return (int) crc.getValue() & 0xFFFF;
	}

}
