package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;

/**
 * Somebody is rung for a caller. All are rung at once; the first of them to pick up has
 * the caller, or hears first what the service has to say. Belongs to the call's loop.
 */
final class DialAttempt {

	/** How long somebody thinks who is asked for a key, and how long a sentence takes. */
	private static final Duration MOMENT = Duration.ofMillis(300);

	private final TwilioCall call;

	private final TwimlVerb.Dial verb;

	private final Consumer<Map<String, String>> whenOver;

	private int ringing;

	private String outcome = "no-answer";

	private boolean taken;

	private boolean bridged;

	private boolean over;

	DialAttempt(TwilioCall call, TwimlVerb.Dial verb, Consumer<Map<String, String>> whenOver) {
		this.call = call;
		this.verb = verb;
		this.whenOver = whenOver;
	}

	void start() {
		this.ringing = this.verb.targets().size();
		this.verb.targets()
			.forEach((target) -> ring(new Leg(target, Exchange.newSid("CA"), this.call.callee(target.to()))));
		this.call.in(this.verb.timeout(), () -> {
			if (!this.taken) {
				finish("no-answer");
			}
		});
	}

	boolean isBridged() {
		return this.bridged;
	}

	/** The caller is not waiting any more. */
	void cancel() {
		this.over = true;
	}

	private void ring(Leg leg) {
		String shown = (this.verb.callerId() != null) ? this.verb.callerId() : this.call.from();
		note(new CallEvent.TransferRings(now(), leg.target().to(), shown, null, null));
		switch (leg.callee()) {
			case Callee.Answers(Duration after, Duration _) -> this.call.in(after, () -> pickUp(leg));
			case Callee.PicksUp person -> this.call.in(person.after(), () -> pickUp(leg));
			case Callee.Busy(Duration after) -> this.call.in(after, () -> gone(leg, "busy"));
			case Callee.Rejects(Duration after) -> this.call.in(after, () -> gone(leg, "busy"));
			case Callee.NoAnswer() -> {
			}
		}
	}

	private void gone(Leg leg, String status) {
		if (this.over) {
			return;
		}
		note(new CallEvent.TransferEnded(now(), leg.target().to(), status));
		tellEnd(leg, status);
		this.outcome = status;
		if (--this.ringing == 0 && !this.taken) {
			finish(status);
		}
	}

	private void pickUp(Leg leg) {
		if (this.over || this.taken) {
			return;
		}
		this.taken = true;
		note(new CallEvent.TransferPickedUp(now(), leg.target().to()));
		if (leg.target().url() == null) {
			bridge(leg);
		}
		else {
			ask(leg, leg.target().url(), Map.of());
		}
	}

	private void ask(Leg leg, URI url, Map<String, String> more) {
		Map<String, String> form = new HashMap<>(Map.of("CallSid", leg.callSid(), "ParentCallSid", this.call.callSid(),
				"To", leg.target().to(), "Direction", "outbound-dial", "CallStatus", "in-progress"));
		form.putAll(more);
		this.call.ask("whisper", url, form, (document) -> whisper(leg, document));
	}

	/** A document that comes to its end connects. */
	private void whisper(Leg leg, TwimlDocument document) {
		if (this.over) {
			return;
		}
		for (TwimlVerb verb : document.verbs()) {
			switch (verb) {
				case TwimlVerb.Say(String text) -> note(new CallEvent.SentenceSpoken(now(), text));
				case TwimlVerb.Gather gather -> {
					gather.prompts().forEach((say) -> note(new CallEvent.SentenceSpoken(now(), say.text())));
					this.call.in(MOMENT, () -> decide(leg, gather));
					return;
				}
				case TwimlVerb.Hangup() -> {
					decline(leg);
					return;
				}
				default -> this.call.journal().violation(verb + " for somebody who is rung");
			}
		}
		this.call.in(MOMENT, () -> bridge(leg));
	}

	private void decide(Leg leg, TwimlVerb.Gather gather) {
		String digits = (leg.callee() instanceof Callee.PicksUp person) ? person.steps()
			.stream()
			.filter(Step.Press.class::isInstance)
			.map((step) -> String.valueOf(((Step.Press) step).digit()))
			.findFirst()
			.orElse("") : "";
		note(new CallEvent.Gathered(now(), digits));
		if (gather.action() == null || (digits.isEmpty() && !gather.actionOnEmptyResult())) {
			decline(leg);
			return;
		}
		ask(leg, gather.action(), Map.of("Digits", digits));
	}

	private void decline(Leg leg) {
		note(new CallEvent.TransferEnded(now(), leg.target().to(), "completed"));
		tellEnd(leg, "completed");
		finish("completed");
	}

	private void bridge(Leg leg) {
		if (this.over) {
			return;
		}
		this.bridged = true;
		note(new CallEvent.TransferAnswered(now(), leg.target().to()));
		Duration talks = (leg.callee() instanceof Callee.Answers(Duration _, Duration length)) ? length
				: Duration.ofDays(1);
		this.call.in(talks, () -> {
			if (!this.over) {
				this.bridged = false;
				note(new CallEvent.TransferEnded(now(), leg.target().to(), "completed"));
				tellEnd(leg, "completed");
				finish("completed");
			}
		});
	}

	private void tellEnd(Leg leg, String status) {
		if (leg.target().statusCallback() != null) {
			this.call.tell("dial status", leg.target().statusCallback(),
					Map.of("CallSid", leg.callSid(), "ParentCallSid", this.call.callSid(), "To", leg.target().to(),
							"Direction", "outbound-dial", "CallStatus", status, "CallbackSource",
							"call-progress-events"));
		}
	}

	private void finish(String status) {
		if (!this.over) {
			this.over = true;
			this.outcome = status;
			this.whenOver.accept(Map.of("DialCallStatus", this.outcome, "DialCallDuration", "1"));
		}
	}

	private Duration now() {
		return this.call.journal().now();
	}

	private void note(CallEvent event) {
		this.call.journal().add(event);
	}

	/** One of those who are rung. */
	private record Leg(TwimlVerb.Target target, String callSid, Callee callee) {
	}

}
