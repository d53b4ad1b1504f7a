package io.trunkline.sandbox.bandwidth;

import java.util.HashMap;
import java.util.Map;

import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.line.Handset;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** What verbs do to a leg of a call. Belongs to the call's loop. */
final class LegSwitch implements BxmlInterpreter.Switch {

	private final Leg leg;

	private final Correspondence service;

	private final Handset handset;

	private final Keypad keypad;

	private final MediaStreams streams;

	private final Recorder recorder;

	private final Journal journal;

	LegSwitch(Leg leg, Correspondence service, Handset handset, Keypad keypad, MediaStreams streams, Recorder recorder,
			Journal journal) {
		this.leg = leg;
		this.service = service;
		this.handset = handset;
		this.keypad = keypad;
		this.streams = streams;
		this.recorder = recorder;
		this.journal = journal;
	}

	@Override
	public void begins(Verb verb) {
		this.journal.add(new CallEvent.Verb(this.journal.now(), verb.name()));
		if (verb.answers()) {
			this.leg.answered();
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
		return this.leg.transfer(verb, then);
	}

	@Override
	public void outOfVerbs() {
		this.leg.outOfVerbs();
	}

	@Override
	public void end(String cause) {
		this.leg.end(cause);
	}

	/** The leg itself. */
	interface Leg {

		/** Somebody has picked up, or the service has. */
		void answered();

		/** Rings others; {@code then} when the next verb may follow. */
		Disposable transfer(Verb.Transfer verb, Runnable then);

		/** There is no verb left. */
		void outOfVerbs();

		void end(String cause);

	}

}
