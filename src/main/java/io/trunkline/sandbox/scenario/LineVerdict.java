package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.Locale;

/**
 * How one line went.
 *
 * @param at when it was decided, from the placing of the call
 * @param kept whether it went as written
 * @param remark how long it took, or what was wrong
 */
public record LineVerdict(Line line, Duration at, boolean kept, String remark) {

	/** For a person. */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s %6.2f  %-7s %s%s", this.kept ? "\u2713" : "\u2717",
				this.at.toNanos() / 1e9, who(), this.line.text(),
				this.remark.isEmpty() ? "" : "   [" + this.remark + "]");
	}

	String who() {
		return switch (this.line) {
			case Line.Agent _, Line.AgentStops _, Line.AgentSilent _, Line.KeysHeard _ -> "agent";
			case Line.Person _ -> "person";
			case Line.AgentNever _ -> "never";
			case Line.Caller _, Line.Noise _, Line.Keys _, Line.Beeps _ -> "caller";
			case Line.StreamBreaks _, Line.Transferred _, Line.Recording _, Line.Ends _ -> "line";
		};
	}

}
