package io.trunkline.call;

import java.util.function.Consumer;

import io.trunkline.audio.AudioChunk;
import io.trunkline.call.contact.FirstContact;
import io.trunkline.call.latency.TurnStopwatch;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.turn.Opening;
import io.trunkline.turn.TurnEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * What comes from the caller: listens from the first contact on, hands to the turn
 * function what belongs to the conversation, and writes the caller's turns into the
 * history. Belongs to the call's loop.
 */
final class CallerEar implements FirstContact.Listener {

	private static final Logger log = LoggerFactory.getLogger(CallerEar.class);

	private final CallLeg leg;

	private final Preparation prepared;

	private final CallLoop loop;

	private final FirstContact contact;

	private final TurnStopwatch stopwatch;

	private final Consumer<TurnEvent> turns;

	private final Consumer<CallEvent> told;

	private final Disposable.Swap hearing = Disposables.swap();

	private final Runnable talking;

	/**
	 * Waits for {@link #listen}.
	 * @param talking run when the agent has somebody to talk to
	 */
	CallerEar(CallLeg leg, Preparation prepared, CallLoop loop, TurnStopwatch stopwatch, Consumer<TurnEvent> turns,
			Consumer<CallEvent> told, Runnable talking) {
		this.leg = leg;
		this.prepared = prepared;
		this.loop = loop;
		this.contact = new FirstContact(
				leg.direction() == CallLeg.Direction.OUTBOUND && prepared.opening() == Opening.FRESH,
				prepared.persona().agent().outbound(), loop, this);
		this.stopwatch = stopwatch;
		this.turns = turns;
		this.told = told;
		this.talking = talking;
	}

	/** Listens until closed. */
	void listen(Flux<AudioChunk> caller, Scheduler scheduler) {
		this.hearing.update(this.prepared.session()
			.listen(this.contact.listeningTo(caller))
			.publishOn(scheduler)
			.filter(this.contact::isTalkedTo)
			.subscribe((hearing) -> heard(hearing, this.loop.nanoTime()), this::lost));
		this.contact.open();
	}

	/** A key is pressed by somebody, not by a machine. */
	void keyPressed() {
		this.contact.keyPressed();
	}

	/** Who answered, as the carrier says. */
	void verdict(CarrierNotice.Answerer answerer) {
		this.contact.recognised(answerer);
	}

	/** A turn of the caller counts: these words. */
	void remember(String said) {
		this.stopwatch.callerFinished(this.loop.nanoTime());
		this.prepared.dialogue().callerSaid(said);
		this.told.accept(new CallEvent.CallerSaid(said));
	}

	/** The same of keys. */
	void rememberKeys(String shown) {
		this.stopwatch.callerFinished(this.loop.nanoTime());
		this.prepared.dialogue().callerSaid("(keys) " + shown);
		this.told.accept(new CallEvent.CallerKeyed(shown));
	}

	/** Where the agent has nothing to say first, it answers what was said. */
	@Override
	public void begin(String said) {
		this.talking.run();
		boolean greets = !this.prepared.persona().agent().greeting().isBlank();
		if (greets && !said.isBlank()) {
			remember(said);
		}
		post(new TurnEvent.StreamOpened(this.prepared.opening()));
		if (!greets && !said.isBlank()) {
			post(new TurnEvent.CallerFinished(said));
		}
	}

	@Override
	public void post(TurnEvent event) {
		this.turns.accept(event);
	}

	@Override
	public void recognised(CarrierNotice.Answerer answerer) {
		this.told.accept(new CallEvent.Recognised(answerer));
	}

	void close() {
		this.contact.close();
		this.hearing.dispose();
	}

	private void heard(Hearing hearing, long now) {
		switch (hearing) {
			case Hearing.Connected() -> log.debug("Call {} is being listened to", this.leg);
			case Hearing.TurnStarted() -> post(new TurnEvent.CallerStarted());
			case Hearing.TurnUpdated(String transcript) -> {
				this.stopwatch.word(now);
				post(new TurnEvent.CallerUpdated(transcript));
			}
			case Hearing.TurnEagerlyEnded(String transcript) -> {
				this.stopwatch.mayHaveFinished(now);
				post(new TurnEvent.CallerMayHaveFinished(transcript));
			}
			case Hearing.TurnResumed() -> post(new TurnEvent.CallerResumed());
			case Hearing.TurnEnded(String transcript) -> post(new TurnEvent.CallerFinished(transcript));
		}
	}

	private void lost(Throwable cause) {
		log.warn("Call {} cannot be listened to any more: {}", this.leg, cause.getMessage());
		this.told.accept(new CallEvent.Faulted("stt", "the caller cannot be listened to any more"));
		this.contact.close();
		post(new TurnEvent.HearingLost());
	}

}
