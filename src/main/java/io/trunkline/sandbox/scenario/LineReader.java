package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.trunkline.sandbox.caller.Phrase;
import io.trunkline.sandbox.scenario.Line.Cue;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/** Reads one line of a dialogue. */
final class LineReader {

	/** Where a line sets no time, nobody waits for ever either. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Map<String, Function<Words, Line>> LINES = Map.of(//
			"agent", (words) -> new Line.Agent(words.text(), Phrase.of(words.text()), words.within()), //
			"agent-stops", (words) -> new Line.AgentStops(words.first.duration()), //
			"agent-silent", (words) -> new Line.AgentSilent(words.first.duration()), //
			"agent-never", (words) -> new Line.AgentNever(words.text(), Phrase.of(words.text())), //
			"caller", (words) -> new Line.Caller(words.text(), words.cue()), //
			"caller-noise", (words) -> new Line.Noise(words.first.duration(), words.cue()), //
			"stream-breaks", (words) -> new Line.StreamBreaks(words.cue()), //
			"transferred", (words) -> new Line.Transferred(words.text(), words.within()), //
			"ends", (words) -> new Line.Ends(words.first.oneOf(Outcome.class), words.within()));

	private static final Map<String, Set<String>> MORE = Map.of("agent", Set.of("within"), "caller",
			Set.of("after-words", "after"), "caller-noise", Set.of("after-words", "after"), "stream-breaks",
			Set.of("after-words", "after"), "transferred", Set.of("within"), "ends", Set.of("within"));

	private LineReader() {
	}

	static Line read(Entry entry) {
		Map<String, Entry> keys = entry.keys();
		if (keys.isEmpty()) {
			throw entry.wrong("an empty line");
		}
		String kind = keys.keySet().iterator().next();
		Function<Words, Line> line = LINES.get(kind);
		if (line == null) {
			throw entry.wrong("unknown line '" + kind + "'; nearest: " + Nearest.to(kind, LINES.keySet()));
		}
		Set<String> more = MORE.getOrDefault(kind, Set.of());
		keys.forEach((key, value) -> {
			if (!key.equals(kind) && !more.contains(key)) {
				throw value.wrong("unknown key '" + key + "' beside '" + kind + "'; nearest: "
						+ Nearest.to(key, more.isEmpty() ? Set.of(kind) : more));
			}
		});
		return line.apply(new Words(entry, keys.getOrDefault(kind, entry), keys.get("within"), keys.get("after-words"),
				keys.get("after")));
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
