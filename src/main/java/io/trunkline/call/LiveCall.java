package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BiConsumer;

import io.trunkline.agent.Agent;
import io.trunkline.call.contact.CallKeys;
import io.trunkline.call.latency.TurnStopwatch;
import io.trunkline.call.memory.Compaction;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.playback.Playback;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.MediaStream;
import io.trunkline.turn.Farewell;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.Phase;
import io.trunkline.turn.Phrase;
import io.trunkline.turn.Step;
import io.trunkline.turn.Timer;
import io.trunkline.turn.TurnEffect;
import io.trunkline.turn.TurnEvent;
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

	private static final String WHISPERED = "An operator tells you what the caller does not hear: ";

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

	private final Turns turns;

	private final VoiceWatch watch;

	private final AgentVoice voice;

	private final CallTools tools;

	private final CallKeys keys;

	private final CallRecording recording;

	private final CallerEar ear;

	private final CallTimers timers;

	private final Compaction compaction;

	private final TurnStopwatch stopwatch = new TurnStopwatch();

	private final Sinks.One<Outcome> finished = Sinks.one();

	private final long openedAt;

	private boolean closed;

	private Mono<Void> leaving = Mono.empty();

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
		this.turns = new Turns(prepared.persona().policy(), this.loop, this::carryOut, this::failed);
		this.dialogue = prepared.dialogue();
		Agent agent = prepared.persona().agent();
		this.keys = new CallKeys(agent.keys(), this.loop, this::post);
		this.recording = new CallRecording(agent.recording(), (on) -> departure.record(leg, on),
				prepared.opening() != Opening.FRESH, this.scheduler, this::tell);
		this.tools = new CallTools(leg, prepared, this.keys, this.recording, this.scheduler);
		this.watch = new VoiceWatch(leg, this.loop, this.turns, this.tools, this.stopwatch, meters, this::tell,
				this::stopFilling);
		this.ear = new CallerEar(leg, prepared, this.loop, this.stopwatch, this::post, this::tell, this.watch::begin);
		this.voice = new AgentVoice(prepared, new Playback(stream, pace, this.watch), this.loop, this.scheduler, meters,
				this.watch);
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
		Agent agent = this.prepared.persona().agent();
		tell(new CallEvent.Answered(agent.name(), agent.engine()));
		Disposable facts = Disposables.composite(
				this.stream.ended()
					.publishOn(this.scheduler)
					.subscribe((ending) -> post(new TurnEvent.StreamEnded(outcomeOf(ending)))),
				this.prepared.session().fallenBack().subscribe((other) -> onLoop(() -> fellBack(other))));
		this.ear.listen(this.stream.caller(), this.scheduler);
		return this.finished.asMono().doFinally((_) -> facts.dispose());
	}

	/** Shows each step to somebody before it is carried out. */
	void show(BiConsumer<TurnEvent, Step> witness) {
		this.turns.show(witness);
	}

	/** The caller pressed a key, at this time of the carrier's clock. */
	void key(char symbol, Instant at) {
		onLoop(() -> {
			this.ear.keyPressed();
			this.keys.pressed(symbol, at);
		});
	}

	/** The carrier says who answered; may come before the call is served. */
	void recognised(CarrierNotice.Answerer answerer) {
		onLoop(() -> this.ear.verdict(answerer));
	}

	/** Has the agent say this as soon as nobody else speaks. */
	void say(String sentence) {
		post(new TurnEvent.WordsCalledFor(sentence));
	}

	/** Tells the agent something that the caller does not hear. */
	void whisper(String note) {
		onLoop(() -> {
			tell(new CallEvent.Whispered(note));
			post(new TurnEvent.Whispered(WHISPERED + note));
		});
	}

	/** Connects the caller with a destination of the agent, after a phrase. */
	void transfer(String alias) {
		post(new TurnEvent.TransferCalledFor(alias));
	}

	/** Ends the call at once. */
	void hangUp() {
		post(new TurnEvent.HangUpCalledFor(Outcome.OPERATOR_HANGUP));
	}

	private void onLoop(Runnable task) {
		this.loop.execute(() -> {
			if (!this.closed) {
				task.run();
			}
		});
	}

	/** Hands a fact to the turn function, now or after those that came before it. */
	void post(TurnEvent event) {
		this.turns.post(event);
	}

	private void carryOut(TurnEffect effect) {
		switch (effect) {
			case TurnEffect.Remember(String said) -> this.ear.remember(said);
			case TurnEffect.RememberKeys(String shown) -> this.ear.rememberKeys(shown);
			case TurnEffect.Note(String text) -> this.dialogue.note(text);
			case TurnEffect.AllowRecording() -> this.recording.disclosed();
			case TurnEffect.Recite(int turn, String sentence) -> this.voice.recite(turn, sentence);
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
			case TurnEffect.RunTool(int turn, String askId) -> runTool(turn, askId);
			case TurnEffect.CancelTool(int _, String askId) -> this.tools.cancel(askId);
			case TurnEffect.HandOver(int _, String agent) -> handOver(agent);
			case TurnEffect.WrapUp() -> this.dialogue.note(WRAP_UP);
			case TurnEffect.Leave(int turn, Farewell farewell) -> leave(turn, farewell);
			case TurnEffect.StartTimer(Timer timer, int turn, Duration after) -> this.timers.start(timer, turn, after);
			case TurnEffect.StopTimer(Timer timer) -> this.timers.stop(timer);
			case TurnEffect.Finish(Outcome outcome) -> finish(outcome);
		}
	}

	private void stopFilling() {
		this.voice.stopFilling();
	}

	private void fellBack(Agent.Engine other) {
		tell(new CallEvent.Faulted("engine",
				"it was lost, the call goes on with " + other.name().toLowerCase(Locale.ROOT)));
	}

	private void runTool(int turn, String askId) {
		long began = this.loop.nanoTime();
		this.tools.run(askId, (tool) -> {
			tell(new CallEvent.ToolAnswered(tool, Duration.ofNanos(this.loop.nanoTime() - began)));
			post(new TurnEvent.ToolDone(turn, askId));
		});
	}

	private void handOver(String agent) {
		this.prepared.briefing().colleague(agent).ifPresent((colleague) -> {
			this.prepared.briefing().handTo(colleague);
			this.turns.become(this.prepared.persona().policy());
			this.prepared.session().become(colleague);
			this.keys.become(colleague);
			tell(new CallEvent.HandedOver(colleague.name(), colleague.version()));
		});
	}

	private void interrupt() {
		if (this.turns.state().phase() == Phase.LISTENING) {
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
			tell(new CallEvent.Faulted("carrier", "it did not let the call go"));
			post(new TurnEvent.LeaveRefused(turn));
		}, () -> post(new TurnEvent.LeaveAccepted(turn)));
	}

	private void failed(RuntimeException cause) {
		log.error("Call {} failed on our side", this.leg, cause);
		finish(Outcome.FAILED);
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
		this.turns.close();
		this.keys.close();
		this.tools.close();
		this.compaction.close();
		this.voice.close();
		this.ear.close();
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

}
