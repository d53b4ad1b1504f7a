package io.trunkline.telephony.twilio;

import java.util.function.Function;
import java.util.regex.Pattern;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what webhooks tell. Lenient in all that Twilio may change; what our own URL says
 * is signed with the rest.
 */
final class TwilioEventReader {

	static final String CARRIER = "twilio";

	/** No number, SIP URI or display name that means something is longer. */
	private static final int MAX_ADDRESS = 256;

	/** A name that we gave a call. */
	private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private TwilioEventReader() {
	}

	/**
	 * Reads an event.
	 * @param tag our name of the call, from the path; empty for none
	 * @param callerId the call for which a leg was rung up, from the query; empty for
	 * none
	 */
	static TwilioEvent read(TwilioEventType type, String tag, String callerId, WebhookForm form) {
		String name = TAG.matcher(tag).matches() ? tag : "";
		AccountId account = valid(form.get("AccountSid"), AccountId::new);
		CallId call = valid(form.get("CallSid"), CallId::new);
		CallId caller = valid(callerId, CallId::new);
		if (account == null || call == null) {
			return new TwilioEvent(type, null, null, form);
		}
		Direction direction = (form.get("Direction").startsWith("outbound") || !name.isEmpty()) ? Direction.OUTBOUND
				: Direction.INBOUND;
		CallLeg leg = new CallLeg(CARRIER, account, call, address(form.get("From")), address(form.get("To")), direction,
				(caller != null) ? "" : name);
		CallLeg waiting = (caller != null) ? new CallLeg(CARRIER, account, caller, "", "",
				name.isEmpty() ? Direction.INBOUND : Direction.OUTBOUND, name) : null;
		TwilioEvent event = new TwilioEvent(type, leg, waiting, form);
		return (type == TwilioEventType.VOICE && isProgress(event)) ? asStatus(event) : event;
	}

	/** A number's webhook for its calls' progress may have been given the same path. */
	private static boolean isProgress(TwilioEvent event) {
		return event.isOver() || event.form().get("CallbackSource").equals("call-progress-events");
	}

	private static TwilioEvent asStatus(TwilioEvent event) {
		return new TwilioEvent(TwilioEventType.STATUS, event.leg(), event.caller(), event.form());
	}

	private static String address(String address) {
		return address.substring(0, Math.min(address.length(), MAX_ADDRESS));
	}

	private static <T> @Nullable T valid(String text, Function<String, T> id) {
		try {
			return id.apply(text);
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

}
