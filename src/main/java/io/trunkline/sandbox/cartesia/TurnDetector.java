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
	List<Event> frame(boolean voiced, List<String> words) {
		this.voicedMillis = voiced ? this.voicedMillis + FRAME_MILLIS : 0;
		this.silentMillis = voiced ? 0 : this.silentMillis + FRAME_MILLIS;
		boolean speaks = !words.isEmpty() || this.voicedMillis >= this.hearing.turnStart().toMillis();
		if (this.phase == Phase.IDLE && !speaks) {
			return List.of();
		}
		List<Event> events = new ArrayList<>();
		if (speaks) {
			speak(words, events);
		}
		fallSilent(events);
		return events;
	}

	/** Ends the audio, and with it a turn that is open. */
	List<Event> close() {
		List<Event> events = new ArrayList<>();
		if (this.phase != Phase.IDLE) {
			end(events);
		}
		return events;
	}

	private void speak(List<String> words, List<Event> events) {
		switch (this.phase) {
			case IDLE -> events.add(new Event.Start());
			case EAGERLY_ENDED -> events.add(new Event.Resume());
			case SPEAKING -> {
			}
		}
		this.phase = Phase.SPEAKING;
		if (!words.isEmpty()) {
			words.forEach(this.transcript::add);
			events.add(new Event.Update(this.transcript.toString()));
		}
	}

	private void fallSilent(List<Event> events) {
		if (this.phase == Phase.SPEAKING && this.transcript.length() > 0
				&& this.silentMillis >= this.knobs.eagerEndMillis(this.hearing.eagerEnd())) {
			this.phase = Phase.EAGERLY_ENDED;
			events.add(new Event.EagerEnd(this.transcript.toString()));
		}
		if (this.silentMillis >= this.knobs.endMillis(this.hearing.turnEnd())) {
			end(events);
		}
	}

	private void end(List<Event> events) {
		events.add(new Event.End(this.transcript.toString()));
		this.transcript = new StringJoiner(" ");
		this.phase = Phase.IDLE;
	}

	/** What the turns socket tells; texts are cumulative within their turn. */
	sealed interface Event {

		record Start() implements Event {
		}

		record Update(String transcript) implements Event {
		}

		record EagerEnd(String transcript) implements Event {
		}

		record Resume() implements Event {
		}

		record End(String transcript) implements Event {
		}

	}

	private enum Phase {

		IDLE, SPEAKING, EAGERLY_ENDED

	}

}
