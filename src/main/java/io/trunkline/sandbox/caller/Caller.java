package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody who calls, and what is to be done. The steps begin when the call is answered;
 * when there are none left, or one has waited in vain, the caller hangs up. Immutable:
 * each method returns a caller with one more step.
 *
 * @param from the number that calls, E.164
 * @param to the number that is dialled; empty dials the account's own
 * @param steps what the caller does, in this order
 * @param callees what those do to whom the call may be transferred, by number or SIP URI;
 * anybody else answers at once and talks for ever
 * @param faults what goes wrong during the call
 */
public record Caller(String from, String to, List<Step> steps, Map<String, Callee> callees, CallFaults faults) {

	/** How long the agent must be quiet before the caller speaks. */
	public static final Duration TURN_GAP = Duration.ofMillis(700);

	/** How long the caller waits for anything, unless told otherwise. */
	public static final Duration PATIENCE = Duration.ofSeconds(15);

	/** How long an answering machine beeps. */
	public static final Duration BEEP = Duration.ofMillis(400);

	public Caller {
		steps = List.copyOf(steps);
		callees = Map.copyOf(callees);
	}

	/** A caller with this number and nothing to do yet. */
	public static Caller from(String number) {
		return new Caller(number, "", List.of(), Map.of(), CallFaults.NONE);
	}

	/** Somebody without a number: what a {@link Callee} does once he has picked up. */
	public static Caller someone() {
		return from("");
	}

	/** Dials this number instead of the account's own. */
	public Caller dialling(String number) {
		return new Caller(this.from, number, this.steps, this.callees, this.faults);
	}

	/**
	 * Waits until the agent has spoken and has then been silent for {@link #TURN_GAP}.
	 */
	public Caller waitForAgent() {
		return waitForAgent(TURN_GAP, PATIENCE);
	}

	/**
	 * Waits until the agent has spoken and has then been silent for a while.
	 * @param silence how long the agent must have been silent
	 * @param within how long to wait for both
	 */
	public Caller waitForAgent(Duration silence, Duration within) {
		return then(new Step.WaitForAgent(silence, within));
	}

	/** Says something, and goes on when it is said. */
	public Caller say(String text) {
		return then(new Step.Say(text));
	}

	/**
	 * Says something as soon as this many words of the agent's turn were heard, counted
	 * since the caller spoke last.
	 */
	public Caller sayAfterAgentWords(int words, String text) {
		return then(new Step.WaitForWords(words, PATIENCE)).say(text);
	}

	/** Is silent for a while. */
	public Caller pause(Duration length) {
		return then(new Step.Pause(length));
	}

	/** Makes a noise that has no words in it. */
	public Caller cough(Duration length) {
		return then(new Step.Cough(length));
	}

	/** Presses a key: one of {@code 0-9*#A-D}. */
	public Caller press(char digit) {
		return then(new Step.Press(digit));
	}

	/** Presses several keys, one at once after the other. */
	public Caller press(String keys) {
		Caller pressing = this;
		for (int i = 0; i < keys.length(); i++) {
			pressing = pressing.press(keys.charAt(i));
		}
		return pressing;
	}

	/** Sounds the tone after which an answering machine records. */
	public Caller beep() {
		return then(new Step.Beep(BEEP));
	}

	/** Waits until the other side has sent these keys. */
	public Caller waitForKeys(String keys) {
		return then(new Step.WaitForKeys(keys, PATIENCE));
	}

	/** Hangs up. */
	public Caller hangUp() {
		return then(new Step.HangUp());
	}

	/** Has the media sockets of the call reset; the call stays up. */
	public Caller dropSocket() {
		return then(new Step.DropSocket());
	}

	/**
	 * Has the media sockets of the call closed without a {@code stop} frame; the call
	 * stays up.
	 */
	public Caller stopWithoutFrame() {
		return then(new Step.CloseSocket());
	}

	/** Waits until somebody else has answered a transfer. */
	public Caller waitForTransfer() {
		return waitForTransfer(PATIENCE);
	}

	/** Waits until somebody else has answered a transfer. */
	public Caller waitForTransfer(Duration within) {
		return then(new Step.WaitForTransfer(within));
	}

	/** Waits for the other side to end the call. */
	public Caller waitForEnd() {
		return waitForEnd(PATIENCE);
	}

	/** Waits for the other side to end the call. */
	public Caller waitForEnd(Duration within) {
		return then(new Step.WaitForEnd(within));
	}

	/** Fixes what happens when the call is transferred to this number or SIP URI. */
	public Caller whenTransferred(String to, Callee callee) {
		Map<String, Callee> more = new HashMap<>(this.callees);
		more.put(to, callee);
		return new Caller(this.from, this.to, this.steps, more, this.faults);
	}

	/** Makes things go wrong during the call. */
	public Caller with(CallFaults faults) {
		return new Caller(this.from, this.to, this.steps, this.callees, faults);
	}

	/** Does this next. */
	public Caller then(Step step) {
		List<Step> more = new ArrayList<>(this.steps);
		more.add(step);
		return new Caller(this.from, this.to, more, this.callees, this.faults);
	}

}
