package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Follows a call and decides line by line whether it goes as written. It knows only what
 * the carrier and the caller saw, apart from the outcome. For one call and one thread at
 * a time.
 */
final class Judge {

	private static final Duration BETWEEN_WORDS = Duration.ofMillis(200);

	private final List<Line> dialogue;

	private final ScenarioCaller script;

	private final double patience;

	private final List<CallEvent.AgentHeard> heard = new ArrayList<>();

	/** Lines about what is never heard, and how many words had been heard before them. */
	private final Map<Integer, Integer> never = new TreeMap<>();

	private final List<String> objections = new ArrayList<>();

	/** The place of the first line that is not decided. */
	private int next;

	/** When the line before began and ended. */
	private Span before = new Span(Duration.ZERO, Duration.ZERO);

	private int heardBefore;

	/** A key silences the agent at once, also between two words. */
	private Duration instant = Duration.ZERO;

	/** When the first of several keys was pressed; null while none is. */
	private @Nullable Duration firstKey;

	/** To whom the latest transfer has led. */
	private String connectedWith = "";

	Judge(Scenario scenario, ScenarioCaller script, double patience) {
		this.dialogue = scenario.dialogue();
		this.script = script;
		this.patience = patience;
	}

	/** Takes what happened, and says what it decides. */
	List<LineVerdict> on(CallEvent event) {
		return switch (event) {
			case CallEvent.Answered(Duration at) -> {
				this.before = new Span(at, at);
				yield List.of();
			}
			case CallEvent.AgentHeard word -> {
				this.heard.add(word);
				yield List.of();
			}
			case CallEvent.StepDone(Duration at, Duration from, int step) -> done(step, new Span(from, at));
			case CallEvent.Missed(Duration at, var _) -> missed(at);
			case CallEvent.CallerPressed(Duration at, char _, boolean _) -> {
				this.firstKey = (this.firstKey != null) ? this.firstKey : at;
				yield List.of();
			}
			case CallEvent.TransferAnswered(Duration _, String to) -> {
				this.connectedWith = to;
				yield List.of();
			}
			case CallEvent.LegOver(Duration at, SandboxCallReport leg) -> {
				leg.missed()
					.forEach((step) -> this.objections.add(Times.seconds(at) + ": whoever was rung waited in vain for "
							+ step + "; heard instead: " + String.join(" ", leg.heard())));
				yield List.of();
			}
			case CallEvent.Violation(Duration at, String what) -> {
				this.objections.add(Times.seconds(at) + ": " + what);
				yield List.of();
			}
			default -> List.of();
		};
	}

	/**
	 * Decides what is left when the call is over.
	 * @param ended when it ended
	 * @param outcome as the service tells it
	 */
	List<LineVerdict> over(Duration ended, Outcome outcome) {
		passTo(this.dialogue.size() - 1);
		List<LineVerdict> verdicts = new ArrayList<>();
		this.never.forEach(
				(place, from) -> verdicts.add(neverHeard((Line.AgentNever) this.dialogue.get(place), from, ended)));
		for (Line line : this.dialogue.subList(this.next, this.dialogue.size())) {
			verdicts.add((line instanceof Line.Ends ends) ? end(ends, ended, outcome)
					: new LineVerdict(line, ended, false, "not reached"));
		}
		return verdicts;
	}

	List<String> objections() {
		return this.objections;
	}

	private List<LineVerdict> done(int step, Span last) {
		OptionalInt place = this.script.decidedBy(step);
		if (place.isEmpty() || this.dialogue.get(place.getAsInt()) instanceof Line.Ends) {
			return List.of();
		}
		passTo(place.getAsInt());
		Line line = this.dialogue.get(this.next++);
		Span span = span(line, last);
		LineVerdict verdict = decide(line, span);
		this.before = (line instanceof Line.AgentStops) ? this.before : span;
		this.instant = (line instanceof Line.Keys) ? BETWEEN_WORDS : Duration.ZERO;
		this.heardBefore = this.heard.size();
		return List.of(verdict);
	}

	/** Keys are pressed from the first one on. */
	private Span span(Line line, Span last) {
		Duration first = this.firstKey;
		this.firstKey = null;
		return (line instanceof Line.Keys && first != null) ? new Span(first, last.to()) : last;
	}

	private LineVerdict decide(Line line, Span span) {
		return switch (line) {
			case Line.Agent agent -> inTime(agent, span.to(), span.from().minus(this.before.to()));
			case Line.AgentStops stops -> (span.from().plus(this.instant).compareTo(this.before.from()) < 0)
					? new LineVerdict(line, span.to(), false, "was not speaking")
					: inTime(stops, span.to(), span.from().minus(this.before.from()));
			case Line.Person person -> inTime(person, span.to(), span.from().minus(this.before.to()));
			case Line.KeysHeard keys -> inTime(keys, span.to(), span.to().minus(this.before.to()));
			case Line.Recording recording -> inTime(recording, span.to(), span.from().minus(this.before.to()));
			case Line.Transferred transferred ->
				(transferred.to().isEmpty() || transferred.to().equals(this.connectedWith))
						? inTime(transferred, span.to(), span.to().minus(this.before.to()))
						: new LineVerdict(line, span.to(), false, "but it was " + this.connectedWith);
			case Line.Caller _, Line.Noise _, Line.Keys _, Line.Beeps _, Line.StreamBreaks _ ->
				new LineVerdict(line, span.from(), true, "");
			case Line.AgentSilent _, Line.AgentNever _, Line.Ends _ -> new LineVerdict(line, span.to(), true, "");
		};
	}

	/** Lines on the way that no step decides are put off to the end of the call. */
	private void passTo(int place) {
		while (this.next < place && this.dialogue.get(this.next) instanceof Line.AgentNever) {
			this.never.put(this.next++, this.heardBefore);
		}
	}

	private List<LineVerdict> missed(Duration at) {
		passTo(this.dialogue.size() - 1);
		Line line = this.dialogue.get(this.next);
		if (line instanceof Line.Ends) {
			return List.of();
		}
		this.next++;
		String instead = words(this.heardBefore);
		return List.of(new LineVerdict(line, at, false,
				"in vain; heard instead: " + (instead.isEmpty() ? "nothing" : "\"" + instead + "\"")));
	}

	private LineVerdict inTime(Line.Timed line, Duration at, Duration took) {
		Duration measured = took.isNegative() ? Duration.ZERO : took;
		boolean kept = measured.toMillis() <= Math.round(line.within().toMillis() * this.patience);
		return new LineVerdict(line, at, kept,
				Times.seconds(measured) + (kept ? "" : ", allowed are " + Times.text(line.within())));
	}

	private LineVerdict end(Line.Ends line, Duration ended, Outcome outcome) {
		return (outcome == line.outcome()) ? inTime(line, ended, ended.minus(this.before.to()))
				: new LineVerdict(line, ended, false, "but it ended with " + Times.name(outcome));
	}

	private LineVerdict neverHeard(Line.AgentNever line, int from, Duration ended) {
		boolean kept = line.phrase().in(this.heard.stream().map(CallEvent.AgentHeard::word).toList(), from).isEmpty();
		return new LineVerdict(line, ended, kept, kept ? "" : "was heard: \"" + words(from) + "\"");
	}

	private String words(int from) {
		return this.heard.stream().skip(from).map(CallEvent.AgentHeard::word).collect(Collectors.joining(" "));
	}

	/** From when until when. */
	private record Span(Duration from, Duration to) {
	}

}
