package io.trunkline.api;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * Where a page ended. It holds the list that it is of: a position means nothing in that
 * of another pod, or after a restart.
 */
final class Cursor {

	private final long list;

	/**
	 * Of one list.
	 * @param list any number that another list does not have
	 */
	Cursor(long list) {
		this.list = list;
	}

	/** 22 letters, digits, {@code _} or {@code -}. */
	String after(BoardCall last) {
		byte[] bytes = ByteBuffer.allocate(16).putLong(this.list).putLong(last.number()).array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** The number of the page's last call; nothing if it is of another list. */
	OptionalLong read(String cursor) {
		ByteBuffer bytes;
		try {
			bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
		}
		catch (IllegalArgumentException _) {
			return OptionalLong.empty();
		}
		boolean ours = bytes.remaining() == 16 && bytes.getLong() == this.list;
		return ours ? OptionalLong.of(bytes.getLong()) : OptionalLong.empty();
	}

}
