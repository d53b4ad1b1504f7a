package io.trunkline.engine.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.trunkline.engine.realtime.ClientEvent.Item;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * The items that the server's conversation has, in their order, and how to bring them in
 * line with the history, which is the truth: what is there as sound stays sound; what is
 * missing is put in as text, in its place; and what is not in it, was not heard or did
 * not count, and is deleted, but for what the caller has said since. Of one connection.
 */
final class Conversation {

	private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

	private final List<Entry> entries = new ArrayList<>();

	private final String prefix;

	private int created;

	/** How many entries were looked at. */
	private int position;

	private List<ClientEvent> events = new ArrayList<>();

	/**
	 * Empty.
	 * @param prefix of the ids that are given here, so that no connection has another's
	 */
	Conversation(String prefix) {
		this.prefix = prefix;
	}

	/** The caller's sound became an item. */
	void heard(String itemId) {
		if (find(itemId) == null) {
			this.entries.add(new Entry(Kind.CALLER, itemId, ""));
		}
	}

	/** Words of the caller's sound: all so far, or more of them. */
	void written(String itemId, String words, boolean all) {
		Entry entry = find(itemId);
		if (entry != null) {
			entry.text = all ? words : entry.text + words;
		}
	}

	/** The agent speaks. */
	void speaks(String itemId) {
		this.entries.add(new Entry(Kind.AGENT, itemId, ""));
	}

	void called(String itemId, String callId) {
		this.entries.add(new Entry(Kind.CALL, itemId, callId));
	}

	/** The server made something that nobody wants. */
	void stray(String itemId) {
		Entry known = find(itemId);
		if (known == null) {
			this.entries.add(new Entry(Kind.STRAY, itemId, ""));
		}
		else {
			known.kind = Kind.STRAY;
		}
	}

	/** Brings the server's conversation in line. Not while a reply is under way. */
	List<ClientEvent> follow(List<Message> history) {
		this.position = 0;
		this.events = new ArrayList<>();
		for (Message message : history) {
			switch (message) {
				case Message.Caller(String text) -> caller(text);
				case Message.Agent(String text, List<ToolCall> calls) -> {
					if (!text.isBlank()) {
						said(Kind.AGENT, "assistant", text, (entry) -> startsWith(entry.text, text));
					}
					calls.forEach(this::call);
				}
				case Message.ToolResult(String callId, String content) -> match(Kind.RESULT,
						(entry) -> entry.text.equals(callId), () -> new Item.Result(newId(), callId, content), callId);
				case Message.Note(String text) -> said(Kind.NOTE, "system", text, (entry) -> entry.text.equals(text));
			}
		}
		dropUnsaid();
		return this.events;
	}

	private void caller(String text) {
		boolean found = said(Kind.CALLER, "user", text, (entry) -> entry.stoodFor(text));
		this.entries.get(this.position - 1).standsFor = text;
		while (found && this.position < this.entries.size() && this.entries.get(this.position).continues(text)) {
			this.position++;
		}
	}

	private void call(ToolCall call) {
		match(Kind.CALL, (entry) -> entry.text.equals(call.id()),
				() -> new Item.Call(newId(), call.id(), call.name(), call.arguments()), call.id());
	}

	private boolean said(Kind kind, String role, String text, Predicate<Entry> same) {
		return match(kind, same, () -> new Item.Said(newId(), role, text), text);
	}

	/** Goes on behind the entry that stands for this, or puts one in. */
	private boolean match(Kind kind, Predicate<Entry> same, Supplier<Item> missing, String text) {
		for (int at = this.position; at < this.entries.size(); at++) {
			Entry entry = this.entries.get(at);
			if (entry.kind == kind && same.test(entry)) {
				drop(at);
				this.position++;
				return true;
			}
		}
		Item item = missing.get();
		boolean last = this.position == this.entries.size();
		String after = (this.position == 0) ? "root" : this.entries.get(this.position - 1).itemId;
		this.events.add(new ClientEvent.Create(item, (last && this.position > 0) ? null : after));
		this.entries.add(this.position++, new Entry(kind, this.prefix + this.created, text));
		return false;
	}

	/** Deletes what stands before an entry. */
	private void drop(int upTo) {
		List<Entry> skipped = this.entries.subList(this.position, upTo);
		skipped.forEach((entry) -> this.events.add(new ClientEvent.Delete(entry.itemId)));
		skipped.clear();
	}

	/**
	 * Deletes what comes after all of the history: only the caller's sound may be on its
	 * way into it.
	 */
	private void dropUnsaid() {
		List<Entry> rest = this.entries.subList(this.position, this.entries.size());
		rest.stream()
			.filter((entry) -> !mayBecomeHistory(entry))
			.forEach((entry) -> this.events.add(new ClientEvent.Delete(entry.itemId)));
		rest.removeIf((entry) -> !mayBecomeHistory(entry));
	}

	private boolean mayBecomeHistory(Entry entry) {
		return entry.kind == Kind.CALLER && !entry.itemId.startsWith(this.prefix);
	}

	private String newId() {
		return this.prefix + ++this.created;
	}

	/** Whether the server has this item. */
	boolean has(String itemId) {
		return find(itemId) != null;
	}

	private @Nullable Entry find(String itemId) {
		return this.entries.stream().filter((entry) -> entry.itemId.equals(itemId)).findFirst().orElse(null);
	}

	/** Recognisers and models write the same words with other marks. */
	private static String words(String text) {
		return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
	}

	private static boolean startsWith(String whole, String beginning) {
		return words(whole).startsWith(words(beginning));
	}

	private static boolean isPart(String one, String other) {
		String a = words(one);
		String b = words(other);
		return !a.isEmpty() && !b.isEmpty() && (a.contains(b) || b.contains(a));
	}

	/** What an item is. */
	private enum Kind {

		CALLER, AGENT, CALL, RESULT, NOTE, STRAY

	}

	/** An item; its text is what it says, or the id of its tool call. */
	private static final class Entry {

		private final String itemId;

		private Kind kind;

		private String text;

		/** What it was in the history before: its own words may come later. */
		private @Nullable String standsFor;

		Entry(Kind kind, String itemId, String text) {
			this.kind = kind;
			this.itemId = itemId;
			this.text = text;
		}

		boolean stoodFor(String said) {
			boolean unwritten = this.text.isBlank() && said.contains(CallerTurns.UNWRITTEN);
			return said.equals(this.standsFor) || unwritten || isPart(this.text, said);
		}

		/** Whether it is one more piece of the same turn of the caller. */
		boolean continues(String said) {
			return this.kind == Kind.CALLER && !this.text.isBlank() && words(said).contains(words(this.text));
		}

	}

}
