package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Something that happened, at a time counted from the placing of the call. */
public sealed interface CallEvent {

	Duration at();

	/**
	 * A webhook was answered.
	 *
	 * @param at when it was answered or given up
	 * @param status the HTTP status, 0 if there was no answer
	 */
	record Webhook(Duration at, String eventType, int status, Duration took) implements CallEvent {
	}

	/**
	 * A document came, and is valid.
	 *
	 * @param by the webhook that it answers, or {@code PUT bxml}
	 * @param verbs their names in order
	 */
	record Bxml(Duration at, String by, List<String> verbs) implements CallEvent {

		public Bxml {
			verbs = List.copyOf(verbs);
		}

	}

	/** A verb begins. */
	record Verb(Duration at, String name) implements CallEvent {
	}

	/** A request came to the Voice API. */
	record ApiRequest(Duration at, String request, int status) implements CallEvent {
	}

	/**
	 * The service ordered this call.
	 *
	 * @param order the body of its request without credentials
	 */
	record Ordered(Duration at, Map<String, Object> order) implements CallEvent {

		public Ordered {
			order = Map.copyOf(order);
		}

	}

	/** Somebody's telephone rings. */
	record Rings(Duration at) implements CallEvent {
	}

	/** The machine detection has found something, whether or not it is told. */
	record Recognised(Duration at, String value) implements CallEvent {
	}

	/** The call was answered. */
	record Answered(Duration at) implements CallEvent {
	}

	/** A media socket is open. */
	record StreamStarted(Duration at, String name) implements CallEvent {
	}

	/** A media socket could not be opened. */
	record StreamRejected(Duration at, String name, String cause, @Nullable String message) implements CallEvent {
	}

	/**
	 * A media socket closed.
	 *
	 * @param code the WebSocket close code that the service sent, 1006 if none
	 */
	record StreamStopped(Duration at, String name, String cause, int code) implements CallEvent {
	}

	/** The caller says something, from {@code at} until {@code until}. */
	record CallerSaid(Duration at, Duration until, String text) implements CallEvent {
	}

	/** The caller makes a noise. */
	record CallerCoughed(Duration at, Duration until) implements CallEvent {
	}

	/** The caller pressed a key; {@code told} whether a StartGather was listening. */
	record CallerPressed(Duration at, char digit, boolean told) implements CallEvent {
	}

	/** The caller, a machine, beeps. */
	record CallerBeeped(Duration at, Duration until) implements CallEvent {
	}

	/** The caller hung up. */
	record CallerHungUp(Duration at) implements CallEvent {
	}

	/**
	 * The caller heard a word to its end.
	 *
	 * @param from when it began: with the sound or at the end of the word before
	 */
	record AgentHeard(Duration at, Duration from, String word) implements CallEvent {
	}

	/** The caller heard a word of the person with whom a transfer has connected him. */
	record PersonHeard(Duration at, Duration from, String word) implements CallEvent {
	}

	/** A SendDtmf was heard to its end. */
	record KeysHeard(Duration at, String keys) implements CallEvent {
	}

	/** A Gather is over. */
	record Gathered(Duration at, String digits) implements CallEvent {
	}

	/** Recording is {@code recording}, {@code paused} or {@code stopped} from here on. */
	record Recording(Duration at, String state) implements CallEvent {
	}

	/** A SpeakSentence is spoken to the caller. */
	record SentenceSpoken(Duration at, String text) implements CallEvent {
	}

	/** The service cleared what was not played yet; {@code dropped} is how much. */
	record Cleared(Duration at, Duration dropped) implements CallEvent {
	}

	/**
	 * A transfer rings somebody.
	 *
	 * @param callerId the number that is shown
	 * @param callerName the name that is shown, if any
	 * @param uui what the User-to-User header says, if anything
	 */
	record TransferRings(Duration at, String to, String callerId, @Nullable String callerName,
			@Nullable String uui) implements CallEvent {
	}

	/** Somebody answered a transfer, and is first to hear what the service says. */
	record TransferPickedUp(Duration at, String to) implements CallEvent {
	}

	/** Somebody answered a transfer and talks to the caller. */
	record TransferAnswered(Duration at, String to) implements CallEvent {
	}

	/** A transfer is over, for the carrier's cause. */
	record TransferEnded(Duration at, String to, String cause) implements CallEvent {
	}

	/** What somebody whom a transfer had reached heard and did, once he is gone. */
	record LegOver(Duration at, SandboxCallReport leg) implements CallEvent {
	}

	/** The service did what the protocol forbids or the carrier cannot do. */
	record Violation(Duration at, String what) implements CallEvent {
	}

	/**
	 * The caller has done a step, or what it waited for is there.
	 *
	 * @param from when that began: what is said, the words that were waited for; or when
	 * the agent was last heard, where its silence was waited for
	 * @param step its number, from 0
	 */
	record StepDone(Duration at, Duration from, int step) implements CallEvent {
	}

	/** A wait of the caller was not fulfilled in time. */
	record Missed(Duration at, Step step) implements CallEvent {
	}

	/** The call is over, for the carrier's cause. */
	record Ended(Duration at, String cause) implements CallEvent {
	}

}
