package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Destination;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Transfer;
import io.trunkline.sandbox.bandwidth.caller.CallEvent;
import io.trunkline.sandbox.bandwidth.caller.Callee;
import io.trunkline.sandbox.bandwidth.caller.Fault;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;

/**
 * One Transfer verb: rings all its destinations at once, connects the first who answers,
 * and tells how it ended. Disposing of it hangs up on everybody but the caller.
 */
final class TransferAttempt implements Disposable {

	private static final Set<String> ALLOWED_BEFORE_BRIDGE = Set.of("Gather", "Hangup", "Pause", "PauseRecording",
			"PlayAudio", "Record", "Redirect", "ResumeRecording", "Ring", "SendDtmf", "SpeakSentence", "StartGather",
			"StartRecording", "StopGather", "StopRecording", "Tag");

	/** Between transferDisconnect and transferComplete, whichever comes first. */
	private static final Duration APART = Duration.ofMillis(100);

	private final Transfer verb;

	private final EventLoop loop;

	private final PhoneCall call;

	private final Runnable then;

	private final List<Leg> ringing = new ArrayList<>();

	private final Disposable.Composite owned = Disposables.composite();

	/** Who talks to the caller or is about to. */
	private @Nullable Leg answered;

	/** Whose end is still to be told. */
	private @Nullable Runnable owed;

	private boolean bridged;

	TransferAttempt(Transfer verb, EventLoop loop, PhoneCall call, Runnable then) {
		this.verb = verb;
		this.loop = loop;
		this.call = call;
		this.then = then;
	}

	/** Rings everybody. */
	void start() {
		this.verb.destinations().forEach((destination) -> this.ringing.add(new Leg(destination)));
		for (Leg leg : this.ringing) {
			this.call.journal().add(new CallEvent.TransferRings(this.call.journal().now(), leg.to()));
			switch (this.call.caller().callees().getOrDefault(leg.to(), Callee.PATIENT)) {
				case Callee.Answers(Duration after, Duration talks) -> in(after, () -> answer(leg, talks));
				case Callee.Busy(Duration after) -> in(after, () -> fail(leg, "busy"));
				case Callee.NoAnswer() -> {
				}
			}
		}
		in(this.verb.callTimeout(), () -> List.copyOf(this.ringing).forEach((leg) -> fail(leg, "timeout")));
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
			Leg other = this.answered;
			this.answered = null;
			ended(other, "hangup");
			other.disconnected("hangup");
		}
		payOwed();
	}

	private void answer(Leg leg, Duration talks) {
		if (!this.ringing.remove(leg)) {
			return;
		}
		this.answered = leg;
		leg.answerTime = this.call.clock().instant();
		this.ringing.forEach((loser) -> loser.disconnected("cancel"));
		this.ringing.clear();
		Callback first = leg.destination.answer();
		if (first == null) {
			bridge(leg, talks);
			return;
		}
		this.owned.add(this.call.webhooks()
			.ask("transferAnswer", first, leg.body("transferAnswer", Map.of()),
					(document) -> prepare(leg, talks, document), (cause) -> hangUp(leg, cause)));
	}

	private void prepare(Leg leg, Duration talks, BxmlDocument document) {
		if (!ALLOWED_BEFORE_BRIDGE.containsAll(document.names())) {
			this.call.journal().violation("transferAnswer was answered with a verb that is not allowed there");
			hangUp(leg, "invalid-bxml");
		}
		else if (document.names().contains("Hangup")) {
			hangUp(leg, "hangup");
		}
		else {
			bridge(leg, talks);
		}
	}

	private void bridge(Leg leg, Duration talks) {
		this.bridged = true;
		this.call.journal().add(new CallEvent.TransferAnswered(this.call.journal().now(), leg.to()));
		in(talks, () -> hangUp(leg, "hangup"));
	}

	private void hangUp(Leg leg, String cause) {
		this.answered = null;
		finish(leg, cause);
	}

	private void fail(Leg leg, String cause) {
		this.ringing.remove(leg);
		if (this.ringing.isEmpty() && this.answered == null) {
			finish(leg, cause);
		}
		else {
			leg.disconnected(cause);
		}
	}

	/** The last leg is gone. */
	private void finish(Leg leg, String cause) {
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

	private void complete(Leg leg, String cause) {
		Callback next = this.verb.complete();
		if (next == null) {
			this.then.run();
			return;
		}
		Map<String, @Nullable Object> fields = new HashMap<>();
		fields.put("transferCallerId", leg.envelope.from());
		fields.put("transferTo", leg.to());
		fields.put("cause", cause);
		if (this.verb.tag() != null) {
			fields.put("tag", this.verb.tag());
		}
		this.owned.add(this.call.ask("transferComplete", next, fields));
	}

	private void ended(Leg leg, String cause) {
		this.call.journal().add(new CallEvent.TransferEnded(this.call.journal().now(), leg.to(), cause));
	}

	private void in(Duration delay, Runnable task) {
		var timer = this.loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		this.owned.add(() -> timer.cancel(false));
	}

	/** Somebody who is rung. */
	private final class Leg {

		private final Destination destination;

		private final Envelope envelope;

		private @Nullable Instant answerTime;

		Leg(Destination destination) {
			this.destination = destination;
			PhoneCall call = TransferAttempt.this.call;
			String callerId = TransferAttempt.this.verb.callerId();
			this.envelope = call.envelope()
				.leg((callerId == null || callerId.isEmpty()) ? call.envelope().from() : callerId, destination.to(),
						call.clock().instant());
		}

		String to() {
			return this.destination.to();
		}

		void disconnected(String cause) {
			Callback to = this.destination.disconnect();
			if (to != null) {
				String now = Envelope.time(TransferAttempt.this.call.clock().instant());
				TransferAttempt.this.call.webhooks()
					.tell("transferDisconnect", to, body("transferDisconnect", Map.of("endTime", now, "cause", cause)));
			}
		}

		byte[] body(String eventType, Map<String, ?> more) {
			PhoneCall call = TransferAttempt.this.call;
			Map<String, @Nullable Object> fields = new HashMap<>(more);
			fields.put("answerTime", (this.answerTime != null) ? Envelope.time(this.answerTime) : null);
			fields.put("tag", this.destination.tag());
			fields.put("parentCallId", call.envelope().callId());
			fields.put("transferCallerId", this.envelope.from());
			fields.put("transferTo", to());
			return this.envelope.body(eventType, call.clock().instant(), fields);
		}

	}

}
