package io.trunkline.telephony.bandwidth;

import java.net.URI;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.TelephonyProperties;

import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Says in Bandwidth's language what is to be done with a call. */
final class BandwidthAnswers {

	private static final String SORRY = "We are sorry, your call cannot be taken right now. Please try again later.";

	private static final String NOBODY_THERE = "We are sorry, nobody could be reached. Please try again later. Goodbye.";

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
			case Answer.Connect connect ->
				BxmlDocuments.connect(socket(connect.token()), BxmlDocuments.streamName(connect.stream()), callback());
			case Answer.PassOn passOn -> BxmlDocuments.passOn(passOn.to(), callback());
			case Answer.Apologise apologise -> BxmlDocuments.apologise(spoken(apologise.sentence()));
			case Answer.Reject _, Answer.HangUp _ -> BxmlDocuments.hangUp();
		};
	}

	/** What a call gets when nothing else can be said. Needs nothing that can fail. */
	Bxml fallback() {
		return this.telephony.fallback()
			.map((number) -> BxmlDocuments.passOn(number, callback()))
			.orElseGet(() -> BxmlDocuments.apologise(SORRY));
	}

	/** What a caller gets who is left after a transfer. */
	Bxml afterTransfer(BandwidthEvent.TransferComplete event) {
		return event.succeeded() ? BxmlDocuments.hangUp() : BxmlDocuments.apologise(NOBODY_THERE);
	}

	private BandwidthCallback callback() {
		return BandwidthCallback.of(this.bandwidth, this.telephony);
	}

	private URI socket(Answer.Token token) {
		return this.telephony.socketUrl("/media/bandwidth/" + UriUtils.encodePathSegment(token.value(), UTF_8));
	}

	/** Bandwidth rejects a sentence that is blank, and with it the whole document. */
	private static String spoken(String sentence) {
		return Bxml.legible(sentence).isBlank() ? SORRY : sentence;
	}

}
