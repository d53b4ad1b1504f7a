package io.trunkline.engine.realtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.trunkline.speech.Hearing;

/**
 * Makes the caller's turns of what the server tells of speech and of words, which come
 * one independent of the other. A turn ends when nobody speaks and all of its words are
 * written down; whoever speaks on before that goes on with the same turn:
 *
 * <pre>
 * speech     |--- item 1 ---|    |- item 2 -|
 * words                        1               2
 * turn       |- started, updated ... -----------| ended
 * </pre>
 *
 * Knows no time: {@link #late} is told when the words take too long.
 */
final class CallerTurns {

	/** Stands for words that were heard by the model and written down by nobody. */
	static final String UNWRITTEN = "(spoken, but not written down)";

	/** Of the open turn, by item, in the order of speaking. */
	private final Map<String, Words> items = new LinkedHashMap<>();

	private boolean speaking;

	/** The caller is being waited for: speech is over and some of its words are not. */
	boolean waits() {
		return !this.speaking && !this.items.isEmpty();
	}

	/** A turn is under way. */
	boolean isOpen() {
		return !this.items.isEmpty();
	}

	List<Hearing> started(String item) {
		boolean first = this.items.isEmpty();
		this.speaking = true;
		this.items.putIfAbsent(item, Words.NONE);
		return first ? List.of(new Hearing.TurnStarted()) : List.of();
	}

	List<Hearing> stopped(String item) {
		if (this.items.containsKey(item)) {
			this.speaking = false;
		}
		return endIfWhole();
	}

	List<Hearing> delta(String item, String delta) {
		Words before = this.items.get(item);
		if (before == null || before.whole()) {
			return List.of();
		}
		this.items.put(item, new Words(before.text() + delta, false));
		return List.of(new Hearing.TurnUpdated(said()));
	}

	List<Hearing> completed(String item, String transcript) {
		return whole(item, transcript.strip());
	}

	/** The words of an item will not come. */
	List<Hearing> failed(String item) {
		Words before = this.items.getOrDefault(item, Words.NONE);
		return whole(item, before.text().isBlank() ? UNWRITTEN : before.text().strip());
	}

	/** What has not come by now is not waited for. */
	List<Hearing> late() {
		if (!waits()) {
			return List.of();
		}
		this.items.replaceAll((_, words) -> words.settled(UNWRITTEN));
		return endIfWhole();
	}

	/** Nothing more will be heard; an open turn ends with the words that there are. */
	List<Hearing> close() {
		this.speaking = false;
		this.items.replaceAll((_, words) -> words.settled(""));
		return endIfWhole();
	}

	private List<Hearing> whole(String item, String transcript) {
		if (this.items.replace(item, new Words(transcript, true)) == null) {
			return List.of();
		}
		return (this.speaking && !transcript.isEmpty()) ? List.of(new Hearing.TurnUpdated(said())) : endIfWhole();
	}

	private List<Hearing> endIfWhole() {
		if (!waits() || !this.items.values().stream().allMatch(Words::whole)) {
			return List.of();
		}
		String said = said();
		this.items.clear();
		return List.of(new Hearing.TurnEnded(said));
	}

	private String said() {
		return this.items.values()
			.stream()
			.map((words) -> words.text().strip())
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining(" "));
	}

	/** Of one item. */
	private record Words(String text, boolean whole) {

		static final Words NONE = new Words("", false);

		Words settled(String otherwise) {
			return this.whole ? this : new Words(this.text.isBlank() ? otherwise : this.text, true);
		}

	}

}
