package io.trunkline.sandbox.twilio;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.line.Handset;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Carries out documents, of which a call has one at a time: what was begun for an earlier
 * one comes to nothing. Belongs to the call's loop.
 */
final class TwimlRunner {

	private static final Duration KEY = Duration.ofMillis(100);

	private final TwilioCall call;

	private final Handset handset;

	private final MediaStreams streams;

	private Deque<TwimlVerb> verbs = new ArrayDeque<>();

	private final Disposable.Swap speaking = Disposables.swap();

	private int document;

	private @Nullable DialAttempt dial;

	TwimlRunner(TwilioCall call, Handset handset, MediaStreams streams) {
		this.call = call;
		this.handset = handset;
		this.streams = streams;
	}

	/** Does this instead of what is being done. */
	void run(TwimlDocument next) {
		cancel();
		this.verbs = new ArrayDeque<>(next.verbs());
		next();
	}

	/** Does nothing more. */
	void cancel() {
		this.document++;
		this.verbs = new ArrayDeque<>();
		this.speaking.update(Disposables.disposed());
		this.streams.stop();
		if (this.dial != null) {
			this.dial.cancel();
			this.dial = null;
		}
	}

	/** 20 ms have passed. */
	void beat() {
		if (this.dial != null) {
			this.dial.beat();
		}
	}

	boolean isBridged() {
		return this.dial != null && this.dial.isBridged();
	}

	private void next() {
		TwimlVerb verb = this.verbs.poll();
		if (verb == null) {
			this.call.end("completed");
			return;
		}
		this.call.journal().add(new CallEvent.Verb(this.call.journal().now(), verb.getClass().getSimpleName()));
		if (!(verb instanceof TwimlVerb.Reject)) {
			this.call.answered();
		}
		begin(verb);
	}

	private void begin(TwimlVerb verb) {
		Runnable then = continuation();
		switch (verb) {
			case TwimlVerb.Say(String text) -> this.speaking.update(this.handset.speak(text, then));
			case TwimlVerb.PlayDigits(String digits) -> {
				this.handset.hearKeys(digits);
				long waits = digits.chars().filter((key) -> key == 'w').count();
				this.call.in(KEY.multipliedBy(digits.length() + 4 * waits), then);
			}
			case TwimlVerb.Connect connect -> this.streams.open(connect, new StreamOwner(connect, then));
			case TwimlVerb.Dial attempt -> {
				this.dial = new DialAttempt(this.call, attempt, (result) -> dialled(attempt, result, then));
				this.dial.start();
			}
			case TwimlVerb.StartRecording _ -> {
				this.call.journal().add(new CallEvent.Recording(this.call.journal().now(), "recording"));
				then.run();
			}
			case TwimlVerb.Gather _ -> {
				this.call.journal().violation("no caller is asked for keys here");
				then.run();
			}
			case TwimlVerb.Hangup() -> this.call.end("completed");
			case TwimlVerb.Reject() -> this.call.end("busy");
		}
	}

	/** Goes on, unless another document has come. */
	private Runnable continuation() {
		int current = this.document;
		return () -> {
			if (this.document == current && !this.call.isOver()) {
				next();
			}
		};
	}

	private void dialled(TwimlVerb.Dial verb, Map<String, String> result, Runnable then) {
		this.dial = null;
		if (verb.action() != null) {
			this.call.service().ask("dial action", verb.action(), result, this::run);
		}
		else {
			then.run();
		}
	}

	private final class StreamOwner implements MediaStreams.Owner {

		private final TwimlVerb.Connect verb;

		private final Runnable then;

		private final int begun = TwimlRunner.this.document;

		StreamOwner(TwimlVerb.Connect verb, Runnable then) {
			this.verb = verb;
			this.then = then;
		}

		@Override
		public void event(String event, String streamSid, String error) {
			if (this.verb.statusCallback() != null) {
				TwimlRunner.this.call.service()
					.tell(event, this.verb.statusCallback(), Map.of("StreamSid", streamSid, "StreamName",
							this.verb.name(), "StreamEvent", event, "StreamError", error));
			}
		}

		@Override
		public void ended(String streamSid) {
			TwilioCall call = TwimlRunner.this.call;
			if (call.isOver()) {
				call.finishIfQuiet();
			}
			else if (this.verb.action() == null) {
				this.then.run();
			}
			else if (TwimlRunner.this.document == this.begun) {
				call.service()
					.ask("connect action", this.verb.action(), Map.of("StreamSid", streamSid), TwimlRunner.this::run);
			}
		}

	}

}
