package io.trunkline.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.BiConsumer;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Spoken;
import io.trunkline.agent.tool.ToolContext;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import io.trunkline.turn.Farewell;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.Phase;
import io.trunkline.turn.Phrase;
import io.trunkline.turn.Step;
import io.trunkline.turn.Timer;
import io.trunkline.turn.ToolAsk;
import io.trunkline.turn.TurnEffect;
import io.trunkline.turn.TurnEvent;
import io.trunkline.turn.TurnState;
import io.trunkline.turn.TurnTaking;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One call while its media stream is up. Facts come in from all sides and are handed to
 * the turn function one after another on the call's loop; its effects are carried out
 * here, in order, before the next fact. Everything begun for the call is held in this
 * object and let go of in {@link #finish}.
 */
final class LiveCall {

	private static final Logger log = LoggerFactory.getLogger(LiveCall.class);

	private static final String WRAP_UP = "The call must end within a minute. Bring it to its end kindly.";

	/** How long a phrase that bridges a silence may take to begin. */
	private static final Duration BRIDGING = Duration.ofSeconds(1);

	/** How long the end of a call waits for connections to close. */
	private static final Duration CLOSING = Duration.ofSeconds(5);

	private final CallLeg leg;

	private final Preparation prepared;

	private final MediaStream stream;

	private final CallLoop loop;

	private final Scheduler scheduler;

	private final CallDeparture departure;

	private final CallMeters meters;

	private final CallListener listener;

	private final Dialogue dialogue;

	private final Playback playback;

	private final ToolRuns tools;

	private final CallTimers timers;

	private final TurnStopwatch stopwatch = new TurnStopwatch();

	private final Disposable.Swap reply = Disposables.swap();

	private final Disposable.Swap filler = Disposables.swap();

	private final Disposable.Swap hearing = Disposables.swap();

	private final Sinks.One<Outcome> finished = Sinks.one();

	/** Facts that came while a step was being carried out. */
	private final Queue<TurnEvent> mailbox = new ArrayDeque<>();

	private final long openedAt;

	private Persona persona;

	private TurnTaking turnTaking;

	private TurnState state = TurnState.INITIAL;

	/** A reply to what the caller has probably said. */
	private @Nullable EarlyReply early;

	private boolean stepping;

	private boolean closed;

	private Mono<Void> leaving = Mono.empty();

	private BiConsumer<TurnEvent, Step> witness = (event, step) -> {
	};

	LiveCall(CallLeg leg, Preparation prepared, MediaStream stream, PlaybackProperties pace, CallDeparture departure,
			CallMeters meters, CallListener listener) {
		this.leg = leg;
		this.prepared = prepared;
		this.stream = stream;
		this.loop = stream.loop();
		this.scheduler = Schedulers.fromExecutor(this.loop::execute);
		this.departure = departure;
		this.meters = meters;
		this.listener = listener;
		this.persona = prepared.persona();
		this.turnTaking = new TurnTaking(this.persona.policy());
		this.dialogue = prepared.dialogue();
		this.playback = new Playback(stream, pace, meters, new Line());
		this.tools = new ToolRuns(this.scheduler);
		this.timers = new CallTimers(this.loop, this::post);
		this.openedAt = this.loop.nanoTime();
	}

	/**
	 * Serves the caller until the end. Called once, on the loop.
	 * @return how the call ended, once nothing of it is left; never fails
	 */
	Mono<Outcome> serve() {
		tell(new CallEvent.Answered(this.persona.agent().name()));
		Disposable end = this.stream.ended()
			.publishOn(this.scheduler)
			.subscribe((ending) -> post(new TurnEvent.StreamEnded(outcomeOf(ending))));
		this.hearing.update(this.prepared.session()
			.listen(this.stream.caller())
			.publishOn(this.scheduler)
			.subscribe(this::heard, this::hearingLost));
		post(new TurnEvent.StreamOpened(this.prepared.again()));
		return this.finished.asMono().doFinally((_) -> end.dispose());
	}

	/** Shows each step to somebody before it is carried out. */
	void show(BiConsumer<TurnEvent, Step> witness) {
		this.witness = witness;
	}

	/** Hands a fact to the turn function, now or after those that came before it. */
	void post(TurnEvent event) {
		if (!this.loop.isCurrent()) {
			this.loop.execute(() -> post(event));
			return;
		}
		this.mailbox.add(event);
		if (this.stepping || this.closed) {
			return;
		}
		this.stepping = true;
		try {
			for (TurnEvent next = this.mailbox.poll(); next != null && !this.closed; next = this.mailbox.poll()) {
				step(next);
			}
		}
		catch (RuntimeException ex) {
			log.error("Call {} failed on our side", this.leg, ex);
			finish(Outcome.FAILED);
		}
		finally {
			this.stepping = false;
		}
	}

	private void step(TurnEvent event) {
		Step step = this.turnTaking.step(this.state, event);
		this.state = step.state();
		this.witness.accept(event, step);
		step.effects().forEach(this::carryOut);
	}

	private void carryOut(TurnEffect effect) {
		switch (effect) {
			case TurnEffect.Remember(String said) -> remember(said);
			case TurnEffect.Greet(int turn) -> speak(turn, this.prepared.greeting());
			case TurnEffect.Think(int turn) -> speak(turn, reply(this.dialogue.messages(), this::heardOfRound));
			case TurnEffect.Speculate(String said) -> speculate(said);
			case TurnEffect.Discard() -> discard();
			case TurnEffect.Release(int turn) -> release(turn);
			case TurnEffect.Say(int turn, Phrase phrase) -> speak(turn, say(phrase));
			case TurnEffect.Fill(int turn, Phrase phrase) -> fill(turn, phrase);
			case TurnEffect.Duck(int _) -> duck();
			case TurnEffect.Resume(int _) -> resume();
			case TurnEffect.Interrupt(int _) -> interrupt();
			case TurnEffect.Conclude(int _) -> conclude(this.playback.conclude());
			case TurnEffect.AnswerTool(int _, String askId, String result) -> this.dialogue.answered(askId, result);
			case TurnEffect.RunTool(int turn, String askId) -> run(turn, askId);
			case TurnEffect.CancelTool(int _, String askId) -> this.tools.cancel(askId);
			case TurnEffect.HandOver(int _, String agent) -> handOver(agent);
			case TurnEffect.WrapUp() -> this.dialogue.note(WRAP_UP);
			case TurnEffect.Leave(int turn, Farewell farewell) -> leave(turn, farewell);
			case TurnEffect.StartTimer(Timer timer, int turn, Duration after) -> this.timers.start(timer, turn, after);
			case TurnEffect.StopTimer(Timer timer) -> this.timers.stop(timer);
			case TurnEffect.Finish(Outcome outcome) -> finish(outcome);
		}
	}

	private void heard(Hearing hearing) {
		switch (hearing) {
			case Hearing.Connected() -> log.debug("Call {} is being listened to", this.leg);
			case Hearing.TurnStarted() -> post(new TurnEvent.CallerStarted());
			case Hearing.TurnUpdated(String transcript) -> {
				this.stopwatch.word(this.loop.nanoTime());
				post(new TurnEvent.CallerUpdated(transcript));
			}
			case Hearing.TurnEagerlyEnded(String transcript) -> post(new TurnEvent.CallerMayHaveFinished(transcript));
			case Hearing.TurnResumed() -> post(new TurnEvent.CallerResumed());
			case Hearing.TurnEnded(String transcript) -> post(new TurnEvent.CallerFinished(transcript));
		}
	}

	private void hearingLost(Throwable cause) {
		log.warn("Call {} cannot be listened to any more: {}", this.leg, cause.getMessage());
		post(new TurnEvent.HearingLost());
	}

	private void remember(String said) {
		this.stopwatch.callerFinished(this.loop.nanoTime());
		this.dialogue.callerSaid(said);
		tell(new CallEvent.CallerSaid(said));
	}

	private Flux<Utterance> reply(List<Message> history, Pace pace) {
		return this.prepared.session().reply(history, pace);
	}

	private Flux<Utterance> say(Phrase phrase) {
		return this.prepared.session().say(this.persona.sentence(phrase));
	}

	private void speculate(String said) {
		List<Message> history = this.dialogue.messagesAfter(said);
		this.early = new EarlyReply((pace) -> reply(history, pace), this::heardOfRound);
	}

	private void discard() {
		if (this.early != null) {
			this.early.discard();
			this.early = null;
			this.meters.speculated(false);
		}
	}

	private void release(int turn) {
		EarlyReply reply = Objects.requireNonNull(this.early, "nothing was begun early");
		this.early = null;
		this.meters.speculated(true);
		speak(turn, reply.release());
	}

	/** A reply counts from its own first sample, a turn may have several. */
	private Mono<Void> heardOfRound(Duration position) {
		return this.playback.heardOfRound(position);
	}

	private void speak(int turn, Flux<Utterance> utterances) {
		PlaybackLedger ledger = this.playback.begin(turn);
		this.dialogue.begin(ledger);
		this.reply.update(utterances.publishOn(this.scheduler)
			.subscribe((utterance) -> spoken(turn, utterance), (cause) -> failed(turn, cause),
					() -> complete(turn, ledger)));
	}

	private void spoken(int turn, Utterance utterance) {
		switch (utterance) {
			case Utterance.Written part -> this.playback.write(part);
			case Utterance.Sound(var chunk) -> this.playback.add(chunk);
			case Utterance.Words(var words) -> this.playback.place(words);
			case Utterance.ToolAsked(ToolCall call) -> toolAsked(turn, call);
			case Utterance.Reached(var stage, long at) -> this.stopwatch.reached(stage, at);
		}
	}

	private void toolAsked(int turn, ToolCall call) {
		ToolAsk ask = check(call);
		this.dialogue.asked(call);
		tell(new CallEvent.ToolCalled(call.name(), ask instanceof ToolAsk.Refused));
		post(new TurnEvent.ToolAsked(turn, ask));
	}

	/** What a tool call amounts to for the turn function. */
	private ToolAsk check(ToolCall call) {
		String id = call.id();
		return switch (this.persona.toolbox().check(id, call.name(), call.arguments(), context())) {
			case Deed.HangUp() -> new ToolAsk.Leave(id, new Farewell.HangUp(Outcome.AGENT_HANGUP, id));
			case Deed.Transfer(String alias) -> new ToolAsk.Leave(id, new Farewell.Transfer(alias, id));
			case Deed.HandOver(String agent) -> new ToolAsk.HandOver(id, agent);
			case Deed.Run run -> {
				this.tools.asked(id, run);
				this.dialogue.unfinished(id, run.tool());
				yield new ToolAsk.Run(id, run.effect() == Effect.READ);
			}
			case Deed.Refused(String reason) -> new ToolAsk.Refused(id, reason);
		};
	}

	/** What a tool may know of the call, as it is at this moment. */
	private ToolContext context() {
		List<Spoken> heard = this.dialogue.heard();
		return new ToolContext(this.leg.callId().value(), this.leg.from(), this.leg.to(), Map.of(), () -> heard);
	}

	private void run(int turn, String askId) {
		this.tools.run(askId, (result) -> {
			this.dialogue.ran(askId, result);
			post(new TurnEvent.ToolDone(turn, askId));
		});
	}

	private void handOver(String agent) {
		this.prepared.colleagues().apply(agent).ifPresent((colleague) -> {
			this.persona = colleague;
			this.turnTaking = new TurnTaking(colleague.policy());
			this.prepared.session().become(colleague.agent());
		});
	}

	private void complete(int turn, PlaybackLedger ledger) {
		boolean silent = ledger.roundSilent();
		this.playback.complete();
		post(new TurnEvent.ReplyComplete(turn, silent));
	}

	private void failed(int turn, Throwable cause) {
		log.warn("Call {}: turn {} failed: {}", this.leg, turn, cause.getMessage());
		post(new TurnEvent.ReplyFailed(turn, (cause instanceof EngineException failure) ? switch (failure.part()) {
			case HEARING -> Outcome.ERROR_STT;
			case THINKING -> Outcome.ERROR_LLM;
			case SPEAKING -> Outcome.ERROR_TTS;
		} : Outcome.FAILED));
	}

	/** Bridges a silence; where that fails too, the silence is still to be ended. */
	private void fill(int turn, Phrase phrase) {
		this.meters.filled();
		this.filler.update(say(phrase).ofType(Utterance.Sound.class)
			.publishOn(this.scheduler)
			.timeout(after(BRIDGING))
			.switchIfEmpty(Flux.error(() -> new IllegalStateException("the phrase has no sound")))
			.subscribe((sound) -> this.playback.fill(sound.chunk()), (cause) -> {
				log.warn("Call {}: a silence of turn {} could not be bridged: {}", this.leg, turn, cause.getMessage());
				post(new TurnEvent.ReplyDry(turn));
			}));
	}

	private void duck() {
		long began = this.loop.nanoTime();
		this.filler.update(Disposables.disposed());
		this.playback.duck();
		this.meters.silenced(Duration.ofNanos(this.loop.nanoTime() - began));
	}

	private void resume() {
		this.meters.interrupted(false);
		this.playback.resume();
	}

	/** The caller hears nothing more from here on; only then are the requests stopped. */
	private void interrupt() {
		Playback.Spoken spoken = this.playback.interrupt();
		if (this.state.phase() == Phase.LISTENING) {
			this.meters.interrupted(true);
		}
		this.reply.update(Disposables.disposed());
		conclude(spoken);
	}

	private void conclude(Playback.@Nullable Spoken spoken) {
		this.filler.update(Disposables.disposed());
		if (spoken != null) {
			this.dialogue.close(spoken.heard(), spoken.cut());
		}
		if (spoken != null && !spoken.heard().isBlank()) {
			tell(new CallEvent.AgentSpoke(spoken.turn(), spoken.written(), spoken.heard(), spoken.cut()));
		}
	}

	private void leave(int turn, Farewell farewell) {
		this.leaving = Mono
			.defer(() -> this.departure.leave(this.leg, this.prepared.stream(), this.persona.agent(), farewell))
			.cache();
		this.leaving.publishOn(this.scheduler).subscribe((_) -> {
		}, (cause) -> {
			log.warn("Call {}: the carrier did not let it go: {}", this.leg, cause.getMessage());
			post(new TurnEvent.LeaveRefused(turn));
		}, () -> post(new TurnEvent.LeaveAccepted(turn)));
	}

	/**
	 * The one way out: after this nothing of the call runs, listens, waits or is open.
	 */
	private void finish(Outcome outcome) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.timers.stopAll();
		discard();
		this.tools.close();
		this.filler.dispose();
		this.reply.dispose();
		this.hearing.dispose();
		this.playback.release();
		this.stream.close(MediaStream.Ending.CLOSED);
		Duration length = Duration.ofNanos(this.loop.nanoTime() - this.openedAt);
		this.meters.ended(this.leg, outcome, length);
		tell(new CallEvent.Ended(outcome, length));
		log.info("Call {} ended after {} s: {}", this.leg, length.toSeconds(), outcome);
		Mono.whenDelayError(this.prepared.session().close(), this.leaving)
			.onErrorComplete()
			.takeUntilOther(after(CLOSING))
			.subscribe((_) -> {
			}, (_) -> {
			}, () -> this.finished.tryEmitValue(outcome));
	}

	private Mono<Void> after(Duration delay) {
		return Mono.create((sink) -> sink.onDispose(this.loop.schedule(delay, sink::success)));
	}

	private void tell(CallEvent event) {
		this.listener.on(this.leg, event);
	}

	private static Outcome outcomeOf(MediaStream.Ending ending) {
		return switch (ending) {
			case STOPPED, CLOSED -> Outcome.CALLER_HANGUP;
			case BROKEN, PROTOCOL_ERROR, STALLED -> Outcome.STREAM_BROKEN;
			case FAILED -> Outcome.FAILED;
		};
	}

	/** What becomes of the agent's sound. */
	private final class Line implements Playback.Listener {

		@Override
		public void audible(int turn) {
			LiveCall.this.filler.update(Disposables.disposed());
			long now = LiveCall.this.loop.nanoTime();
			if (LiveCall.this.state.phase() == Phase.GREETING) {
				LiveCall.this.meters.greeted(Duration.ofNanos(now - LiveCall.this.openedAt));
			}
			LiveCall.this.stopwatch.audible(turn, now).ifPresent((latency) -> {
				LiveCall.this.meters.turn(latency);
				tell(new CallEvent.ReplyBegan(latency));
			});
			post(new TurnEvent.ReplyAudible(turn));
		}

		@Override
		public void dry(int turn) {
			post(new TurnEvent.ReplyDry(turn));
		}

		@Override
		public void heard(int turn) {
			post(new TurnEvent.ReplyHeard(turn));
		}

		@Override
		public void ducked(int turn, boolean lastWords) {
			post(new TurnEvent.Ducked(turn, lastWords));
		}

	}

}
