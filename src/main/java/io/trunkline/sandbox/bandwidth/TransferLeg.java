package io.trunkline.sandbox.bandwidth;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Destination;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.line.Line;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Somebody whom a transfer rings: a leg with a name, a telephone and documents of its
 * own. It belongs to the loop of the call that is transferred.
 */
final class TransferLeg implements Leg.Owner {

	private static final Set<String> ALLOWED_BEFORE_BRIDGE = Set.of("Gather", "Hangup", "Pause", "PauseRecording",
			"PlayAudio", "Record", "Redirect", "ResumeRecording", "Ring", "SendDtmf", "SpeakSentence", "StartGather",
			"StartRecording", "StopGather", "StopRecording", "Tag");

	private final Destination destination;

	private final Callee callee;

	private final PhoneCall call;

	private final Listener listener;

	private final Correspondence service;

	private final Journal journal;

	private final Leg leg;

	private final InstantSource clock;

	private final Disposable.Composite owned = Disposables.composite();

	private boolean bridged;

	private boolean over;

	TransferLeg(Destination destination, String callerId, Callee callee, PhoneCall call, Exchange exchange,
			EventLoop loop, Listener listener) {
		this.destination = destination;
		this.callee = callee;
		this.call = call;
		this.listener = listener;
		this.clock = exchange.clock();
		this.service = call.service().leg(callerId, destination, this::run, this::end);
		this.journal = new Journal(loop.ticker());
		this.leg = new Leg(this, this.service, Callee.transferredSteps(callee), CallFaults.NONE, exchange, this.journal,
				loop);
	}

	String to() {
		return this.destination.to();
	}

	String callerId() {
		return this.service.envelope().from();
	}

	Callee callee() {
		return this.callee;
	}

	/** Answers; the service is asked what comes first, if it wants to be. */
	void pickUp() {
		this.service.answered();
		this.journal.add(new CallEvent.Answered(this.journal.now()));
		this.owned.add(this.leg.handset().prepare(() -> {
		}));
		Callback first = this.destination.answer();
		if (first == null) {
			outOfVerbs();
		}
		else {
			this.owned.add(this.service.ask("transferAnswer", first, Map.of()));
		}
	}

	void beat() {
		this.leg.handset().beat(true);
	}

	/** Has the two hear each other. */
	void connect(Line caller) {
		this.leg.handset().line().connect(caller);
	}

	/** Ends the leg without telling the service. */
	void over(String cause) {
		if (this.over) {
			return;
		}
		this.over = true;
		this.journal.add(new CallEvent.Ended(this.journal.now(), cause));
		this.owned.dispose();
		this.leg.stop();
		this.leg.handset().line().disconnect();
		if (this.service.isAnswered()) {
			this.call.journal().add(new CallEvent.LegOver(this.call.journal().now(), this.leg.report(cause)));
		}
		this.journal.close();
	}

	/** Ends the leg, and tells the service. */
	void disconnected(String cause) {
		over(cause);
		Callback to = this.destination.disconnect();
		if (to != null) {
			String now = Envelope.time(this.clock.instant());
			this.service.tell("transferDisconnect", to, Map.of("endTime", now, "cause", cause));
		}
	}

	@Override
	public void press(char digit) {
		this.leg.press(digit);
	}

	@Override
	public void hangUp() {
		if (!this.over) {
			this.journal.add(new CallEvent.CallerHungUp(this.journal.now()));
			end("hangup");
		}
	}

	@Override
	public boolean isTransferred() {
		return this.bridged;
	}

	private void run(BxmlDocument document) {
		if (ALLOWED_BEFORE_BRIDGE.containsAll(document.names())) {
			this.leg.run(document);
		}
		else {
			this.call.journal().violation("a transfer's leg was sent a verb that is not allowed there");
			end("invalid-bxml");
		}
	}

	/** It is, as soon as there are verbs. */
	@Override
	public void answered() {
	}

	@Override
	public Disposable transfer(Verb.Transfer transfer, Runnable then) {
		throw new IllegalStateException("a transfer's leg is not transferred");
	}

	/** The two are connected when nothing is left to be said to this one. */
	@Override
	public void outOfVerbs() {
		if (!this.bridged) {
			this.bridged = true;
			this.listener.ready(this);
		}
	}

	@Override
	public void end(String cause) {
		this.listener.left(this, cause);
	}

	/** Whoever has rung. */
	interface Listener {

		/** This one can be connected with the caller. */
		void ready(TransferLeg leg);

		/** This one is gone, or is not wanted. */
		void left(TransferLeg leg, String cause);

	}

}
