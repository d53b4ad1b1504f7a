package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.line.OnLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Carries out one document after another, a verb at a time. A verb that takes time can be
 * interrupted by another document. All methods belong to the call's loop.
 */
final class BxmlInterpreter {

	private final EventLoop loop;

	private final Switch calls;

	private final Deque<Verb> rest = new ArrayDeque<>();

	private @Nullable Disposable running;

	/**
	 * Rises with each verb that takes time, so that late news of an older one is known.
	 */
	private int step;

	private @Nullable String awaitedStream;

	BxmlInterpreter(EventLoop loop, Switch calls) {
		this.loop = loop;
		this.calls = calls;
	}

	/** Begins this document, in the place of what is left of the one before. */
	void run(BxmlDocument document) {
		cancel();
		this.rest.addAll(document.verbs());
		proceed();
	}

	/** Interrupts the running verb and forgets the rest. */
	void cancel() {
		this.rest.clear();
		this.step++;
		this.awaitedStream = null;
		Disposable interrupted = this.running;
		this.running = null;
		if (interrupted != null) {
			interrupted.dispose();
		}
	}

	/** A stream has ended. */
	void streamEnded() {
		if (this.awaitedStream != null && !this.calls.isStreamLive(this.awaitedStream)) {
			this.awaitedStream = null;
			proceed();
		}
	}

	private void proceed() {
		boolean goesOn = true;
		while (goesOn) {
			Verb verb = this.rest.poll();
			if (verb == null) {
				this.calls.outOfVerbs();
				return;
			}
			this.calls.begins(verb);
			goesOn = begin(verb);
		}
	}

	/** Begins a verb, and tells whether the next one may follow at once. */
	private boolean begin(Verb verb) {
		return switch (verb) {
			case Verb.StartGather gather -> {
				this.calls.gather(gather);
				yield true;
			}
			case Verb.StopGather _ -> {
				this.calls.gather(null);
				yield true;
			}
			case Verb.StartStream stream -> {
				this.calls.startStream(stream);
				yield true;
			}
			case Verb.StopStream stream -> stop(stream);
			case Verb.Tag(String tag) -> {
				this.calls.tag(tag);
				yield true;
			}
			case Verb.Redirect redirect -> takesTime(this.calls.redirect(redirect));
			case Verb.Pause(Duration duration) -> takesTime(after(duration, ""));
			case Verb.Ring ring -> takesTime(after(ring.duration(), ""));
			case Verb.SendDtmf keys -> takesTime(after(keys.length(), keys.digits()));
			case Verb.Gather gather -> takesTime(this.calls.collect(gather, next()));
			case Verb.StartRecording _, Verb.PauseRecording _, Verb.ResumeRecording _, Verb.StopRecording _,
					Verb.StartTranscription _, Verb.StopTranscription _ -> {
				this.calls.record(verb);
				yield true;
			}
			case Verb.SpeakSentence(String text) -> takesTime(this.calls.speak(text, next()));
			case Verb.Transfer transfer -> takesTime(this.calls.transfer(transfer, next()));
			case Verb.Hangup _ -> {
				this.calls.end("hangup");
				yield false;
			}
			case Verb.Unsupported _ -> {
				this.calls.end("application-error");
				yield false;
			}
		};
	}

	private boolean stop(Verb.StopStream stream) {
		if (!stream.await()) {
			this.calls.stopStream(stream.streamName());
			return true;
		}
		if (!this.calls.isStreamLive(stream.streamName())) {
			return true;
		}
		this.awaitedStream = stream.streamName();
		return false;
	}

	private boolean takesTime(Disposable verb) {
		this.running = verb;
		return false;
	}

	/** What to run when the verb that begins now is over. */
	private Runnable next() {
		int mine = ++this.step;
		return () -> {
			if (mine == this.step) {
				this.running = null;
				proceed();
			}
		};
	}

	/** Goes on after a while, when these keys have been heard. */
	private Disposable after(Duration duration, String keys) {
		Runnable next = next();
		return OnLoop.after(this.loop, duration, () -> {
			if (!keys.isEmpty()) {
				this.calls.sent(keys);
			}
			next.run();
		});
	}

	/** What verbs do to a call. */
	interface Switch {

		/** This verb is about to begin. */
		void begins(Verb verb);

		/** Reports keys from now on, or stops it. */
		void gather(Verb.@Nullable StartGather gather);

		/**
		 * Collects keys; {@code then} when it is over and the service does not want to
		 * have them.
		 */
		Disposable collect(Verb.Gather gather, Runnable then);

		/** These keys were heard at the far end. */
		void sent(String keys);

		/** One of the verbs about recording. */
		void record(Verb verb);

		void tag(@Nullable String tag);

		void startStream(Verb.StartStream stream);

		void stopStream(String name);

		boolean isStreamLive(String name);

		/** Fetches another document and has it run. */
		Disposable redirect(Verb.Redirect redirect);

		/** Speaks to the caller; {@code then} when it is spoken. */
		Disposable speak(String text, Runnable then);

		/**
		 * Rings others; {@code then} when it is over and the service does not want to be
		 * asked what comes next.
		 */
		Disposable transfer(Verb.Transfer transfer, Runnable then);

		/** There is no verb left. */
		void outOfVerbs();

		void end(String cause);

	}

}
