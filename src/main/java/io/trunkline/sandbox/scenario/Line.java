package io.trunkline.sandbox.scenario;

import java.time.Duration;

import io.trunkline.sandbox.caller.Phrase;
import io.trunkline.turn.Outcome;

/**
 * One line of a dialogue. A time counts from the end of the line before, at the caller's
 * ear; the end of an agent's line is that of the words it names.
 */
public sealed interface Line {

	/** As it stands in the file. */
	String text();

	/** A line that must come in time. */
	sealed interface Timed extends Line {

		Duration within();

	}

	/**
	 * The caller hears these words of the agent.
	 *
	 * @param within until the first of them begins
	 */
	record Agent(String text, Phrase phrase, Duration within) implements Timed {
	}

	/** The caller says something. */
	record Caller(String text, Cue cue) implements Line {
	}

	/** The caller makes a noise without words. */
	record Noise(Duration length, Cue cue) implements Line {

		@Override
		public String text() {
			return "(noise, " + Times.text(this.length) + ")";
		}

	}

	/**
	 * What the caller does in the line before silences the agent.
	 *
	 * @param within from the beginning of the line before
	 */
	record AgentStops(Duration within) implements Timed {

		@Override
		public String text() {
			return "(stops)";
		}

	}

	/** Once the agent has finished, it is not heard for so long. */
	record AgentSilent(Duration length) implements Line {

		@Override
		public String text() {
			return "(silent for " + Times.text(this.length) + ")";
		}

	}

	/** From here to the end of the call these words are not heard. */
	record AgentNever(String text, Phrase phrase) implements Line {
	}

	/** The media stream breaks. */
	record StreamBreaks(Cue cue) implements Line {

		@Override
		public String text() {
			return "(the media stream breaks)";
		}

	}

	/** Somebody answers whom the call was transferred to. */
	record Transferred(String to, Duration within) implements Timed {

		@Override
		public String text() {
			return "(" + this.to + " answers)";
		}

	}

	/**
	 * The call ends, always the last line.
	 *
	 * @param outcome if it is the caller who hangs up, this is when
	 */
	record Ends(Outcome outcome, Duration within) implements Timed {

		@Override
		public String text() {
			return "(" + Times.name(this.outcome) + ")";
		}

	}

	/** When the caller does something. */
	sealed interface Cue {

		/** Once the agent has not been heard for 700 ms. */
		record AgentQuiet() implements Cue {
		}

		/** Once so many words of the agent's turn were heard. */
		record AfterWords(int words) implements Cue {
		}

		/** So long after the line before, whatever the agent does. */
		record After(Duration pause) implements Cue {
		}

	}

}
