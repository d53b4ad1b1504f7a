package io.trunkline.sandbox.twilio;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.SandboxCallReport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A call that was placed. Signals come on the call's event loop, which must not be
 * blocked; cancelling a subscription changes nothing for the call.
 */
public final class TwilioSandboxCall {

	private final TwilioCall call;

	TwilioSandboxCall(TwilioCall call) {
		this.call = call;
	}

	/** The carrier's name of the call. */
	public String callSid() {
		return this.call.callSid();
	}

	/** The number that is called. */
	public String to() {
		return this.call.route().to();
	}

	/** What happens, from the first event on, as it happens; completes, never fails. */
	public Flux<CallEvent> events() {
		return this.call.journal().live();
	}

	/** What came of the call, once nothing of it is left; never fails. */
	public Mono<SandboxCallReport> finished() {
		return this.call.report();
	}

}
