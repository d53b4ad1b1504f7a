package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;

import io.trunkline.call.memory.Compaction;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.playback.Playback;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CarrierNotice;
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

	/** How long a summary of a long conversation may take. */
	private static final Duration SUMMARY_DEADLINE = Duration.ofSeconds(20);

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

	private final AgentVoice voice;

	private final CallTools tools;

	private final CallTimers timers;

	private final Compaction compaction;

	private final TurnStopwatch stopwatch = new TurnStopwatch();

	private final Disposable.Swap hearing = Disposables.swap();

	private final Sinks.One<Outcome> finished = Sinks.one();

	/** Facts that came while a step was being carried out. */
	private final Queue<TurnEvent> mailbox = new ArrayDeque<>();

	private final long openedAt;

	private TurnTaking turnTaking;

	private TurnState state = TurnState.INITIAL;

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
		this.turnTaking = new TurnTaking(prepared.persona().policy());
		this.dialogue = prepared.dialogue();
		this.voice = new AgentVoice(prepared, new Playback(stream, pace, new Line()), this.loop, this.scheduler, meters,
				new Engine());
		this.tools = new CallTools(leg, prepared, this.scheduler);
		this.timers = new CallTimers(this.loop, this::post);
		this.compaction = new Compaction(prepared.session(), this.dialogue, this.scheduler,
				this.loop.after(SUMMARY_DEADLINE));
		this.openedAt = this.loop.nanoTime();
	}

	/**
	 * Serves the caller until the end. Called once, on the loop.
	 * @return how the call ended, once nothing of it is left; never fails
	 */
	Mono<Outcome> serve() {
		tell(new CallEvent.Answered(this.prepared.persona().agent().name()));
		Disposable end = this.stream.ended()
			.publishOn(this.scheduler)
			.subscribe((ending) -> post(new TurnEvent.StreamEnded(outcomeOf(ending))));
		this.hearing.update(this.prepared.session()
			.listen(this.stream.caller())
			.publishOn(this.scheduler)
			.subscribe(this::heard, this::hearingLost));
		post(new TurnEvent.StreamOpened(this.prepared.opening()));
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

	/** The caller pressed a key. */
	void key(char digit, Instant at) {
	}

	/** It is clear who answered. */
	void recognised(CarrierNotice.Answerer answerer) {
	}

	void say(String sentence) {
	}

	void whisper(String note) {
	}

	void transfer(String destination) {
	}

	/** An operator ends the call. */
	void hangUp() {
		post(new TurnEvent.StreamEnded(Outcome.OPERATOR_HANGUP));
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
			case TurnEffect.Greet(int turn) -> this.voice.greet(turn);
			case TurnEffect.Think(int turn) -> this.voice.think(turn);
			case TurnEffect.Speculate(String said) -> this.voice.speculate(said);
			case TurnEffect.Discard() -> this.voice.discard();
			case TurnEffect.Release(int turn) -> this.voice.release(turn);
			case TurnEffect.Say(int turn, Phrase phrase) -> this.voice.say(turn, phrase);
			case TurnEffect.Fill(int _, Phrase phrase) -> this.voice.fill(phrase);
			case TurnEffect.Duck(int _) -> this.voice.duck();
			case TurnEffect.Resume(int _) -> this.voice.resume();
			case TurnEffect.Interrupt(int _) -> interrupt();
			case TurnEffect.Conclude(int _) -> concluded(this.voice.conclude());
			case TurnEffect.AnswerTool(int _, String askId, String result) -> this.dialogue.answered(askId, result);
			case TurnEffect.RunTool(int turn, String askId) ->
				this.tools.run(askId, () -> post(new TurnEvent.ToolDone(turn, askId)));
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
			case Hearing.TurnEagerlyEnded(String transcript) -> {
				this.stopwatch.mayHaveFinished(this.loop.nanoTime());
				post(new TurnEvent.CallerMayHaveFinished(transcript));
			}
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

	private void handOver(String agent) {
		this.prepared.briefing().colleague(agent).ifPresent((colleague) -> {
			this.prepared.briefing().handTo(colleague);
			this.turnTaking = new TurnTaking(this.prepared.persona().policy());
			this.prepared.session().become(colleague);
		});
	}

	private void interrupt() {
		if (this.state.phase() == Phase.LISTENING) {
			this.meters.interrupted(true);
		}
		concluded(this.voice.interrupt());
	}

	private void concluded(Playback.@Nullable Spoken spoken) {
		this.compaction.check(this.prepared.persona().agent().limits().history());
		if (spoken != null && !spoken.heard().isBlank()) {
			tell(new CallEvent.AgentSpoke(spoken.turn(), spoken.written(), spoken.heard(), spoken.cut()));
		}
	}

	private void leave(int turn, Farewell farewell) {
		this.leaving = Mono.defer(
				() -> this.departure.leave(this.leg, this.prepared.stream(), this.prepared.persona().agent(), farewell))
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
		this.tools.close();
		this.compaction.close();
		this.voice.close();
		this.hearing.dispose();
		this.stream.close(MediaStream.Ending.CLOSED);
		Duration length = Duration.ofNanos(this.loop.nanoTime() - this.openedAt);
		tell(new CallEvent.StreamOver(outcome, length));
		log.info("Call {} ended after {} s: {}", this.leg, length.toSeconds(), outcome);
		Mono.whenDelayError(this.prepared.session().close(), this.leaving)
			.onErrorComplete()
			.takeUntilOther(this.loop.after(CLOSING))
			.subscribe((_) -> {
			}, (_) -> {
			}, () -> this.finished.tryEmitValue(outcome));
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
			LiveCall.this.voice.stopFilling();
			long now = LiveCall.this.loop.nanoTime();
			if (LiveCall.this.state.phase() == Phase.GREETING) {
				LiveCall.this.meters.greeted(Duration.ofNanos(now - LiveCall.this.openedAt));
			}
			LiveCall.this.stopwatch.audible(turn, now).ifPresent((latency) -> {
				LiveCall.this.meters.turn(latency);
				log.info("Call {}: turn {} answered after {}", LiveCall.this.leg, turn, latency.statement());
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

		@Override
		public void underrun() {
			LiveCall.this.meters.underrun();
		}

	}

	/** What the engine brings forth. */
	private final class Engine implements AgentVoice.Listener {

		@Override
		public void reached(Stage stage, long nanoTime) {
			LiveCall.this.stopwatch.reached(stage, nanoTime);
		}

		@Override
		public void toolAsked(int turn, ToolCall call) {
			ToolAsk ask = LiveCall.this.tools.asked(call);
			tell(new CallEvent.ToolCalled(call.name(), ask instanceof ToolAsk.Refused));
			post(new TurnEvent.ToolAsked(turn, ask));
		}

		@Override
		public void complete(int turn, boolean silent) {
			post(new TurnEvent.ReplyComplete(turn, silent));
		}

		@Override
		public void failed(int turn, Throwable cause) {
			log.warn("Call {}: turn {} failed: {}", LiveCall.this.leg, turn, cause.getMessage());
			post(new TurnEvent.ReplyFailed(turn, (cause instanceof EngineException failure) ? switch (failure.part()) {
				case HEARING -> Outcome.ERROR_STT;
				case THINKING -> Outcome.ERROR_LLM;
				case SPEAKING -> Outcome.ERROR_TTS;
			} : Outcome.FAILED));
		}

	}

}
