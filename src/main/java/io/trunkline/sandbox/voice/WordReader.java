package io.trunkline.sandbox.voice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Listens to one stream of mu-law at 8 kHz and reads the words out of it, however the
 * stream is cut into frames. For one stream and one thread at a time.
 */
public final class WordReader {

	/** The latest sound, as a ring; holds the longest span and the longest packet. */
	private final byte[] recent = new byte[1 << 14];

	/** A packet's octets after its sync. */
	private final byte[] packet = new byte[WordPacket.HEADER + 255 + WordPacket.TRAILER];

	private long received;

	private int lowBits;

	/** Bits of the packet received so far; negative when there is none. */
	private int bits = -1;

	private int lastNumber = -1;

	private Damage damage = Damage.NONE;

	/**
	 * Takes the next bytes.
	 * @return the words that became complete in them, in order
	 */
	public List<Heard> read(byte[] muLaw, int offset, int length) {
		List<Heard> heard = null;
		for (int i = offset; i < offset + length; i++) {
			String word = next(muLaw[i]);
			if (word != null) {
				heard = (heard != null) ? heard : new ArrayList<>();
				heard.add(new Heard(word, this.received));
			}
		}
		return (heard != null) ? heard : List.of();
	}

	/** What was wrong with the sound up to now. */
	public Damage damage() {
		return this.damage;
	}

	private @Nullable String next(byte sample) {
		this.recent[(int) (this.received++ & (this.recent.length - 1))] = sample;
		this.lowBits = (this.lowBits << 1) | (sample & 1);
		if (this.lowBits == WordPacket.SYNC) {
			this.damage = (this.bits >= 0) ? this.damage.oneCorrupt() : this.damage;
			this.bits = 0;
			return null;
		}
		return (this.bits >= 0) ? collect() : null;
	}

	private @Nullable String collect() {
		if (++this.bits % 8 == 0) {
			this.packet[this.bits / 8 - 1] = (byte) this.lowBits;
		}
		if (this.bits < WordPacket.HEADER * 8 || this.bits < packetBits()) {
			return null;
		}
		String word = open();
		this.bits = -1;
		return word;
	}

	private int packetBits() {
		return (WordPacket.HEADER + textLength() + WordPacket.TRAILER) * 8;
	}

	private int textLength() {
		return this.packet[1] & 0xFF;
	}

	private @Nullable String open() {
		ByteBuffer octets = ByteBuffer.wrap(this.packet);
		int covered = WordPacket.HEADER + textLength();
		if (WordPacket.check(this.packet, 0, covered) != (octets.getShort(covered) & 0xFFFF)) {
			this.damage = this.damage.oneCorrupt();
			return null;
		}
		follow(octets.get(0) & 0xFF);
		if (!intact(octets.getShort(2) & 0xFFFF, octets.getShort(4) & 0xFFFF)) {
			this.damage = this.damage.oneAltered();
		}
		return new String(this.packet, WordPacket.HEADER, textLength(), StandardCharsets.UTF_8);
	}

	/** An utterance begins with 0; within it no number may be left out. */
	private void follow(int number) {
		if (number != 0 && number != ((this.lastNumber + 1) & 0xFF)) {
			this.damage = this.damage.oneMissing();
		}
		this.lastNumber = number;
	}

	private boolean intact(int span, int check) {
		long from = this.received - WordPacket.SYNC_BITS - packetBits() - span;
		if (from < 0 || span > WordPacket.MAX_SPAN) {
			return false;
		}
		byte[] sound = new byte[span];
		for (int i = 0; i < span; i++) {
			sound[i] = this.recent[(int) ((from + i) & (this.recent.length - 1))];
		}
		return WordPacket.check(sound, 0, span) == check;
	}

}
