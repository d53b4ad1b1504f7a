package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.audio.AudioFormat;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the model, from our asking to its end. Belongs to the session's loop.
 */
final class Round {

	private final String id;

	private final Ask ask;

	private final AudioFormat format;

	private final Receiver receiver;

	private final List<Part> parts = new ArrayList<>();

	private @Nullable String responseId;

	/** Something came of it. */
	private boolean begun;

	/** Nobody wants it any more, or nothing more comes. */
	private boolean over;

	Round(String id, Ask ask, AudioFormat format, Receiver receiver) {
		this.id = id;
		this.ask = ask;
		this.format = format;
		this.receiver = receiver;
	}

	String id() {
		return this.id;
	}

	Ask ask() {
		return this.ask;
	}

	@Nullable String responseId() {
		return this.responseId;
	}

	boolean begun() {
		return this.begun;
	}

	boolean over() {
		return this.over;
	}

	void created(String response) {
		this.responseId = response;
	}

	/** Another connection is asked. */
	void askedAnew() {
		this.responseId = null;
	}

	void sound(ServerEvent.AudioDelta delta) {
		if (this.over || delta.sound().length == 0) {
			return;
		}
		this.begun = true;
		Part last = this.parts.isEmpty() ? null : this.parts.getLast();
		if (last == null || !last.itemId.equals(delta.itemId())) {
			last = new Part(delta.itemId(), delta.contentIndex());
			this.parts.add(last);
		}
		last.bytes += delta.sound().length;
		this.receiver.sound(delta.sound());
	}

	void words(String words) {
		if (!this.over && !words.isEmpty()) {
			this.begun = true;
			this.receiver.words(words);
		}
	}

	void tool(ToolCall call) {
		if (!this.over) {
			this.begun = true;
			this.receiver.tool(call);
		}
	}

	void done() {
		if (!this.over) {
			this.over = true;
			this.receiver.done();
		}
	}

	void failed(RealtimeException why) {
		if (!this.over) {
			this.over = true;
			this.receiver.failed(why);
		}
	}

	void abandon() {
		this.over = true;
	}

	/** How much sound came. */
	Duration length() {
		return this.format.durationOf(this.parts.stream().mapToLong((part) -> part.bytes).sum());
	}

	/**
	 * What the server is to be told when only the beginning was heard.
	 * @param heard from the first sample; what is longer than what came is cut to that
	 */
	List<ClientEvent.Truncate> heardUpTo(Duration heard) {
		List<ClientEvent.Truncate> events = new ArrayList<>();
		Duration begin = Duration.ZERO;
		for (Part part : this.parts) {
			Duration length = this.format.durationOf(part.bytes);
			long millis = Math.min(heard.minus(begin).toMillis(), length.toMillis());
			boolean whole = part != this.parts.getLast() && millis == length.toMillis();
			if (millis > 0 && !whole) {
				events.add(new ClientEvent.Truncate(part.itemId, part.contentIndex, millis));
			}
			begin = begin.plus(length);
		}
		return events;
	}

	/** What is asked. */
	sealed interface Ask {

		/** To go on with the conversation. */
		record Reply(List<Message> history) implements Ask {

			public Reply {
				history = List.copyOf(history);
			}

		}

		/** Something beside the conversation. */
		record Aside(String instructions, boolean spoken, List<ClientEvent.Item> input) implements Ask {

			public Aside {
				input = List.copyOf(input);
			}

		}

	}

	/** Who gets the answer. */
	interface Receiver {

		default void sound(byte[] sound) {
		}

		default void words(String words) {
		}

		default void tool(ToolCall call) {
		}

		void done();

		void failed(RealtimeException why);

	}

	/** Sound of one item. */
	private static final class Part {

		private final String itemId;

		private final int contentIndex;

		private long bytes;

		Part(String itemId, int contentIndex) {
			this.itemId = itemId;
			this.contentIndex = contentIndex;
		}

	}

}
