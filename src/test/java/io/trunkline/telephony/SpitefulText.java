package io.trunkline.telephony;

import java.util.List;
import java.util.Random;

/** Texts that would break a document that is put together carelessly. */
public final class SpitefulText {

	private static final List<String> SPITEFUL = List.of("<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->",
			"&lt;", "&#0;", "</Response>", "<Hangup/>", "\"/><Hangup/>", "</StreamParam>", "<?xml?>", "<!DOCTYPE x>",
			"\u0000", "\u0007", "\u001B", "\t", "\r\n", "\u0085", "\u00A0", "\u2028", "\uFEFF", "\uFFFE", "\uFFFF",
			"\uD83D", "\uDE00", "\uD83D\uDE00", "é", "漢", "sip:a@b", "+12025550101", " ", "1", "#");

	private SpitefulText() {
	}

	/** A text of fewer pieces than this. */
	public static String of(Random random, int longest) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(longest); i > 0; i--) {
			switch (random.nextInt(4)) {
				case 0 -> text.append(SPITEFUL.get(random.nextInt(SPITEFUL.size())));
				case 1 -> text.append((char) random.nextInt(0x10000));
				case 2 -> text.append((char) random.nextInt(' ', 0x7F));
				default -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
			}
		}
		return text.toString();
	}

}
