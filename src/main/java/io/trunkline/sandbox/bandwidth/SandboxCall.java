package io.trunkline.sandbox.bandwidth;

import java.util.List;
import java.util.Optional;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.PlacedCall;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.caller.Step;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A call of this carrier. */
public final class SandboxCall implements PlacedCall {

	private final PhoneCall call;

	SandboxCall(PhoneCall call) {
		this.call = call;
	}

	@Override
	public String callId() {
		return this.call.envelope().callId();
	}

	/** The number that calls. */
	public String from() {
		return this.call.envelope().from();
	}

	/** The number or SIP URI that is called. */
	public String to() {
		return this.call.envelope().to();
	}

	/** {@code inbound} if somebody calls the service, {@code outbound} if it calls. */
	public String direction() {
		return this.call.envelope().direction();
	}

	/** What the service's order was tagged with; empty if it was not. */
	public Optional<String> tag() {
		return Optional.ofNullable(this.call.beginning().tag());
	}

	@Override
	public Flux<CallEvent> events() {
		return this.call.journal().live();
	}

	@Override
	public Mono<SandboxCallReport> finished() {
		return this.call.report();
	}

	/** Presses keys at the far end, whatever steps are left. */
	public Mono<Void> press(String keys) {
		List<Step.Press> pressed = keys.chars().mapToObj((key) -> new Step.Press((char) key)).toList();
		return this.call.onLoop(() -> {
			pressed.forEach((key) -> this.call.press(key.digit()));
			return true;
		}).then();
	}

	/** The far end hangs up, whatever steps are left. */
	public Mono<Void> hangUp() {
		return this.call.onLoop(() -> {
			this.call.hangUp();
			return true;
		}).then();
	}

}
