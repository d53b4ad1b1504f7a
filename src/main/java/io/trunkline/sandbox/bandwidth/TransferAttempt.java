package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Transfer;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.line.OnLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * One Transfer verb: rings all its destinations at once, connects the first who answers,
 * and tells how it ended. Disposing of it hangs up on everybody but the caller.
 */
final class TransferAttempt implements Disposable, TransferLeg.Listener {

	/** Between transferDisconnect and transferComplete, whichever comes first. */
	private static final Duration APART = Duration.ofMillis(100);

	private final Transfer verb;

	private final EventLoop loop;

	private final PhoneCall call;

	private final Exchange exchange;

	private final Runnable then;

	private final List<TransferLeg> ringing = new ArrayList<>();

	private final Disposable.Composite owned = Disposables.composite();

	/** Who talks to the caller or is about to. */
	private @Nullable TransferLeg answered;

	/** Whose end is still to be told. */
	private @Nullable Runnable owed;

	private boolean bridged;

	TransferAttempt(Transfer verb, EventLoop loop, PhoneCall call, Exchange exchange, Runnable then) {
		this.verb = verb;
		this.loop = loop;
		this.call = call;
		this.exchange = exchange;
		this.then = then;
	}

	/** Rings everybody. */
	void start() {
		String callerId = (this.verb.callerId() == null || this.verb.callerId().isEmpty())
				? this.call.envelope().farEnd() : this.verb.callerId();
		this.verb.destinations().forEach((destination) -> {
			Callee callee = this.exchange.book().rungFor(this.call.party(), destination.to());
			this.ringing.add(new TransferLeg(destination, callerId, callee, this.call, this.exchange, this.loop, this));
			this.call.journal()
				.add(new CallEvent.TransferRings(this.call.journal().now(), destination.to(), callerId,
						this.verb.callerName(), destination.uui()));
		});
		List.copyOf(this.ringing)
			.forEach((leg) -> Callee.ring(leg.callee(), this::in, () -> pickUp(leg), () -> fail(leg, "busy"),
					() -> fail(leg, "rejected")));
		in(this.verb.callTimeout(), () -> List.copyOf(this.ringing).forEach((leg) -> fail(leg, "timeout")));
	}

	/** 20 ms have passed. */
	void beat() {
		if (this.answered != null) {
			this.answered.beat();
		}
	}

	/** Whether the caller talks to somebody, or has. */
	boolean isBridged() {
		return this.bridged;
	}

	@Override
	public void dispose() {
		this.owned.dispose();
		this.ringing.forEach((leg) -> leg.disconnected("cancel"));
		this.ringing.clear();
		if (this.answered != null) {
			TransferLeg other = this.answered;
			this.answered = null;
			ended(other, "hangup");
			other.disconnected("hangup");
		}
		payOwed();
	}

	private void pickUp(TransferLeg leg) {
		if (!this.ringing.remove(leg)) {
			return;
		}
		this.answered = leg;
		this.call.journal().add(new CallEvent.TransferPickedUp(this.call.journal().now(), leg.to()));
		this.ringing.forEach((loser) -> loser.disconnected("cancel"));
		this.ringing.clear();
		leg.pickUp();
	}

	@Override
	public void ready(TransferLeg leg) {
		this.bridged = true;
		this.call.journal().add(new CallEvent.TransferAnswered(this.call.journal().now(), leg.to()));
		leg.connect(this.call.leg().handset().line());
	}

	@Override
	public void left(TransferLeg leg, String cause) {
		if (leg.equals(this.answered)) {
			this.answered = null;
			finish(leg, cause);
		}
	}

	private void fail(TransferLeg leg, String cause) {
		if (!this.ringing.remove(leg)) {
			return;
		}
		if (this.ringing.isEmpty() && this.answered == null) {
			finish(leg, cause);
		}
		else {
			leg.disconnected(cause);
		}
	}

	/** The last leg is gone. */
	private void finish(TransferLeg leg, String cause) {
		ended(leg, cause);
		this.owed = () -> leg.disconnected(cause);
		if (this.call.has(Fault.TRANSFER_DISCONNECT_LAST)) {
			complete(leg, cause);
			in(APART, this::payOwed);
		}
		else {
			payOwed();
			in(APART, () -> complete(leg, cause));
		}
	}

	private void payOwed() {
		Runnable telling = this.owed;
		this.owed = null;
		if (telling != null) {
			telling.run();
		}
	}

	private void complete(TransferLeg leg, String cause) {
		Callback next = this.verb.complete();
		if (next == null) {
			this.then.run();
			return;
		}
		Map<String, @Nullable Object> fields = new HashMap<>();
		fields.put("transferCallerId", leg.callerId());
		fields.put("transferTo", leg.to());
		fields.put("cause", cause);
		if (this.verb.tag() != null) {
			fields.put("tag", this.verb.tag());
		}
		this.owned.add(this.call.service().ask("transferComplete", next, fields));
	}

	private void ended(TransferLeg leg, String cause) {
		leg.over(cause);
		this.call.journal().add(new CallEvent.TransferEnded(this.call.journal().now(), leg.to(), cause));
	}

	private void in(Duration delay, Runnable task) {
		this.owned.add(OnLoop.after(this.loop, delay, task));
	}

}
