package io.trunkline.telephony.twilio;

import java.net.URI;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.webhook.Verb;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Says in Twilio's language what is to be done with a call. */
final class TwilioAnswers {

	private static final String SORRY = "We are sorry, your call cannot be taken right now. Please try again later.";

	/** For the parameters of a stream in a webhook's answer. */
	private static final int MUCH_ROOM = 40 * 1024;

	/** The same where a document is put on a running call. */
	private static final int LITTLE_ROOM = 2500;

	private final TelephonyProperties telephony;

	TwilioAnswers(TelephonyProperties telephony) {
		this.telephony = telephony;
	}

	/**
	 * The document for an answer.
	 * @param tag our name of the call; may be empty
	 * @throws IllegalStateException when a media stream is wanted and the public address
	 * is not configured
	 */
	Twiml of(Answer answer, String tag) {
		return switch (answer) {
			case Answer.Connect connect -> TwimlDocuments.connect(socket(connect.token()), connect.stream(),
					connect.plan(), callback(tag), MUCH_ROOM);
			case Answer.PassOn passOn -> TwimlDocuments.passOn(passOn.to(), callback(tag));
			case Answer.Apologise apologise -> TwimlDocuments.apologise(spoken(apologise.sentence()));
			case Answer.Reject _ -> TwimlDocuments.reject();
			case Answer.HangUp _ -> TwimlDocuments.hangUp();
		};
	}

	/** The document for somebody whom a transfer of this caller's call rang up. */
	Twiml of(BridgeAnswer answer, CallLeg caller) {
		return switch (answer) {
			case BridgeAnswer.Connect _ -> TwimlDocuments.carryOn();
			case BridgeAnswer.Brief brief when brief.asks() ->
				TwimlDocuments.ask(Verb.legible(brief.sentence()), caller.callId(), callback(caller.tag()));
			case BridgeAnswer.Brief brief when isBlank(brief.sentence()) -> TwimlDocuments.carryOn();
			case BridgeAnswer.Brief brief -> TwimlDocuments.brief(brief.sentence());
			case BridgeAnswer.Decline _ -> TwimlDocuments.hangUp();
		};
	}

	/** The document that gives a running call another stream. */
	Twiml restream(CallLeg leg, Answer.Connect next) {
		return TwimlDocuments.connect(socket(next.token()), next.stream(), next.plan(), callback(leg.tag()),
				LITTLE_ROOM);
	}

	/** The document that connects a running call with somebody else. */
	Twiml transfer(CallLeg leg, TransferPlan plan) {
		return new TwimlTransfer(callback(leg.tag())).of(leg.callId(), plan);
	}

	/** What a call gets when nothing else can be said. Needs nothing that can fail. */
	Twiml fallback(String tag) {
		return this.telephony.fallback()
			.map((number) -> TwimlDocuments.passOn(number, callback(tag)))
			.orElseGet(() -> TwimlDocuments.apologise(SORRY));
	}

	TwilioCallback callback(String tag) {
		return new TwilioCallback(this.telephony, tag);
	}

	private URI socket(Answer.Token token) {
		return this.telephony.socketUrl(TwilioSockets.PATH + UriUtils.encodePathSegment(token.value(), UTF_8));
	}

	private static String spoken(String sentence) {
		return isBlank(sentence) ? SORRY : sentence;
	}

	private static boolean isBlank(String sentence) {
		return Verb.legible(sentence).isBlank();
	}

}
