package io.trunkline.telephony.twilio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.trunkline.telephony.CallId;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.webhook.Verb;

/**
 * The document that connects a running call with somebody else. What Twilio would not
 * take is left out; it takes no name to show and no {@code User-to-User}.
 */
final class TwimlTransfer {

	/** As many as are rung at once. */
	private static final int MOST_PARTIES = 8;

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

	private static final Pattern SIP_URI = Pattern.compile("sips?:[^\\s@]+@[^\\s@]+");

	private final TwilioCallback callback;

	TwimlTransfer(TwilioCallback callback) {
		this.callback = callback;
	}

	/**
	 * Connects a caller; the media stream ends with the document before.
	 * @throws TelephonyException when nobody is left to ring
	 */
	Twiml of(CallId caller, TransferPlan plan) {
		List<Verb> parties = plan.to()
			.stream()
			.flatMap((party) -> party(party, caller, plan.briefed()).stream())
			.limit(MOST_PARTIES)
			.toList();
		if (parties.isEmpty()) {
			throw new TelephonyException(Kind.REJECTED, "no destination of the transfer can be rung");
		}
		Map<String, String> attributes = new LinkedHashMap<>();
		if (E164.matcher(plan.callerId()).matches()) {
			attributes.put("callerId", plan.callerId());
		}
		attributes.put("timeout", String.valueOf(Math.clamp(plan.ring().toSeconds(), 1, 600)));
		attributes.put("action", this.callback.url(TwilioEventType.AFTER_DIAL));
		return Twiml.of(new Verb("Dial", attributes, "", parties));
	}

	private Optional<Verb> party(Party party, CallId caller, boolean briefed) {
		Map<String, String> attributes = new LinkedHashMap<>();
		if (briefed) {
			attributes.put("url", this.callback.url(TwilioEventType.PICKED_UP, caller));
		}
		attributes.put("statusCallback", this.callback.url(TwilioEventType.STATUS, caller));
		return switch (party) {
			case Party.Phone phone -> Optional.of(Verb.of("Number", attributes, phone.number().e164()));
			case Party.Sip sip -> Stream.of(Verb.legible(sip.uri()).strip())
				.filter((uri) -> SIP_URI.matcher(uri).matches())
				.map((uri) -> Verb.of("Sip", attributes, uri))
				.findFirst();
		};
	}

}
