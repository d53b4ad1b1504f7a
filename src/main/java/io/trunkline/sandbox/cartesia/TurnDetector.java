package io.trunkline.sandbox.cartesia;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Finds turns in frames of 20 ms; knows no other time than the frames it is given. */
final class TurnDetector {

	static final int FRAME_MILLIS = 20;

	private final CartesiaOptions.Hearing hearing;

	private TurnKnobs knobs;

	private Phase phase = Phase.IDLE;

	private StringJoiner transcript = new StringJoiner(" ");

	private int voicedMillis;

	private int silentMillis;

	TurnDetector(CartesiaOptions.Hearing hearing, TurnKnobs knobs) {
		this.hearing = hearing;
		this.knobs = knobs;
	}

	TurnKnobs knobs() {
		return this.knobs;
	}

	void turn(TurnKnobs newKnobs) {
		this.knobs = newKnobs;
	}

	/** Takes the next frame and the words that became complete in it. */
	List<TurnEvent> frame(boolean voiced, List<String> words) {
		this.voicedMillis = voiced ? this.voicedMillis + FRAME_MILLIS : 0;
		this.silentMillis = voiced ? 0 : this.silentMillis + FRAME_MILLIS;
		boolean speaks = !words.isEmpty() || this.voicedMillis >= this.hearing.turnStart().toMillis();
		if (this.phase == Phase.IDLE && !speaks) {
			return List.of();
		}
		List<TurnEvent> events = new ArrayList<>();
		if (speaks) {
			speak(words, events);
		}
		fallSilent(events);
		return events;
	}

	/** Ends the audio, and with it a turn that is open. */
	List<TurnEvent> close() {
		List<TurnEvent> events = new ArrayList<>();
		if (this.phase != Phase.IDLE) {
			end(events);
		}
		return events;
	}

	private void speak(List<String> words, List<TurnEvent> events) {
		switch (this.phase) {
			case IDLE -> events.add(new TurnEvent.Start());
			case EAGERLY_ENDED -> events.add(new TurnEvent.Resume());
			case SPEAKING -> {
			}
		}
		this.phase = Phase.SPEAKING;
		if (!words.isEmpty()) {
			words.forEach(this.transcript::add);
			events.add(new TurnEvent.Update(this.transcript.toString()));
		}
	}

	private void fallSilent(List<TurnEvent> events) {
		if (this.phase == Phase.SPEAKING && this.transcript.length() > 0
				&& this.silentMillis >= this.knobs.eagerEndMillis(this.hearing.eagerEnd())) {
			this.phase = Phase.EAGERLY_ENDED;
			events.add(new TurnEvent.EagerEnd(this.transcript.toString()));
		}
		if (this.silentMillis >= this.knobs.endMillis(this.hearing.turnEnd())) {
			end(events);
		}
	}

	private void end(List<TurnEvent> events) {
		events.add(new TurnEvent.End(this.transcript.toString()));
		this.transcript = new StringJoiner(" ");
		this.phase = Phase.IDLE;
	}

	private enum Phase {

		IDLE, SPEAKING, EAGERLY_ENDED

	}

}
