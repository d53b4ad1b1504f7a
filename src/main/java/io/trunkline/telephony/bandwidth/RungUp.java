package io.trunkline.telephony.bandwidth;

import java.util.function.BiFunction;

import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TransferResult;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Envelope;
import io.trunkline.telephony.webhook.Untaken;
import reactor.core.publisher.Mono;

/**
 * Those whom transfers have rung up. Bandwidth calls it a hang-up whether two people have
 * spoken or one of them never took the call.
 */
final class RungUp {

	/** The key that takes a call. */
	private static final String ACCEPTED = "1";

	private final Switchboard switchboard;

	private final BandwidthAnswers answers;

	private final Untaken untaken = new Untaken();

	RungUp(Switchboard switchboard, BandwidthAnswers answers) {
		this.switchboard = switchboard;
		this.answers = answers;
	}

	/** What to do with somebody who has picked up. */
	Mono<Bxml> pickedUp(BandwidthEvent.TransferAnswer event) {
		return ask(event.envelope(), this.switchboard::pickedUp);
	}

	/** What to do with somebody who was asked for a key. */
	Mono<Bxml> decided(BandwidthEvent.Gather event) {
		return ask(event.envelope(), (caller, pickedUp) -> this.switchboard.decided(caller, pickedUp, event.digits()));
	}

	private Mono<Bxml> ask(Envelope envelope, BiFunction<CallLeg, CallId, Mono<BridgeAnswer>> question) {
		return this.untaken.ask(envelope.leg(), envelope.parentLeg().orElse(null), question).map(this.answers::of);
	}

	/**
	 * What they get when nobody can say it: the caller, unless they were asked and did
	 * not say yes. Never fails.
	 */
	Bxml unanswered(BandwidthEvent event) {
		if (event instanceof BandwidthEvent.Gather gather && !gather.digits().equals(ACCEPTED)) {
			return BxmlDocuments.hangUp();
		}
		event.envelope().parentLeg().ifPresent((caller) -> this.untaken.forget(caller.callId()));
		return BxmlDocuments.carryOn();
	}

	/** What came of a transfer of this call. */
	TransferResult result(CallLeg caller, String cause) {
		boolean taken = !this.untaken.forget(caller.callId());
		return switch (cause) {
			case "hangup" -> taken ? TransferResult.TALKED : TransferResult.REJECTED;
			case "busy" -> TransferResult.BUSY;
			case "timeout", "cancel" -> TransferResult.NO_ANSWER;
			case "rejected" -> TransferResult.REJECTED;
			default -> TransferResult.FAILED;
		};
	}

}
