package io.trunkline.telephony.bandwidth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.trunkline.telephony.Party;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.webhook.Verb;

/**
 * The document that connects a running call with somebody else. Bandwidth drops a caller
 * over a document that it does not take, so that what it would not take is left out.
 */
final class BxmlTransfer {

	private static final int MOST_PARTIES = 8;

	private static final int LONGEST_NAME = 256;

	/** Which Bandwidth refuses in a name. */
	private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

	private static final Pattern SIP_URI = Pattern.compile("sips?:[^\\s@]+@[^\\s@]+");

	private static final Pattern USER_TO_USER = Pattern.compile("[\\x21-\\x7E]{1,256}");

	private final BandwidthCallback callback;

	BxmlTransfer(BandwidthCallback callback) {
		this.callback = callback;
	}

	/**
	 * Connects the call of a stream. The stream is stopped first by name, so that its end
	 * does not depend on how Bandwidth replaces documents; a name that does not exist has
	 * no effect.
	 * @param tag our name of the call, for what is told of those who are rung; may be
	 * empty
	 * @throws TelephonyException when nobody is left to ring
	 */
	Bxml of(String streamName, TransferPlan plan, String tag) {
		List<Verb> parties = plan.to()
			.stream()
			.flatMap((party) -> party(party, plan.briefed(), tag).stream())
			.limit(MOST_PARTIES)
			.toList();
		if (parties.isEmpty()) {
			throw new TelephonyException(Kind.REJECTED, "no destination of the transfer can be rung");
		}
		return Bxml.update(Verb.of("StopStream", Map.of("name", streamName)),
				new Verb("Transfer", attributes(plan), "", parties));
	}

	private Map<String, String> attributes(TransferPlan plan) {
		Map<String, String> attributes = new LinkedHashMap<>();
		if (E164.matcher(plan.callerId()).matches()) {
			attributes.put("transferCallerId", plan.callerId());
		}
		String name = CONTROL.matcher(Verb.legible(plan.callerName())).replaceAll(" ").strip();
		if (!name.isEmpty()) {
			attributes.put("transferCallerDisplayName", name.substring(0, Math.min(name.length(), LONGEST_NAME)));
		}
		attributes.put("callTimeout", String.valueOf(Math.clamp(plan.ring().toSeconds(), 1, 300)));
		attributes.putAll(this.callback.as("transferCompleteUrl"));
		return attributes;
	}

	private Optional<Verb> party(Party party, boolean briefed, String tag) {
		Map<String, String> attributes = this.callback.as("transferDisconnectUrl");
		if (briefed) {
			attributes.put("transferAnswerUrl", this.callback.url().toString());
		}
		if (!tag.isEmpty()) {
			attributes.put("tag", tag);
		}
		return switch (party) {
			case Party.Phone phone -> Optional.of(Verb.of("PhoneNumber", attributes, phone.number().e164()));
			case Party.Sip sip -> {
				if (USER_TO_USER.matcher(sip.userToUser()).matches()) {
					attributes.put("uui", sip.userToUser());
				}
				yield Stream.of(Verb.legible(sip.uri()).strip())
					.filter((uri) -> SIP_URI.matcher(uri).matches())
					.map((uri) -> Verb.of("SipUri", attributes, uri))
					.findFirst();
			}
		};
	}

}
