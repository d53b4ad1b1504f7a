package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.line.Handset;
import io.trunkline.sandbox.line.Line;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Somebody whom a Dial rings: a leg with a name, a telephone and documents of its own. A
 * document that comes to its end connects. It belongs to the loop of the caller's call.
 */
final class DialledLeg implements Handset.Owner {

	private final String callSid = Exchange.newSid("CA");

	private final TwimlVerb.Target target;

	private final Callee callee;

	private final TwilioCall call;

	private final EventLoop loop;

	private final Listener listener;

	private final Journal journal;

	private final Handset handset;

	private final Disposable.Composite owned = Disposables.composite();

	/** What is spoken, or the timer of a key. */
	private final Disposable.Swap running = Disposables.swap();

	private Deque<TwimlVerb> verbs = new ArrayDeque<>();

	private TwimlVerb.@Nullable Gather gathering;

	private boolean answered;

	private boolean bridged;

	private boolean over;

	DialledLeg(TwimlVerb.Target target, TwilioCall call, Exchange exchange, EventLoop loop, Listener listener) {
		this.target = target;
		this.callee = call.callee(target.to());
		this.call = call;
		this.loop = loop;
		this.listener = listener;
		this.journal = new Journal(loop.ticker());
		MediaStreams none = new MediaStreams(exchange, this.callSid, loop, this.journal);
		this.handset = new Handset(Callee.transferredSteps(this.callee), none, this.journal, exchange.voice(), loop,
				this);
	}

	String to() {
		return this.target.to();
	}

	Callee callee() {
		return this.callee;
	}

	/** Answers; the service is asked what comes first, if it wants to be. */
	void pickUp() {
		this.answered = true;
		this.journal.add(new CallEvent.Answered(this.journal.now()));
		this.owned.add(this.running);
		this.owned.add(this.handset.prepare(() -> {
		}));
		if (this.target.url() == null) {
			next();
		}
		else {
			ask(this.target.url(), Map.of());
		}
	}

	void beat() {
		this.handset.beat(true);
	}

	/** Has the two hear each other. */
	void connect(Line caller) {
		this.handset.line().connect(caller);
	}

	/** Is gone, and its end is told to whoever wants to know. */
	void end(String status) {
		if (this.over) {
			return;
		}
		this.over = true;
		this.journal.add(new CallEvent.Ended(this.journal.now(), status));
		this.owned.dispose();
		this.handset.line().disconnect();
		if (this.answered) {
			this.call.journal()
				.add(new CallEvent.LegOver(this.call.journal().now(), new SandboxCallReport(this.callSid,
						this.journal.events(), this.handset.line().sound(), status)));
		}
		this.journal.close();
		if (this.target.statusCallback() != null) {
			this.call.service()
				.tell("dial status", this.target.statusCallback(),
						form(status, Map.of("CallbackSource", "call-progress-events")));
		}
	}

	private Map<String, String> form(String status, Map<String, String> more) {
		Map<String, String> form = new HashMap<>(Map.of("CallSid", this.callSid, "ParentCallSid", this.call.callSid(),
				"To", to(), "Called", to(), "Direction", "outbound-dial", "CallStatus", status));
		form.putAll(more);
		return form;
	}

	private void ask(URI url, Map<String, String> more) {
		this.call.service().ask("whisper", url, form("in-progress", more), this::run);
	}

	private void run(TwimlDocument document) {
		if (!this.over) {
			this.verbs = new ArrayDeque<>(document.verbs());
			next();
		}
	}

	private void next() {
		TwimlVerb verb = this.verbs.poll();
		switch (verb) {
			case null -> {
				this.bridged = true;
				this.listener.ready(this);
			}
			case TwimlVerb.Say(String text) -> this.running.update(this.handset.speak(text, this::next));
			case TwimlVerb.Gather gather -> {
				this.gathering = gather;
				prompt(new ArrayDeque<>(gather.prompts()), gather);
			}
			case TwimlVerb.Hangup() -> this.listener.left(this);
			default -> {
				this.call.journal().violation(verb + " for somebody who is rung");
				this.listener.left(this);
			}
		}
	}

	/** The time for a key begins when all is said. */
	private void prompt(Deque<TwimlVerb.Say> left, TwimlVerb.Gather gather) {
		TwimlVerb.Say say = left.poll();
		if (say != null) {
			this.running.update(this.handset.speak(say.text(), () -> prompt(left, gather)));
			return;
		}
		var timer = this.loop.schedule(() -> gathered(gather, ""), gather.timeout().toMillis(), TimeUnit.MILLISECONDS);
		this.running.update(() -> timer.cancel(false));
	}

	private void gathered(TwimlVerb.Gather gather, String digits) {
		this.gathering = null;
		this.running.update(Disposables.disposed());
		this.journal.add(new CallEvent.Gathered(this.journal.now(), digits));
		if (digits.isEmpty() && !gather.actionOnEmptyResult()) {
			next();
		}
		else if (gather.action() == null) {
			this.call.journal().violation("nobody is told what somebody who is rung has pressed");
			this.listener.left(this);
		}
		else {
			ask(gather.action(), Map.of("Digits", digits));
		}
	}

	/** The first key is enough, be it while something is said. */
	@Override
	public void press(char digit) {
		TwimlVerb.Gather waiting = this.gathering;
		this.journal.add(new CallEvent.CallerPressed(this.journal.now(), digit, waiting != null));
		if (waiting != null) {
			gathered(waiting, String.valueOf(digit));
		}
	}

	@Override
	public void hangUp() {
		if (!this.over) {
			this.journal.add(new CallEvent.CallerHungUp(this.journal.now()));
			this.listener.left(this);
		}
	}

	@Override
	public boolean isTransferred() {
		return this.bridged;
	}

	/** Whoever has rung. */
	interface Listener {

		/** This one can be connected with the caller. */
		void ready(DialledLeg leg);

		/** This one is gone, or is not wanted. */
		void left(DialledLeg leg);

	}

}
