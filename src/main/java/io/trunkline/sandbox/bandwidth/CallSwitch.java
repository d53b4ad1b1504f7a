package io.trunkline.sandbox.bandwidth;

import java.util.HashMap;
import java.util.Map;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.bandwidth.caller.CallEvent;

/** What verbs do to a call. Belongs to its loop. */
final class CallSwitch implements BxmlInterpreter.Switch {

	private final PhoneCall call;

	private final Handset handset;

	private final MediaStreams streams;

	private final Recorder recorder;

	private final EventLoop loop;

	private final Exchange exchange;

	private @Nullable TransferAttempt transfer;

	CallSwitch(PhoneCall call, Handset handset, MediaStreams streams, Recorder recorder, EventLoop loop,
			Exchange exchange) {
		this.call = call;
		this.handset = handset;
		this.streams = streams;
		this.recorder = recorder;
		this.loop = loop;
		this.exchange = exchange;
	}

	/** 20 ms have passed. */
	void beat() {
		if (this.transfer != null) {
			this.transfer.beat();
		}
	}

	/** Whether the caller talks to somebody, or has. */
	boolean isBridged() {
		return this.transfer != null && this.transfer.isBridged();
	}

	@Override
	public void begins(Verb verb) {
		this.call.journal().add(new CallEvent.Verb(this.call.journal().now(), verb.name()));
		if (verb.answers()) {
			this.call.answered();
		}
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
				running.add(this.call.ask("gather", gather.collected(), fields(gather, digits, terminating)));
			}
		}));
		return running;
	}

	/** What a Gather's webhook says. */
	static Map<String, Object> fields(Verb.Gather gather, String digits, String terminating) {
		Map<String, Object> fields = new HashMap<>(Map.of("digits", digits, "terminatingDigit", terminating));
		if (gather.tag() != null) {
			fields.put("tag", gather.tag());
		}
		return fields;
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
		this.call.tag(tag);
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
			this.call.tag(redirect.tag());
		}
		return this.call.ask("redirect", redirect.to(), Map.of());
	}

	@Override
	public Disposable speak(String text, Runnable then) {
		return this.handset.speak(text, then);
	}

	@Override
	public Disposable transfer(Verb.Transfer verb, Runnable then) {
		TransferAttempt attempt = new TransferAttempt(verb, this.loop, this.call, this.exchange, then);
		this.transfer = attempt;
		attempt.start();
		return attempt;
	}

	@Override
	public void outOfVerbs() {
		end("hangup");
	}

	@Override
	public void end(String cause) {
		this.call.end(cause);
	}

}
