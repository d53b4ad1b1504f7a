package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.carrier.WebhookReply;
import io.trunkline.sandbox.line.FrameClock;
import io.trunkline.sandbox.line.Handset;
import io.trunkline.sandbox.line.Line;
import io.trunkline.sandbox.line.OnLoop;
import io.trunkline.sandbox.twilio.twiml.InvalidTwimlException;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A call of this carrier, from its placing until nothing of it is left. Belongs to one
 * event loop, unless a method says otherwise.
 */
final class TwilioCall implements Handset.Owner {

	private final Exchange exchange;

	private final String callSid = Exchange.newSid("CA");

	private final Caller party;

	private final Route route;

	private final EventLoop loop;

	private final Consumer<TwilioCall> whenFinished;

	private final Journal journal;

	private final CallSheet sheet;

	private final MediaStreams streams;

	private final Handset handset;

	private final TwimlRunner runner;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.One<SandboxCallReport> report = Sinks.one();

	private int pending;

	private int events;

	TwilioCall(Exchange exchange, Caller party, Route route, EventLoop loop, Consumer<TwilioCall> whenFinished) {
		this.exchange = exchange;
		this.party = party;
		this.route = route;
		this.loop = loop;
		this.whenFinished = whenFinished;
		this.sheet = new CallSheet(exchange.options().accountSid(), this.callSid, route);
		this.journal = new Journal(loop.ticker());
		this.streams = new MediaStreams(exchange, this.callSid, loop, this.journal);
		this.handset = new Handset(party.steps(), this.streams, this.journal, exchange.voice(), loop, this);
		this.runner = new TwimlRunner(this, this.handset, this.streams);
	}

	/** Prepares the call and begins it; from any thread. */
	void place(Supplier<FrameClock> frames) {
		this.owned.add(this.handset.prepare(() -> {
			this.journal.begin();
			this.owned.add(frames.get().onBeat(this::beat));
			if (this.route.callee() == null) {
				announce("voice");
			}
			else {
				dial(this.route.callee());
			}
		}));
	}

	private void beat() {
		this.handset.beat(isAnswered());
		this.runner.beat();
	}

	private void dial(Callee callee) {
		this.journal.add(new CallEvent.Rings(this.journal.now()));
		in(this.route.ring(), () -> {
			if (!isAnswered()) {
				end("no-answer");
			}
		});
		switch (callee) {
			case Callee.Answers(Duration after, Duration _) -> in(after, this::pickUp);
			case Callee.PicksUp person -> in(person.after(), () -> {
				pickUp();
				recognise(person);
			});
			case Callee.Busy(Duration after) -> in(after, () -> end("busy"));
			case Callee.Rejects(Duration after) -> in(after, () -> end("busy"));
			case Callee.NoAnswer() -> {
			}
		}
	}

	private void pickUp() {
		answered();
		announce("answer");
	}

	private void recognise(Callee.PicksUp person) {
		Callee.Recognition found = person.recognised();
		URI told = this.route.detection();
		if (found != null && told != null) {
			String answeredBy = switch (found.value()) {
				case "human" -> "human";
				case "answering-machine" -> "machine_start";
				default -> "unknown";
			};
			in(found.after(), () -> {
				this.journal.add(new CallEvent.Recognised(this.journal.now(), answeredBy));
				tell("detection", told, Map.of("AnsweredBy", answeredBy, "MachineDetectionDuration", "1000"));
			});
		}
	}

	private void announce(String event) {
		if (this.party.faults().has(Fault.DUPLICATE_INITIATE)) {
			post(event, this.route.url(), form(Map.of()), this.callSid + "-0", (_) -> {
			});
		}
		ask(event, this.route.url(), Map.of(), this.runner::run);
	}

	/** Runs something after a while, if the call has not ended by then. */
	void in(Duration delay, Runnable task) {
		this.owned.add(OnLoop.after(this.loop, delay, task));
	}

	/** Runs something on the call's loop; from any thread. */
	<T> Mono<T> onLoop(Supplier<T> task) {
		return OnLoop.ask(this.loop, task);
	}

	/** Asks for a document. */
	void ask(String event, URI to, Map<String, String> more, Consumer<TwimlDocument> then) {
		post(event, to, form(more), this.callSid + "-" + this.events++, (reply) -> {
			TwimlDocument document = (reply != null) ? read(event, to, reply) : null;
			if (isOver()) {
				return;
			}
			if (document == null) {
				end("failed");
			}
			else {
				this.journal.add(new CallEvent.Bxml(this.journal.now(), event, document.names()));
				then.accept(document);
			}
		});
	}

	private @Nullable TwimlDocument read(String event, URI to, WebhookReply reply) {
		if (!reply.isDocument()) {
			this.journal.violation(event + " was answered with " + reply.status() + " and " + reply.contentType());
			return null;
		}
		try {
			return TwimlDocument.read(reply.body(), to);
		}
		catch (InvalidTwimlException ex) {
			this.journal.violation(event + " was answered with bad TwiML: " + ex.getMessage());
			return null;
		}
	}

	/** Tells something; nobody waits for an answer. */
	void tell(String event, URI to, Map<String, String> more) {
		String name = this.callSid + "-" + this.events++;
		int times = this.party.faults().has(Fault.DUPLICATE_NOTICES) ? 2 : 1;
		for (int i = 0; i < times; i++) {
			post(event, to, form(more), name, (_) -> finishIfQuiet());
		}
	}

	private void post(String event, URI to, Map<String, String> form, String name,
			Consumer<@Nullable WebhookReply> then) {
		Duration sent = this.journal.now();
		this.pending++;
		this.exchange.webhooks().post(to, form, name).subscribe((reply) -> this.loop.execute(() -> {
			this.pending--;
			this.journal.webhook(event, reply.status(), sent);
			then.accept(reply);
		}), (_) -> this.loop.execute(() -> {
			this.pending--;
			this.journal.webhook(event, 0, sent);
			then.accept(null);
		}));
	}

	private Map<String, String> form(Map<String, String> more) {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("AccountSid", this.exchange.options().accountSid());
		form.put("ApiVersion", "2010-04-01");
		form.put("CallSid", this.callSid);
		form.put("CallStatus", this.sheet.status());
		form.put("Direction", this.route.isOrdered() ? "outbound-api" : "inbound");
		form.put("From", from());
		form.put("To", this.route.to());
		form.put("Caller", from());
		form.put("Called", this.route.to());
		form.put("CallerName", "");
		form.putAll(more);
		return form;
	}

	String callSid() {
		return this.callSid;
	}

	String from() {
		return this.route.from();
	}

	Route route() {
		return this.route;
	}

	Caller party() {
		return this.party;
	}

	Journal journal() {
		return this.journal;
	}

	Mono<SandboxCallReport> report() {
		return this.report.asMono();
	}

	/** What happens when somebody is rung for this caller. */
	Callee callee(String to) {
		return this.exchange.book().rungFor(this.party, to);
	}

	/** A leg that is about to be rung for this caller. */
	DialledLeg leg(TwimlVerb.Target target, DialledLeg.Listener listener) {
		return new DialledLeg(target, this, this.exchange, this.loop, listener);
	}

	/** What the caller hears and says. */
	Line line() {
		return this.handset.line();
	}

	boolean isAnswered() {
		return this.sheet.isAnswered();
	}

	boolean isOver() {
		return this.sheet.isOver();
	}

	void answered() {
		if (!isAnswered()) {
			this.sheet.answered();
			this.journal.add(new CallEvent.Answered(this.journal.now()));
		}
	}

	@Override
	public void press(char digit) {
		this.journal.add(new CallEvent.CallerPressed(this.journal.now(), digit, this.streams.press(digit)));
	}

	@Override
	public void hangUp() {
		if (!isOver()) {
			this.journal.add(new CallEvent.CallerHungUp(this.journal.now()));
			end("completed");
		}
	}

	@Override
	public boolean isTransferred() {
		return this.runner.isBridged();
	}

	/** Puts a document in the place of the running one. */
	void replace(TwimlDocument document) {
		this.journal.add(new CallEvent.Bxml(this.journal.now(), "update", document.names()));
		this.runner.run(document);
	}

	void end(String finalStatus) {
		if (isOver()) {
			return;
		}
		this.sheet.ended(finalStatus);
		this.journal.add(new CallEvent.Ended(this.journal.now(), finalStatus));
		this.owned.dispose();
		this.runner.cancel();
		URI told = this.route.status();
		if (told != null) {
			tell("status", told, Map.of("CallbackSource", "call-progress-events", "SequenceNumber", "0", "CallDuration",
					String.valueOf(this.journal.now().toSeconds())));
		}
		finishIfQuiet();
	}

	void finishIfQuiet() {
		if (!isOver() || this.pending > 0 || !this.streams.isEmpty()) {
			return;
		}
		var finished = new SandboxCallReport(this.callSid, this.journal.events(), this.handset.line().sound(),
				this.sheet.status());
		if (this.report.tryEmitValue(finished).isSuccess()) {
			this.journal.close();
			this.whenFinished.accept(this);
		}
	}

	/** As the API shows it; on any thread. */
	CallSheet sheet() {
		return this.sheet;
	}

	/**
	 * From whom to whom a call is, and who is told of it.
	 *
	 * @param callee who is called on the service's order; null for a call to the service
	 */
	record Route(String from, String to, URI url, @Nullable URI status, Duration ring, @Nullable URI detection,
			@Nullable Callee callee) {

		boolean isOrdered() {
			return this.callee != null;
		}

	}

}
