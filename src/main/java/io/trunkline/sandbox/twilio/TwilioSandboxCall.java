package io.trunkline.sandbox.twilio;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.PlacedCall;
import io.trunkline.sandbox.caller.SandboxCallReport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A call of this carrier. */
public final class TwilioSandboxCall implements PlacedCall {

	private final TwilioCall call;

	TwilioSandboxCall(TwilioCall call) {
		this.call = call;
	}

	@Override
	public String callId() {
		return this.call.callSid();
	}

	/** The number that is called. */
	public String to() {
		return this.call.route().to();
	}

	@Override
	public Flux<CallEvent> events() {
		return this.call.journal().live();
	}

	@Override
	public Mono<SandboxCallReport> finished() {
		return this.call.report();
	}

}
