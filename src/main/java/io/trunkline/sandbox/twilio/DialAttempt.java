package io.trunkline.sandbox.twilio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is rung for a caller. All are rung at once; the first of them to pick up has
 * the caller, or hears first what the service has to say. Belongs to the call's loop.
 */
final class DialAttempt implements DialledLeg.Listener {

	private final TwilioCall call;

	private final TwimlVerb.Dial verb;

	private final Consumer<Map<String, String>> whenOver;

	private final List<DialledLeg> ringing = new ArrayList<>();

	/** Who talks to the caller or is about to. */
	private @Nullable DialledLeg taken;

	private boolean bridged;

	private boolean over;

	DialAttempt(TwilioCall call, TwimlVerb.Dial verb, Consumer<Map<String, String>> whenOver) {
		this.call = call;
		this.verb = verb;
		this.whenOver = whenOver;
	}

	void start() {
		String shown = (this.verb.callerId() != null) ? this.verb.callerId() : this.call.from();
		this.verb.targets().forEach((target) -> {
			this.ringing.add(this.call.leg(target, this));
			note(new CallEvent.TransferRings(now(), target.to(), shown, null, null));
		});
		List.copyOf(this.ringing)
			.forEach((leg) -> Callee.ring(leg.callee(), this.call::in, () -> pickUp(leg), () -> fail(leg, "busy"),
					() -> fail(leg, "busy")));
		this.call.in(this.verb.timeout(), () -> List.copyOf(this.ringing).forEach((leg) -> fail(leg, "no-answer")));
	}

	boolean isBridged() {
		return this.bridged;
	}

	/** 20 ms have passed. */
	void beat() {
		if (this.taken != null) {
			this.taken.beat();
		}
	}

	/** The caller is not waiting any more. */
	void cancel() {
		this.over = true;
		this.ringing.forEach((leg) -> leg.end("canceled"));
		this.ringing.clear();
		if (this.taken != null) {
			ended(this.taken, "completed");
			this.taken = null;
		}
	}

	private void fail(DialledLeg leg, String status) {
		if (!this.ringing.remove(leg)) {
			return;
		}
		ended(leg, status);
		if (this.ringing.isEmpty() && this.taken == null) {
			finish(status);
		}
	}

	private void pickUp(DialledLeg leg) {
		if (!this.ringing.remove(leg)) {
			return;
		}
		this.taken = leg;
		note(new CallEvent.TransferPickedUp(now(), leg.to()));
		this.ringing.forEach((loser) -> loser.end("canceled"));
		this.ringing.clear();
		leg.pickUp();
	}

	@Override
	public void ready(DialledLeg leg) {
		this.bridged = true;
		note(new CallEvent.TransferAnswered(now(), leg.to()));
		leg.connect(this.call.line());
	}

	@Override
	public void left(DialledLeg leg) {
		if (leg.equals(this.taken)) {
			this.taken = null;
			this.bridged = false;
			ended(leg, "completed");
			finish("completed");
		}
	}

	private void ended(DialledLeg leg, String status) {
		note(new CallEvent.TransferEnded(now(), leg.to(), status));
		leg.end(status);
	}

	private void finish(String status) {
		if (!this.over) {
			this.over = true;
			this.whenOver.accept(Map.of("DialCallStatus", status, "DialCallDuration", "1"));
		}
	}

	private Duration now() {
		return this.call.journal().now();
	}

	private void note(CallEvent event) {
		this.call.journal().add(event);
	}

}
