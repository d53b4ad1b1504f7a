package io.trunkline.call.contact;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.answering.Answerer;
import io.trunkline.answering.Answering;
import io.trunkline.answering.AnsweringEffect;
import io.trunkline.answering.AnsweringEvent;
import io.trunkline.answering.AnsweringRules;
import io.trunkline.answering.AnsweringState;
import io.trunkline.answering.AnsweringState.Stage;
import io.trunkline.answering.Deadline;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.BeepDetector;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.TurnEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * Whoever answers a call that was placed, until it is clear who that is: what is heard
 * belongs to the conversation only once there is one. Belongs to the call's loop. Where
 * somebody called us there is nothing to find out.
 */
public final class FirstContact {

	private final boolean unknown;

	private final Answering answering;

	private final CallLoop loop;

	private final Listener listener;

	private final BeepDetector beeps = new BeepDetector();

	private final Map<Deadline, Disposable> waiting = new EnumMap<>(Deadline.class);

	private AnsweringState state = AnsweringState.INITIAL;

	private boolean closed;

	/**
	 * Waits for {@link #open}.
	 * @param unknown whether it is to be found out who answered
	 */
	public FirstContact(boolean unknown, Agent.Outbound settings, CallLoop loop, Listener listener) {
		this.unknown = unknown;
		this.answering = new Answering(new AnsweringRules(settings.decide(), !settings.voicemail().isEmpty(),
				!settings.screening().isEmpty()));
		this.loop = loop;
		this.listener = listener;
	}

	/** The other side can be heard. */
	public void open() {
		if (this.unknown) {
			take(new AnsweringEvent.Opened());
		}
		else {
			this.listener.begin("");
		}
	}

	/** The same sound, listened to for a machine's beep. */
	public Flux<AudioChunk> listeningTo(Flux<AudioChunk> caller) {
		return this.unknown ? caller.doOnNext(this::listen) : caller;
	}

	/** Whether what was heard belongs to the conversation. */
	public boolean isTalkedTo(Hearing heard) {
		boolean before = isTalking();
		switch (heard) {
			case Hearing.TurnStarted() -> take(new AnsweringEvent.SpeechStarted());
			case Hearing.TurnUpdated(String words) -> take(new AnsweringEvent.SpeechUpdated(words));
			case Hearing.TurnEagerlyEnded(String words) -> take(new AnsweringEvent.SpeechUpdated(words));
			case Hearing.TurnEnded(String words) -> take(new AnsweringEvent.SpeechEnded(words));
			case Hearing.TurnResumed(), Hearing.Connected() -> {
			}
		}
		return before && isTalking();
	}

	/** What the carrier says of it; may come before {@link #open}. */
	public void recognised(CarrierNotice.Answerer answerer) {
		take(new AnsweringEvent.Verdict(Answerer.valueOf(answerer.name())));
	}

	public void keyPressed() {
		take(new AnsweringEvent.KeyPressed());
	}

	/** Nothing is found out any more. */
	public void close() {
		this.closed = true;
		this.waiting.values().forEach(Disposable::dispose);
		this.waiting.clear();
	}

	private void listen(AudioChunk chunk) {
		if (!this.closed && this.state.stage() != Stage.DONE && this.beeps.hears(chunk)) {
			take(new AnsweringEvent.Beep());
		}
	}

	private boolean isTalking() {
		return !this.unknown || this.closed || this.state.stage() == Stage.TALKING || this.state.stage() == Stage.DONE;
	}

	private void take(AnsweringEvent event) {
		if (this.unknown && !this.closed) {
			Answering.Step step = this.answering.step(this.state, event);
			this.state = step.state();
			step.effects().forEach(this::carryOut);
		}
	}

	private void carryOut(AnsweringEffect effect) {
		switch (effect) {
			case AnsweringEffect.Recognised(Answerer answerer) ->
				this.listener.recognised(CarrierNotice.Answerer.valueOf(answerer.name()));
			case AnsweringEffect.Begin(String said) -> this.listener.begin(said);
			case AnsweringEffect.Hush() -> this.listener.post(new TurnEvent.MachineTalks());
			case AnsweringEffect.Introduce() -> this.listener.post(new TurnEvent.MachineAsks());
			case AnsweringEffect.LeaveMessage() -> this.listener.post(new TurnEvent.MachineListens());
			case AnsweringEffect.HangUp(Answerer because) -> this.listener.post(
					new TurnEvent.HangUpCalledFor((because == Answerer.MACHINE) ? Outcome.VOICEMAIL : Outcome.SILENCE));
			case AnsweringEffect.Start(Deadline deadline, Duration time) -> {
				stop(deadline);
				this.waiting.put(deadline, this.loop.schedule(time, () -> take(new AnsweringEvent.Expired(deadline))));
			}
			case AnsweringEffect.Stop(Deadline deadline) -> stop(deadline);
		}
	}

	private void stop(Deadline deadline) {
		Disposable past = this.waiting.remove(deadline);
		if (past != null) {
			past.dispose();
		}
	}

	/** Told what follows, on the loop. */
	public interface Listener {

		/**
		 * The conversation begins.
		 * @param said what was said before it; empty for nothing
		 */
		void begin(String said);

		void post(TurnEvent event);

		/** It is clear who answered. */
		void recognised(CarrierNotice.Answerer answerer);

	}

}
