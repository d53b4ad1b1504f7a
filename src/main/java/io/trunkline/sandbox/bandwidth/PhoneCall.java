package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.trunkline.audio.AudioFormat;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.bandwidth.caller.CallEvent;
import io.trunkline.sandbox.bandwidth.caller.Caller;
import io.trunkline.sandbox.bandwidth.caller.Fault;
import io.trunkline.sandbox.bandwidth.caller.Journal;
import io.trunkline.sandbox.bandwidth.caller.SandboxCallReport;
import io.trunkline.sandbox.bandwidth.media.FrameClock;
import io.trunkline.sandbox.bandwidth.webhook.CallWebhooks;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.voice.Utterance;

/**
 * One call from its announcement to its report. All that it owns lives on one event loop,
 * to which all methods belong unless they say otherwise. It is over when it has ended and
 * its sockets are closed and its webhooks answered or given up.
 */
final class PhoneCall implements BxmlInterpreter.Switch, CallerScript.Phone {

	/** How long a caller lets it ring. */
	private static final Duration RINGING = Duration.ofSeconds(60);

	private final Envelope envelope;

	private final Caller caller;

	private final Exchange exchange;

	private final EventLoop loop;

	private final Consumer<PhoneCall> whenFinished;

	private final Journal journal;

	private final CallWebhooks webhooks;

	private final MediaStreams streams;

	private final Line line;

	private final BxmlInterpreter interpreter;

	private final Map<String, Utterance> utterances = new HashMap<>();

	private final CallerScript script;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.One<SandboxCallReport> report = Sinks.one();

	private @Nullable TransferAttempt transfer;

	private Verb.@Nullable StartGather gather;

	private @Nullable String tag;

	private @Nullable Instant answerTime;

	private @Nullable Instant endTime;

	private String cause = "unknown";

	private int apiFailures;

	/**
	 * Makes a call that is not placed yet.
	 * @param whenFinished runs once, when nothing of the call is left
	 */
	PhoneCall(Envelope envelope, Caller caller, Exchange exchange, EventLoop loop, Consumer<PhoneCall> whenFinished) {
		this.envelope = envelope;
		this.caller = caller;
		this.exchange = exchange;
		this.loop = loop;
		this.whenFinished = whenFinished;
		this.apiFailures = caller.faults().apiFailures();
		this.journal = new Journal(loop.ticker());
		this.webhooks = new CallWebhooks(exchange.webhooks(), loop, this.journal, caller.faults());
		this.streams = new MediaStreams(envelope, exchange, loop, this.journal, caller.faults(), this::tell);
		this.line = new Line(this.streams, this.journal);
		this.interpreter = new BxmlInterpreter(loop, this);
		this.script = new CallerScript(caller.steps(), this.utterances, this);
	}

	/**
	 * Announces the call to the service.
	 * @param utterances the sound of all that the caller is going to say
	 * @param frames the beat of this loop
	 */
	void place(Map<String, Utterance> utterances, FrameClock frames) {
		if (isOver()) {
			return;
		}
		this.utterances.putAll(utterances);
		this.streams.whenOneEnds(this::streamEnded);
		this.journal.begin();
		this.owned.add(frames.onBeat(this::beat));
		var ringing = this.loop.schedule(this::giveUp, RINGING.toSeconds(), TimeUnit.SECONDS);
		this.owned.add(() -> ringing.cancel(false));
		Map<String, ?> fields = Map.of("privacy", false, "callerDisplayName", "");
		this.owned.add(ask("initiate", this.exchange.application(), fields));
		if (has(Fault.DUPLICATE_INITIATE)) {
			this.webhooks.repeat("initiate", this.exchange.application(), body("initiate", fields));
		}
	}

	/** Disposes of something when the call ends; from any thread. */
	void own(Disposable preparation) {
		this.owned.add(preparation);
	}

	/** Runs something on the call's loop; from any thread. */
	<T> Mono<T> onLoop(Supplier<T> task) {
		return Mono.create((sink) -> this.loop.execute(() -> sink.success(task.get())));
	}

	/** What comes of the call; for any thread. */
	Mono<SandboxCallReport> report() {
		return this.report.asMono();
	}

	@Override
	public Journal journal() {
		return this.journal;
	}

	@Override
	public Line line() {
		return this.line;
	}

	Envelope envelope() {
		return this.envelope;
	}

	Caller caller() {
		return this.caller;
	}

	InstantSource clock() {
		return this.exchange.clock();
	}

	CallWebhooks webhooks() {
		return this.webhooks;
	}

	boolean has(Fault fault) {
		return this.caller.faults().has(fault);
	}

	boolean isOver() {
		return this.endTime != null;
	}

	/** Uses up one of the failures that the Voice API is to have for this call. */
	boolean takeApiFailure() {
		return this.apiFailures-- > 0;
	}

	private void beat() {
		boolean answered = this.answerTime != null;
		this.line.beat(answered);
		if (answered) {
			this.script.beat();
		}
	}

	private void giveUp() {
		if (this.answerTime == null) {
			hangUp();
		}
	}

	@Override
	public byte[] cough(Duration length) {
		return this.exchange.voice().cough((int) length.toMillis());
	}

	@Override
	public void press(char digit) {
		Verb.StartGather listening = this.gather;
		this.journal.add(new CallEvent.CallerPressed(this.journal.now(), digit, listening != null));
		if (listening != null) {
			Map<String, @Nullable Object> fields = new HashMap<>();
			fields.put("digit", String.valueOf(digit));
			fields.put("tag", (listening.tag() != null) ? listening.tag() : this.tag);
			tell("dtmf", listening.dtmf(), fields);
		}
	}

	@Override
	public void hangUp() {
		if (!isOver()) {
			this.journal.add(new CallEvent.CallerHungUp(this.journal.now()));
			end((this.answerTime != null) ? "hangup" : "cancel");
		}
	}

	@Override
	public void dropSockets() {
		this.streams.reset();
	}

	@Override
	public void closeSockets() {
		this.streams.close();
	}

	@Override
	public boolean isTransferred() {
		return this.transfer != null && this.transfer.isBridged();
	}

	/** Carries out this document instead of the one before. */
	void run(BxmlDocument document) {
		this.interpreter.run(document);
	}

	@Override
	public void begins(Verb verb) {
		this.journal.add(new CallEvent.Verb(this.journal.now(), verb.name()));
		if (verb.answers() && this.answerTime == null) {
			this.answerTime = this.exchange.clock().instant();
			this.journal.add(new CallEvent.Answered(this.journal.now()));
		}
	}

	@Override
	public void gather(Verb.@Nullable StartGather gather) {
		this.gather = gather;
	}

	@Override
	public void tag(@Nullable String tag) {
		this.tag = tag;
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

	private void streamEnded() {
		if (isOver()) {
			finishIfQuiet();
		}
		else {
			this.interpreter.streamEnded();
		}
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
		this.journal.add(new CallEvent.SentenceSpoken(this.journal.now(), text));
		Disposable.Swap speaking = Disposables.swap();
		speaking.replace(
				this.exchange.voice().speak(text).map(Utterance::muLaw).subscribe((muLaw) -> this.loop.execute(() -> {
					if (!speaking.isDisposed()) {
						speaking.replace(play(muLaw, then));
					}
				})));
		return speaking;
	}

	private Disposable play(byte[] muLaw, Runnable then) {
		this.line.prompts().offer(muLaw);
		long length = AudioFormat.TELEPHONE.durationOf(muLaw.length).toMillis() + 2L * FrameClock.FRAME_MILLIS;
		var timer = this.loop.schedule(then, length, TimeUnit.MILLISECONDS);
		return () -> {
			timer.cancel(false);
			this.line.prompts().clear();
		};
	}

	@Override
	public Disposable transfer(Verb.Transfer verb, Runnable then) {
		TransferAttempt attempt = new TransferAttempt(verb, this.loop, this, then);
		this.transfer = attempt;
		attempt.start();
		return attempt;
	}

	/** Asks the service what to do next. */
	Disposable ask(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		return this.webhooks.ask(eventType, to, body(eventType, fields), this::run, this::end);
	}

	private void tell(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields) {
		this.webhooks.tell(eventType, to, body(eventType, fields));
	}

	private byte[] body(String eventType, Map<String, ? extends @Nullable Object> more) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("answerTime", (this.answerTime != null) ? Envelope.time(this.answerTime) : null);
		fields.put("tag", this.tag);
		fields.putAll(more);
		return this.envelope.body(eventType, this.exchange.clock().instant(), fields);
	}

	@Override
	public void end(String cause) {
		if (isOver()) {
			return;
		}
		Instant now = this.exchange.clock().instant();
		stop(cause, now);
		tell("disconnect", this.exchange.application(), Map.of("endTime", Envelope.time(now), "cause", cause));
		this.webhooks.whenQuiet(this::finishIfQuiet);
	}

	/** Ends the call without telling anybody. */
	void abort() {
		if (!isOver()) {
			stop("error", this.exchange.clock().instant());
		}
		this.webhooks.abort();
		finish();
	}

	private void stop(String cause, Instant now) {
		this.endTime = now;
		this.cause = cause;
		this.journal.add(new CallEvent.Ended(this.journal.now(), cause));
		this.owned.dispose();
		this.interpreter.cancel();
		this.streams.stopAll();
	}

	private void finishIfQuiet() {
		if (this.streams.isEmpty() && this.webhooks.isQuiet()) {
			finish();
		}
	}

	private void finish() {
		var finished = new SandboxCallReport(this.envelope.callId(), this.journal.events(), this.line.sound(),
				this.cause);
		if (this.report.tryEmitValue(finished).isSuccess()) {
			this.journal.close();
			this.whenFinished.accept(this);
		}
	}

	/** The call as the Voice API shows it. */
	Map<String, @Nullable Object> describe() {
		String state = isOver() ? "disconnected" : (this.answerTime != null) ? "answered" : "initiated";
		Map<String, @Nullable Object> call = this.envelope.describe(state, this.answerTime, this.endTime);
		call.put("disconnectCause", isOver() ? this.cause : null);
		call.put("lastUpdate", Envelope.time(this.exchange.clock().instant()));
		return call;
	}

}
