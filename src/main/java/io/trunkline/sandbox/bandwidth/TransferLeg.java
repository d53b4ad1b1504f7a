package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Destination;
import io.trunkline.sandbox.bandwidth.caller.CallEvent;
import io.trunkline.sandbox.bandwidth.caller.CallFaults;
import io.trunkline.sandbox.bandwidth.caller.Callee;
import io.trunkline.sandbox.bandwidth.caller.Journal;
import io.trunkline.sandbox.bandwidth.caller.SandboxCallReport;
import io.trunkline.sandbox.bandwidth.caller.Step;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;

/**
 * Somebody whom a transfer rings: a leg with a name, a telephone and documents of its own.
 * It belongs to the loop of the call that is transferred.
 */
final class TransferLeg implements BxmlInterpreter.Switch, Handset.Owner {

	private static final Set<String> ALLOWED_BEFORE_BRIDGE = Set.of("Gather", "Hangup", "Pause", "PauseRecording",
			"PlayAudio", "Record", "Redirect", "ResumeRecording", "Ring", "SendDtmf", "SpeakSentence", "StartGather",
			"StartRecording", "StopGather", "StopRecording", "Tag");

	private final Destination destination;

	private final Callee callee;

	private final PhoneCall call;

	private final Listener listener;

	private final Envelope envelope;

	private final Journal journal;

	private final Handset handset;

	private final Recorder recorder;

	private final BxmlInterpreter interpreter;

	private final Disposable.Composite owned = Disposables.composite();

	private @Nullable String tag;

	private @Nullable Instant answerTime;

	private boolean bridged;

	private boolean over;

	TransferLeg(Destination destination, String callerId, Callee callee, PhoneCall call, Exchange exchange,
			EventLoop loop, Listener listener) {
		this.destination = destination;
		this.callee = callee;
		this.call = call;
		this.listener = listener;
		this.tag = destination.tag();
		this.envelope = call.envelope().leg(callerId, destination.to(), exchange.clock().instant());
		this.journal = new Journal(loop.ticker());
		MediaStreams none = new MediaStreams(this.envelope, exchange, loop, this.journal, CallFaults.NONE, this);
		this.handset = new Handset(steps(callee), none, this.journal, exchange, loop, this);
		this.recorder = new Recorder(this.envelope, this.journal, exchange.clock(), Duration.ZERO,
				(delay, eventType, to, fields) -> call.webhooks()
					.tellLater(delay, eventType, to, () -> body(eventType, fields)));
		this.interpreter = new BxmlInterpreter(loop, this);
	}

	private static List<Step> steps(Callee callee) {
		return switch (callee) {
			case Callee.Answers(Duration _, Duration talks) ->
				List.of(new Step.WaitForTransfer(Duration.ofDays(1)), new Step.Pause(talks));
			case Callee.PicksUp person -> person.steps();
			case Callee.Busy _, Callee.Rejects _, Callee.NoAnswer _ -> List.of();
		};
	}

	String to() {
		return this.destination.to();
	}

	String callerId() {
		return this.envelope.from();
	}

	Callee callee() {
		return this.callee;
	}

	/** Answers; the service is asked what comes first, if it wants to be. */
	void pickUp() {
		this.answerTime = this.call.clock().instant();
		this.journal.add(new CallEvent.Answered(this.journal.now()));
		this.owned.add(this.handset.prepare(() -> {
		}));
		Callback first = this.destination.answer();
		if (first == null) {
			outOfVerbs();
		}
		else {
			this.owned.add(ask("transferAnswer", first, Map.of()));
		}
	}

	void beat() {
		this.handset.beat(true);
	}

	/** Has the two hear each other. */
	void connect(Line caller) {
		this.handset.line().connect(caller);
	}

	/** Ends the leg without telling the service. */
	void over(String cause) {
		if (this.over) {
			return;
		}
		this.over = true;
		this.journal.add(new CallEvent.Ended(this.journal.now(), cause));
		this.owned.dispose();
		this.interpreter.cancel();
		this.recorder.stop();
		this.handset.line().disconnect();
		if (this.answerTime != null) {
			SandboxCallReport report = new SandboxCallReport(this.envelope.callId(), this.journal.events(),
					this.handset.line().sound(), cause);
			this.call.journal().add(new CallEvent.LegOver(this.call.journal().now(), report));
		}
		this.journal.close();
	}

	/** Ends the leg, and tells the service. */
	void disconnected(String cause) {
		over(cause);
		Callback to = this.destination.disconnect();
		if (to != null) {
			tell("transferDisconnect", to,
					Map.of("endTime", Envelope.time(this.call.clock().instant()), "cause", cause));
		}
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

	@Override
	public void tell(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		this.call.webhooks().tell(eventType, to, body(eventType, fields));
	}

	private Disposable ask(String eventType, Callback to, Map<String, ?> fields) {
		return this.call.webhooks().ask(eventType, to, body(eventType, fields), this::run, this::end);
	}

	private void run(BxmlDocument document) {
		if (ALLOWED_BEFORE_BRIDGE.containsAll(document.names())) {
			this.interpreter.run(document);
		}
		else {
			this.call.journal().violation("a transfer's leg was sent a verb that is not allowed there");
			end("invalid-bxml");
		}
	}

	private byte[] body(String eventType, Map<String, ? extends @Nullable Object> more) {
		Map<String, @Nullable Object> fields = new HashMap<>();
		fields.put("answerTime", (this.answerTime != null) ? Envelope.time(this.answerTime) : null);
		fields.put("tag", this.tag);
		fields.put("parentCallId", this.call.envelope().callId());
		fields.put("transferCallerId", this.envelope.from());
		fields.put("transferTo", to());
		fields.putAll(more);
		return this.envelope.body(eventType, this.call.clock().instant(), fields);
	}

	@Override
	public void begins(Verb verb) {
		this.journal.add(new CallEvent.Verb(this.journal.now(), verb.name()));
	}

	@Override
	public void gather(Verb.@Nullable StartGather gather) {
		this.handset.keypad().report(gather);
	}

	@Override
	public Disposable collect(Verb.Gather gather, Runnable then) {
		Disposable.Composite running = Disposables.composite();
		running.add(this.handset.keypad().collect(gather, (digits, terminating) -> {
			if (gather.collected() == null) {
				then.run();
			}
			else {
				running.add(ask("gather", gather.collected(), CallSwitch.fields(gather, digits, terminating)));
			}
		}));
		return running;
	}

	@Override
	public void sent(String keys) {
		this.handset.hearKeys(keys);
	}

	@Override
	public void record(Verb verb) {
		this.recorder.on(verb);
	}

	@Override
	public void tag(@Nullable String tag) {
		this.tag = tag;
	}

	@Override
	public void startStream(Verb.StartStream stream) {
		throw new IllegalStateException("a transfer's leg has no streams");
	}

	@Override
	public void stopStream(String name) {
		throw new IllegalStateException("a transfer's leg has no streams");
	}

	@Override
	public boolean isStreamLive(String name) {
		return false;
	}

	@Override
	public Disposable redirect(Verb.Redirect redirect) {
		if (redirect.tag() != null) {
			this.tag = redirect.tag();
		}
		return ask("redirect", redirect.to(), Map.of());
	}

	@Override
	public Disposable speak(String text, Runnable then) {
		return this.handset.speak(text, then);
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
