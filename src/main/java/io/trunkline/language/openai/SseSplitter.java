package io.trunkline.language.openai;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body of server-sent events into its events, however the bytes were cut on their
 * way: lines end with CR, LF or CRLF, comments and unknown fields are skipped, the blank
 * after the colon may be missing. Only whole lines are decoded, so that no character can
 * be torn. One splitter serves one body, from one thread at a time.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the event
 * stream format</a>
 */
final class SseSplitter {

	/** Of one line, and of the data of one event; in bytes and characters. */
	static final int LIMIT = 256 * 1024;

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private byte[] line = new byte[512];

	private int length;

	/** A line feed that comes next belongs to the carriage return before it. */
	private boolean afterCarriageReturn;

	private boolean firstLine = true;

	private String name = "";

	private final StringBuilder data = new StringBuilder();

	private boolean hasData;

	/**
	 * Takes the next bytes of the body.
	 * @return the events that end in them
	 * @throws ChatFailure if a line or an event is longer than {@link #LIMIT}
	 */
	List<Event> feed(ByteBuffer bytes) {
		List<Event> events = new ArrayList<>();
		while (bytes.hasRemaining()) {
			byte next = bytes.get();
			if (next == '\n' && this.afterCarriageReturn) {
				this.afterCarriageReturn = false;
				continue;
			}
			this.afterCarriageReturn = (next == '\r');
			if (next == '\r' || next == '\n') {
				endLine(events);
			}
			else {
				append(next);
			}
		}
		return events;
	}

	/**
	 * Takes the end of the body, which also ends the last line and the last event: some
	 * servers leave out the blank line that should.
	 */
	List<Event> end() {
		List<Event> events = new ArrayList<>();
		if (this.length > 0) {
			endLine(events);
		}
		endEvent(events);
		return events;
	}

	private void append(byte next) {
		if (this.length == LIMIT) {
			throw tooLong();
		}
		if (this.length == this.line.length) {
			this.line = Arrays.copyOf(this.line, Math.min(LIMIT, this.length * 2));
		}
		this.line[this.length++] = next;
	}

	private void endLine(List<Event> events) {
		String text = new String(this.line, 0, this.length, StandardCharsets.UTF_8);
		this.length = 0;
		if (this.firstLine && text.startsWith(BYTE_ORDER_MARK)) {
			text = text.substring(1);
		}
		this.firstLine = false;
		if (text.isEmpty()) {
			endEvent(events);
			return;
		}
		int colon = text.indexOf(':');
		String field = (colon < 0) ? text : text.substring(0, colon);
		String value = (colon < 0) ? "" : text.substring(colon + 1);
		take(field, value.startsWith(" ") ? value.substring(1) : value);
	}

	/** A comment is a field without a name, and is skipped as any unknown field is. */
	private void take(String field, String value) {
		if ("event".equals(field)) {
			this.name = value;
		}
		else if ("data".equals(field)) {
			if (this.hasData) {
				this.data.append('\n');
			}
			this.hasData = true;
			this.data.append(value);
			if (this.data.length() > LIMIT) {
				throw tooLong();
			}
		}
	}

	private void endEvent(List<Event> events) {
		if (this.hasData) {
			events.add(new Event(this.name, this.data.toString()));
		}
		this.name = "";
		this.data.setLength(0);
		this.hasData = false;
	}

	private static ChatFailure tooLong() {
		return new ChatFailure(ChatFailure.Fault.BROKEN_STREAM, "an event of the model's server exceeds 256 KB");
	}

	/**
	 * One event.
	 *
	 * @param name of the field {@code event}; empty if there was none
	 * @param data the fields {@code data}, joined by line feeds
	 */
	record Event(String name, String data) {
	}

}
