package io.trunkline.call;

import java.util.function.Consumer;

import io.trunkline.call.contact.FirstContact;
import io.trunkline.engine.EngineSession;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.MediaStream;
import io.trunkline.turn.TurnEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * What is heard of the caller, once it belongs to the conversation. Belongs to the call's
 * loop.
 */
final class CallerEar {

	private static final Logger log = LoggerFactory.getLogger(CallerEar.class);

	private final CallLeg leg;

	private final FirstContact contact;

	private final TurnStopwatch stopwatch;

	private final Consumer<TurnEvent> turns;

	private final Consumer<CallEvent> told;

	private final Disposable.Swap hearing = Disposables.swap();

	CallerEar(CallLeg leg, FirstContact contact, TurnStopwatch stopwatch, Consumer<TurnEvent> turns,
			Consumer<CallEvent> told) {
		this.leg = leg;
		this.contact = contact;
		this.stopwatch = stopwatch;
		this.turns = turns;
		this.told = told;
	}

	/** Listens until closed. */
	void listen(EngineSession session, MediaStream stream, Scheduler loop) {
		this.hearing.update(session.listen(this.contact.listeningTo(stream.caller()))
			.publishOn(loop)
			.filter(this.contact::isTalkedTo)
			.subscribe((hearing) -> heard(hearing, stream.loop().nanoTime()), this::lost));
	}

	void close() {
		this.contact.close();
		this.hearing.dispose();
	}

	private void heard(Hearing hearing, long now) {
		switch (hearing) {
			case Hearing.Connected() -> log.debug("Call {} is being listened to", this.leg);
			case Hearing.TurnStarted() -> this.turns.accept(new TurnEvent.CallerStarted());
			case Hearing.TurnUpdated(String transcript) -> {
				this.stopwatch.word(now);
				this.turns.accept(new TurnEvent.CallerUpdated(transcript));
			}
			case Hearing.TurnEagerlyEnded(String transcript) -> {
				this.stopwatch.mayHaveFinished(now);
				this.turns.accept(new TurnEvent.CallerMayHaveFinished(transcript));
			}
			case Hearing.TurnResumed() -> this.turns.accept(new TurnEvent.CallerResumed());
			case Hearing.TurnEnded(String transcript) -> this.turns.accept(new TurnEvent.CallerFinished(transcript));
		}
	}

	private void lost(Throwable cause) {
		log.warn("Call {} cannot be listened to any more: {}", this.leg, cause.getMessage());
		this.told.accept(new CallEvent.Faulted("stt", "the caller cannot be listened to any more"));
		this.contact.close();
		this.turns.accept(new TurnEvent.HearingLost());
	}

}
