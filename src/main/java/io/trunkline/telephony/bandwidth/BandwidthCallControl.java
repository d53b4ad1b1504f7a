package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.bandwidth.voice.VoiceApi;
import reactor.core.publisher.Mono;

/** Ends, hands over and changes calls through Bandwidth's Voice API. */
final class BandwidthCallControl implements CallControl {

	static final String CARRIER = "bandwidth";

	private final VoiceApi api;

	private final BandwidthAnswers answers;

	private final boolean autoHangUp;

	/**
	 * Makes it.
	 * @param autoHangUp whether the end of a conversation ends the call; if not, the call
	 * goes on with the document behind its media stream
	 */
	BandwidthCallControl(VoiceApi api, BandwidthAnswers answers, boolean autoHangUp) {
		this.api = api;
		this.answers = answers;
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
		return replace(leg, () -> this.answers.transfer(leg, stream, plan));
	}

	@Override
	public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next) {
		return replace(leg, () -> this.answers.restream(stream, next));
	}

	@Override
	public Mono<Void> record(CallLeg leg, boolean on) {
		return this.api.record(leg, on);
	}

	private Mono<Void> replace(CallLeg leg, Supplier<Bxml> document) {
		return Mono.defer(() -> this.api.replaceBxml(leg, new String(document.get().write(), StandardCharsets.UTF_8)));
	}

}
