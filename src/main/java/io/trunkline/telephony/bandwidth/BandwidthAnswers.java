package io.trunkline.telephony.bandwidth;

import java.net.URI;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.webhook.Verb;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Says in Bandwidth's language what is to be done with a call. */
final class BandwidthAnswers {

	private static final String SORRY = "We are sorry, your call cannot be taken right now. Please try again later.";

	private final BandwidthProperties bandwidth;

	private final TelephonyProperties telephony;

	BandwidthAnswers(BandwidthProperties bandwidth, TelephonyProperties telephony) {
		this.bandwidth = bandwidth;
		this.telephony = telephony;
	}

	/**
	 * The document for an answer.
	 * @throws IllegalStateException when a media stream is wanted and the public address
	 * is not configured
	 */
	Bxml of(Answer answer) {
		return switch (answer) {
			case Answer.Connect connect -> BxmlDocuments.connect(socket(connect.token()),
					BxmlDocuments.streamName(connect.stream()), connect.plan(), callback());
			case Answer.PassOn passOn -> BxmlDocuments.passOn(passOn.to(), callback());
			case Answer.Apologise apologise -> BxmlDocuments.apologise(spoken(apologise.sentence()));
			case Answer.Reject _, Answer.HangUp _ -> BxmlDocuments.hangUp();
		};
	}

	/** The document for somebody whom a transfer rang up. */
	Bxml of(BridgeAnswer answer) {
		return switch (answer) {
			case BridgeAnswer.Connect _ -> BxmlDocuments.carryOn();
			case BridgeAnswer.Brief brief when brief.asks() ->
				BxmlDocuments.ask(Verb.legible(brief.sentence()), callback());
			case BridgeAnswer.Brief brief when isBlank(brief.sentence()) -> BxmlDocuments.carryOn();
			case BridgeAnswer.Brief brief -> BxmlDocuments.brief(brief.sentence());
			case BridgeAnswer.Decline _ -> BxmlDocuments.hangUp();
		};
	}

	/**
	 * The document that gives a running call another stream.
	 * @param stream the one that it has
	 */
	Bxml restream(int stream, Answer.Connect next) {
		return BxmlDocuments.restream(BxmlDocuments.streamName(stream), socket(next.token()),
				BxmlDocuments.streamName(next.stream()), next.plan(), callback());
	}

	/** The document that connects a running call with somebody else. */
	Bxml transfer(CallLeg leg, int stream, TransferPlan plan) {
		return new BxmlTransfer(callback()).of(BxmlDocuments.streamName(stream), plan, leg.tag());
	}

	/** What a call gets when nothing else can be said. Needs nothing that can fail. */
	Bxml fallback() {
		return this.telephony.fallback()
			.map((number) -> BxmlDocuments.passOn(number, callback()))
			.orElseGet(() -> BxmlDocuments.apologise(SORRY));
	}

	private BandwidthCallback callback() {
		return BandwidthCallback.of(this.bandwidth, this.telephony);
	}

	private URI socket(Answer.Token token) {
		return this.telephony.socketUrl(BandwidthSockets.PATH + UriUtils.encodePathSegment(token.value(), UTF_8));
	}

	/** Bandwidth rejects a sentence that is blank, and with it the whole document. */
	private static String spoken(String sentence) {
		return isBlank(sentence) ? SORRY : sentence;
	}

	private static boolean isBlank(String sentence) {
		return Verb.legible(sentence).isBlank();
	}

}
