package io.trunkline.sandbox.bandwidth;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.trunkline.sandbox.bandwidth.caller.CallEvent;
import io.trunkline.sandbox.bandwidth.caller.SandboxCallReport;

/**
 * A call that was placed. Signals come on the call's event loop, which must not be
 * blocked; cancelling a subscription changes nothing for the call.
 */
public final class SandboxCall {

	private final PhoneCall call;

	SandboxCall(PhoneCall call) {
		this.call = call;
	}

	/** The carrier's name of the call. */
	public String callId() {
		return this.call.envelope().callId();
	}

	/**
	 * What happens, from the first event on, as it happens. For any number of
	 * subscribers; completes when nothing of the call is left, never fails.
	 */
	public Flux<CallEvent> events() {
		return this.call.journal().live();
	}

	/** What came of the call, once nothing of it is left; never fails. */
	public Mono<SandboxCallReport> finished() {
		return this.call.report();
	}

	/** The caller hangs up, whatever steps are left. */
	public Mono<Void> hangUp() {
		return this.call.onLoop(() -> {
			this.call.hangUp();
			return true;
		}).then();
	}

}
