package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;

import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.bandwidth.voice.VoiceApi;
import reactor.core.publisher.Mono;

/** Ends and hands over calls through Bandwidth's Voice API. */
final class BandwidthCallControl implements CallControl {

	static final String CARRIER = "bandwidth";

	private final VoiceApi api;

	private final BandwidthCallback callback;

	private final boolean autoHangUp;

	/**
	 * Makes it.
	 * @param autoHangUp whether the end of a conversation ends the call; if not, the call
	 * goes on with the document behind its media stream
	 */
	BandwidthCallControl(VoiceApi api, BandwidthCallback callback, boolean autoHangUp) {
		this.api = api;
		this.callback = callback;
		this.autoHangUp = autoHangUp;
	}

	@Override
	public String carrier() {
		return CARRIER;
	}

	@Override
	public Mono<Void> hangUp(CallLeg leg) {
		return this.autoHangUp ? this.api.hangUp(leg) : Mono.empty();
	}

	@Override
	public Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan) {
		return Mono.defer(() -> {
			Bxml document = BxmlDocuments.transfer(BxmlDocuments.streamName(stream), phone(plan), this.callback);
			return this.api.replaceBxml(leg, new String(document.write(), StandardCharsets.UTF_8));
		});
	}

	@Override
	public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next) {
		return Mono.error(() -> new TelephonyException(TelephonyException.Kind.REJECTED, "not there yet"));
	}

	@Override
	public Mono<Void> record(CallLeg leg, boolean on) {
		return Mono.error(() -> new TelephonyException(TelephonyException.Kind.REJECTED, "not there yet"));
	}

	private static PhoneNumber phone(TransferPlan plan) {
		return plan.to()
			.stream()
			.filter(Party.Phone.class::isInstance)
			.map((party) -> ((Party.Phone) party).number())
			.findFirst()
			.orElseThrow();
	}

}
