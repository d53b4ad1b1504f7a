package io.trunkline.telephony.twilio;

import io.trunkline.telephony.CallLeg;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook tells of a call, authenticated.
 *
 * @param leg whom it is about; null when the ids are missing or do not belong in a URL
 * @param caller the leg that this one was rung up for by a transfer, of which only ids
 * are certain; null for any other leg
 */
record TwilioEvent(TwilioEventType type, @Nullable CallLeg leg, @Nullable CallLeg caller, WebhookForm form) {

	/** The state of the leg, in Twilio's words. */
	String status() {
		return this.form.get("CallStatus");
	}

	/** Whether the leg is over. */
	boolean isOver() {
		return switch (status()) {
			case "completed", "busy", "no-answer", "failed", "canceled" -> true;
			default -> false;
		};
	}

	/** The keys that were pressed: {@code 0-9*#A-D}; empty if there were none. */
	String digits() {
		String digits = this.form.get("Digits");
		return digits.matches("[0-9*#A-Da-d]{1,50}") ? digits : "";
	}

	/** Our name of the call, of the caller's for a leg that was rung up. */
	String tag() {
		CallLeg named = (this.caller != null) ? this.caller : this.leg;
		return (named != null) ? named.tag() : "";
	}

	/** Which call it is about, for the log. */
	String call() {
		return (this.leg == null) ? "a call without ids" : this.leg.toString();
	}

}
