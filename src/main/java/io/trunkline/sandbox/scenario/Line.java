package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.Set;

import io.trunkline.sandbox.caller.Phrase;
import io.trunkline.turn.Outcome;

/**
 * One line of a dialogue. A time counts from the end of the line before, at the ear of
 * whoever holds the telephone: somebody who calls, somebody who is called, or somebody
 * whom a transfer rings. The end of an agent's line is that of the words it names.
 */
public sealed interface Line {

	/** As it stands in the file. */
	String text();

	/** A line that must come in time. */
	sealed interface Timed extends Line {

		Duration within();

	}

	/**
	 * These words of the agent are heard, or of a sentence that the carrier speaks for
	 * us.
	 *
	 * @param within until the first of them begins
	 */
	record Agent(String text, Phrase phrase, Duration within) implements Timed {
	}

	/**
	 * Words of the person to whom a transfer has led.
	 *
	 * @param within until the first of them begins
	 */
	record Person(String text, Phrase phrase, Duration within) implements Timed {
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

	/** The caller presses keys, as fast as people do. */
	record Keys(String keys, Cue cue) implements Line {

		/** A telephone has no others. */
		static final String KNOWN = "0123456789*#ABCD";

		@Override
		public String text() {
			return "(keys " + this.keys + ")";
		}

	}

	/** The caller, a machine, beeps. */
	record Beeps(Cue cue) implements Line {

		@Override
		public String text() {
			return "(beep)";
		}

	}

	/** The caller hears keys that the agent presses. */
	record KeysHeard(String keys, Duration within) implements Timed {

		@Override
		public String text() {
			return "(presses " + this.keys + ")";
		}

	}

	/** The carrier's recording of the call gets into this state. */
	record Recording(String state, Duration within) implements Timed {

		/** States that there are. */
		static final Set<String> STATES = Set.of("recording", "paused", "stopped");

		@Override
		public String text() {
			return "(recording: " + this.state + ")";
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

	/**
	 * Somebody whom the call was transferred to talks to the caller.
	 *
	 * @param to who; empty for anybody
	 */
	record Transferred(String to, Duration within) implements Timed {

		@Override
		public String text() {
			return this.to.isEmpty() ? "(connected)" : "(" + this.to + " answers)";
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
