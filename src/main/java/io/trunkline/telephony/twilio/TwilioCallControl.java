package io.trunkline.telephony.twilio;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.twilio.rest.CallsApi;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** Ends, hands over and changes calls through Twilio's API. */
final class TwilioCallControl implements CallControl {

	private final CallsApi api;

	private final TwilioAnswers answers;

	TwilioCallControl(CallsApi api, TwilioAnswers answers) {
		this.api = api;
		this.answers = answers;
	}

	@Override
	public String carrier() {
		return TwilioEventReader.CARRIER;
	}

	@Override
	public Mono<Void> hangUp(CallLeg leg) {
		return this.api.hangUp(leg);
	}

	/** A new document ends the stream by itself, so that its number does not matter. */
	@Override
	public Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan) {
		return replace(leg, () -> this.answers.transfer(leg, plan));
	}

	@Override
	public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next) {
		return replace(leg, () -> this.answers.restream(leg, next));
	}

	/** Twilio cannot begin a recording that waits: it begins when it may go on. */
	@Override
	public Mono<Void> record(CallLeg leg, boolean on) {
		MultiValueMap<String, String> beginning = new LinkedMultiValueMap<>();
		beginning.add("RecordingChannels", "dual");
		beginning.add("RecordingStatusCallback", this.answers.callback(leg.tag()).url(TwilioEventType.RECORDING));
		return this.api.record(leg, on, beginning);
	}

	private Mono<Void> replace(CallLeg leg, Supplier<Twiml> document) {
		return Mono.defer(() -> {
			String twiml = new String(document.get().write(), StandardCharsets.UTF_8);
			if (twiml.length() > Twiml.MAX_UPDATE) {
				return Mono.error(() -> new TelephonyException(Kind.REJECTED,
						"the document has more than the " + Twiml.MAX_UPDATE + " characters that Twilio takes"));
			}
			return this.api.replace(leg, twiml);
		});
	}

}
