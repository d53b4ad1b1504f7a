package io.trunkline.sandbox.caller;

import java.time.Duration;

/** One thing that a caller does or waits for. */
public sealed interface Step {

	/** A step that needs somebody else. */
	sealed interface Wait extends Step {

		/** How long until the caller gives up. */
		Duration within();

	}

	/** Waits until the agent has spoken and has then been silent. */
	record WaitForAgent(Duration silence, Duration within) implements Wait {
	}

	/**
	 * Waits until these words were heard, after those that an earlier wait has found and
	 * not before the caller last began to speak.
	 */
	record WaitForPhrase(Phrase phrase, Duration within) implements Wait {
	}

	/**
	 * Waits until the agent has not been heard for so long, whether or not it was before.
	 */
	record WaitForQuiet(Duration quiet, Duration within) implements Wait {
	}

	/** Waits in silence; the agent must not be heard meanwhile. */
	record ListenToSilence(Duration length) implements Step {
	}

	/** Waits until so many words of the agent's turn were heard. */
	record WaitForWords(int words, Duration within) implements Wait {
	}

	/** Speaks. */
	record Say(String text) implements Step {
	}

	/** Is silent. */
	record Pause(Duration length) implements Step {
	}

	/** Makes a noise. */
	record Cough(Duration length) implements Step {
	}

	/** Sounds the tone after which a machine records. */
	record Beep(Duration length) implements Step {
	}

	/** Waits until these keys were heard, one after another, whatever came before. */
	record WaitForKeys(String keys, Duration within) implements Wait {
	}

	/** Waits until the carrier's recording of the call has got into this state. */
	record WaitForRecording(String state, Duration within) implements Wait {
	}

	/** Presses a key. */
	record Press(char digit) implements Step {

		public Press {
			if ("0123456789*#ABCD".indexOf(digit) < 0) {
				throw new IllegalArgumentException("no telephone has this key: " + digit);
			}
		}

	}

	/** Ends the call. */
	record HangUp() implements Step {
	}

	/** Resets the media sockets. */
	record DropSocket() implements Step {
	}

	/** Closes the media sockets without the frame that announces it. */
	record CloseSocket() implements Step {
	}

	/** Waits until somebody has answered a transfer. */
	record WaitForTransfer(Duration within) implements Wait {
	}

	/** Waits until the other side has ended the call. */
	record WaitForEnd(Duration within) implements Wait {
	}

}
