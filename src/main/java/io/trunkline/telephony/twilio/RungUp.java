package io.trunkline.telephony.twilio;

import java.util.Objects;

import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TransferResult;
import io.trunkline.telephony.webhook.Untaken;
import reactor.core.publisher.Mono;

/**
 * Those whom transfers have rung up. Twilio calls a transfer completed as well when
 * somebody picked up and never took the call.
 */
final class RungUp {

	/** The key that takes a call. */
	private static final String ACCEPTED = "1";

	private final Switchboard switchboard;

	private final TwilioAnswers answers;

	private final Untaken untaken = new Untaken();

	RungUp(Switchboard switchboard, TwilioAnswers answers) {
		this.switchboard = switchboard;
		this.answers = answers;
	}

	/** What to do with somebody who has picked up, or was asked for a key. */
	Mono<Twiml> ask(TwilioEvent event) {
		return this.untaken.ask(event.leg(), event.caller(), (caller, pickedUp) -> question(event, caller, pickedUp))
			.map((answer) -> this.answers.of(answer, Objects.requireNonNull(event.caller())));
	}

	private Mono<BridgeAnswer> question(TwilioEvent event, CallLeg caller, CallId pickedUp) {
		return (event.type() == TwilioEventType.DECIDED) ? this.switchboard.decided(caller, pickedUp, event.digits())
				: this.switchboard.pickedUp(caller, pickedUp);
	}

	/**
	 * What they get when nobody can say it: the caller, unless they were asked and did
	 * not say yes. Never fails.
	 */
	Twiml unanswered(TwilioEvent event) {
		if (event.type() == TwilioEventType.DECIDED && !event.digits().equals(ACCEPTED)) {
			return TwimlDocuments.hangUp();
		}
		if (event.caller() != null) {
			this.untaken.forget(event.caller().callId());
		}
		return TwimlDocuments.carryOn();
	}

	/** What came of a transfer of this call. */
	TransferResult result(CallLeg caller, String status) {
		boolean taken = !this.untaken.forget(caller.callId());
		return switch (status) {
			case "completed", "answered" -> taken ? TransferResult.TALKED : TransferResult.REJECTED;
			case "busy" -> TransferResult.BUSY;
			case "no-answer", "canceled" -> taken ? TransferResult.NO_ANSWER : TransferResult.REJECTED;
			default -> TransferResult.FAILED;
		};
	}

}
