package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.carrier.CallWebhooks;
import io.trunkline.sandbox.line.FrameClock;
import io.trunkline.sandbox.line.Handset;
import io.trunkline.sandbox.line.Line;
import io.trunkline.sandbox.line.OnLoop;
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

	private final CallWebhooks webhooks;

	private final Correspondence service;

	private final MediaStreams streams;

	private final Handset handset;

	private final TwimlRunner runner;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.One<SandboxCallReport> report = Sinks.one();

	TwilioCall(Exchange exchange, Caller party, Route route, EventLoop loop, Consumer<TwilioCall> whenFinished) {
		this.exchange = exchange;
		this.party = party;
		this.route = route;
		this.loop = loop;
		this.whenFinished = whenFinished;
		this.sheet = new CallSheet(exchange.options().accountSid(), this.callSid, route);
		this.journal = new Journal(loop.ticker());
		this.webhooks = new CallWebhooks(loop, this.journal, party.faults());
		this.service = new Correspondence(this.sheet, exchange.webhooks(), this.webhooks, this.journal,
				() -> end("failed"));
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
				this.service.announce("voice", this.route.url(), this.runner::run);
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
		Callee.ring(callee, this::in, () -> pickUp(Callee.recognition(callee)), () -> end("busy"), () -> end("busy"));
	}

	private void pickUp(Callee.@Nullable Recognition found) {
		answered();
		this.service.announce("answer", this.route.url(), this.runner::run);
		URI told = this.route.detection();
		if (found != null && told != null) {
			in(found.after(), () -> recognised(found.value(), told));
		}
	}

	private void recognised(String value, URI told) {
		String answeredBy = switch (value) {
			case "human" -> "human";
			case "answering-machine" -> "machine_start";
			default -> "unknown";
		};
		this.journal.add(new CallEvent.Recognised(this.journal.now(), answeredBy));
		this.service.tell("detection", told, Map.of("AnsweredBy", answeredBy, "MachineDetectionDuration", "1000"));
	}

	/** Runs something after a while, if the call has not ended by then. */
	void in(Duration delay, Runnable task) {
		this.owned.add(OnLoop.after(this.loop, delay, task));
	}

	/** Runs something on the call's loop; from any thread. */
	<T> Mono<T> onLoop(Supplier<T> task) {
		return OnLoop.ask(this.loop, task);
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

	/** What it tells the service and asks it. */
	Correspondence service() {
		return this.service;
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
			this.service.tell("status", told, Map.of("CallbackSource", "call-progress-events", "SequenceNumber", "0",
					"CallDuration", String.valueOf(this.journal.now().toSeconds())));
		}
		this.webhooks.whenQuiet(this::finishIfQuiet);
	}

	void finishIfQuiet() {
		if (!isOver() || !this.webhooks.isQuiet() || !this.streams.isEmpty()) {
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

}
