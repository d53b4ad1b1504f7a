package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.line.Handset;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * One end of a call: its telephone, keys, streams and recording, and what verbs do to
 * them. Belongs to the call's loop.
 */
final class Leg implements BxmlInterpreter.Switch {

	/** How much longer a late recording takes. */
	private static final Duration LATE = Duration.ofSeconds(2);

	private final Owner owner;

	private final Correspondence service;

	private final Handset handset;

	private final Keypad keypad;

	private final MediaStreams streams;

	private final Recorder recorder;

	private final Journal journal;

	private final BxmlInterpreter interpreter;

	/**
	 * Makes it.
	 * @param steps what whoever holds the handset does
	 */
	Leg(Owner owner, Correspondence service, List<Step> steps, CallFaults faults, Exchange exchange, Journal journal,
			EventLoop loop) {
		this.owner = owner;
		this.service = service;
		this.journal = journal;
		this.streams = new MediaStreams(service.envelope(), exchange, loop, journal, faults, service);
		this.handset = new Handset(steps, this.streams, journal, exchange.voice(), loop, owner);
		this.keypad = new Keypad(loop, journal, this.handset::speak, service);
		this.recorder = new Recorder(service.envelope(), journal, exchange.clock(),
				faults.has(Fault.LATE_RECORDING) ? LATE : Duration.ZERO, service::tellLater);
		this.interpreter = new BxmlInterpreter(loop, this);
		this.streams.whenOneEnds(() -> {
			this.interpreter.streamEnded();
			owner.streamEnded();
		});
	}

	/** Carries out this document instead of the one before. */
	void run(BxmlDocument document) {
		this.interpreter.run(document);
	}

	void press(char digit) {
		this.keypad.press(digit);
	}

	/** Does nothing more; streams may take a while to end. */
	void stop() {
		this.interpreter.cancel();
		this.recorder.stop();
		this.streams.stopAll();
	}

	boolean isStreaming() {
		return !this.streams.isEmpty();
	}

	Handset handset() {
		return this.handset;
	}

	Recorder recorder() {
		return this.recorder;
	}

	/** What came of it, when it is over. */
	SandboxCallReport report(String cause) {
		return new SandboxCallReport(this.service.envelope().callId(), this.journal.events(),
				this.handset.line().sound(), cause);
	}

	@Override
	public void begins(Verb verb) {
		this.journal.add(new CallEvent.Verb(this.journal.now(), verb.name()));
		if (verb.answers()) {
			this.owner.answered();
		}
	}

	@Override
	public void gather(Verb.@Nullable StartGather gather) {
		this.keypad.report(gather);
	}

	@Override
	public Disposable collect(Verb.Gather gather, Runnable then) {
		Disposable.Composite running = Disposables.composite();
		running.add(this.keypad.collect(gather, (digits, terminating) -> {
			if (gather.collected() == null) {
				then.run();
				return;
			}
			Map<String, Object> fields = new HashMap<>(Map.of("digits", digits, "terminatingDigit", terminating));
			if (gather.tag() != null) {
				fields.put("tag", gather.tag());
			}
			running.add(this.service.ask("gather", gather.collected(), fields));
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
		this.service.tag(tag);
	}

	@Override
	public void startStream(Verb.StartStream stream) {
		this.streams.start(stream);
	}

	@Override
	public void stopStream(String name) {
		this.streams.stop(name);
	}

	@Override
	public boolean isStreamLive(String name) {
		return this.streams.isLive(name);
	}

	@Override
	public Disposable redirect(Verb.Redirect redirect) {
		if (redirect.tag() != null) {
			this.service.tag(redirect.tag());
		}
		return this.service.ask("redirect", redirect.to(), Map.of());
	}

	@Override
	public Disposable speak(String text, Runnable then) {
		return this.handset.speak(text, then);
	}

	@Override
	public Disposable transfer(Verb.Transfer verb, Runnable then) {
		return this.owner.transfer(verb, then);
	}

	@Override
	public void outOfVerbs() {
		this.owner.outOfVerbs();
	}

	@Override
	public void end(String cause) {
		this.owner.end(cause);
	}

	/** Whoever's leg it is. */
	interface Owner extends Handset.Owner {

		/** Somebody has picked up, or the service has. */
		void answered();

		/** Rings others; {@code then} when the next verb may follow. */
		Disposable transfer(Verb.Transfer verb, Runnable then);

		/** There is no verb left. */
		void outOfVerbs();

		void end(String cause);

		/** There is one stream less. */
		default void streamEnded() {
		}

	}

}
