package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.trunkline.sandbox.bandwidth.caller.Phrase;
import io.trunkline.sandbox.scenario.Line.Cue;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a dialogue. */
final class LineReader {

	/** Where a line sets no time, nobody waits for ever either. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Set<String> NOTHING = Set.of();

	private static final Set<String> LIMIT = Set.of("within");

	private static final Set<String> CUE = Set.of("after-words", "after");

	private static final Map<String, Kind> LINES = Map.ofEntries(
			Map.entry("agent",
					new Kind(LIMIT, (words) -> new Line.Agent(words.text(), words.phrase(), words.within()))),
			Map.entry("person",
					new Kind(LIMIT, (words) -> new Line.Person(words.text(), words.phrase(), words.within()))),
			Map.entry("agent-stops", new Kind(NOTHING, (words) -> new Line.AgentStops(words.first.duration()))),
			Map.entry("agent-silent", new Kind(NOTHING, (words) -> new Line.AgentSilent(words.first.duration()))),
			Map.entry("agent-never", new Kind(NOTHING, (words) -> new Line.AgentNever(words.text(), words.phrase()))),
			Map.entry("agent-presses", new Kind(LIMIT, (words) -> new Line.KeysHeard(words.keys(), words.within()))),
			Map.entry("caller", new Kind(CUE, (words) -> new Line.Caller(words.text(), words.cue()))),
			Map.entry("callee", new Kind(CUE, (words) -> new Line.Caller(words.text(), words.cue()))),
			Map.entry("caller-noise", new Kind(CUE, (words) -> new Line.Noise(words.first.duration(), words.cue()))),
			Map.entry("keys", new Kind(CUE, (words) -> new Line.Keys(words.keys(), words.cue()))),
			Map.entry("callee-beeps", new Kind(CUE, (words) -> new Line.Beeps(words.cue()))),
			Map.entry("recording", new Kind(LIMIT, (words) -> new Line.Recording(words.state(), words.within()))),
			Map.entry("stream-breaks", new Kind(CUE, (words) -> new Line.StreamBreaks(words.cue()))),
			Map.entry("transferred", new Kind(LIMIT, (words) -> new Line.Transferred(words.text(), words.within()))),
			Map.entry("connected", new Kind(LIMIT, (words) -> new Line.Transferred("", words.within()))),
			Map.entry("ends",
					new Kind(LIMIT, (words) -> new Line.Ends(words.first.oneOf(Outcome.class), words.within()))));

	private LineReader() {
	}

	/** Reads a call from its beginning to its end. */
	static List<Line> dialogue(Entry entry) {
		List<Line> lines = new ArrayList<>();
		entry.items().forEach((line) -> lines.add(read(line)));
		long ends = lines.stream().filter(Line.Ends.class::isInstance).count();
		if (ends != 1 || !(lines.getLast() instanceof Line.Ends)) {
			throw entry.wrong("the last line, and no other, must say how the call 'ends'");
		}
		return lines;
	}

	/** Reads what somebody does who is rung and hangs up at the end. */
	static List<Line> part(Entry entry) {
		List<Line> lines = new ArrayList<>();
		for (Entry item : entry.items()) {
			Line line = read(item);
			boolean theirs = switch (line) {
				case Line.Agent _, Line.Caller _, Line.Keys _, Line.AgentSilent _ -> true;
				case Line.Transferred transferred -> transferred.to().isEmpty();
				default -> false;
			};
			if (!theirs) {
				throw item.wrong("whoever is rung has only lines agent, agent-silent, keys, connected and callee");
			}
			lines.add(line);
		}
		return lines;
	}

	private static Line read(Entry entry) {
		Map<String, Entry> keys = entry.keys();
		if (keys.isEmpty()) {
			throw entry.wrong("an empty line");
		}
		String name = keys.keySet().iterator().next();
		Kind kind = LINES.get(name);
		if (kind == null) {
			throw entry.wrong("unknown line '" + name + "'; nearest: " + Nearest.to(name, LINES.keySet()));
		}
		keys.forEach((key, value) -> {
			if (!key.equals(name) && !kind.more().contains(key)) {
				throw value.wrong("unknown key '" + key + "' beside '" + name + "'; nearest: "
						+ Nearest.to(key, kind.more().isEmpty() ? Set.of(name) : kind.more()));
			}
		});
		return kind.line()
			.apply(new Words(entry, keys.getOrDefault(name, entry), keys.get("within"), keys.get("after-words"),
					keys.get("after")));
	}

	/**
	 * A kind of line.
	 *
	 * @param more what may stand beside it
	 */
	private record Kind(Set<String> more, Function<Words, Line> line) {
	}

	/** What one line says. */
	private record Words(Entry line, Entry first, @Nullable Entry limit, @Nullable Entry afterWords,
			@Nullable Entry after) {

		String text() {
			String text = this.first.text().strip();
			if (text.isEmpty()) {
				throw this.first.wrong("nothing is said");
			}
			return text;
		}

		Phrase phrase() {
			return Phrase.of(text());
		}

		String keys() {
			String keys = text();
			if (!keys.chars().allMatch((key) -> Line.Keys.KNOWN.indexOf(key) >= 0)) {
				throw this.first.wrong("no telephone has all of these keys: '" + keys + "'");
			}
			return keys;
		}

		String state() {
			if (!Line.Recording.STATES.contains(text())) {
				throw this.first
					.wrong("unknown '" + text() + "'; nearest: " + Nearest.to(text(), Line.Recording.STATES));
			}
			return text();
		}

		Duration within() {
			return (this.limit != null) ? this.limit.duration() : PATIENCE;
		}

		Cue cue() {
			if (this.afterWords != null && this.after != null) {
				throw this.line.wrong("either after-words or after");
			}
			return (this.afterWords != null) ? new Cue.AfterWords(this.afterWords.number())
					: (this.after != null) ? new Cue.After(this.after.duration()) : new Cue.AgentQuiet();
		}

	}

}
