package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.List;

import io.trunkline.sandbox.voice.Damage;

/**
 * What reached the caller's ear, as sound.
 *
 * @param audible when the agent could be heard, in order; pauses under 200 ms do not
 * count
 * @param underruns how often playback ran dry in the middle of speech
 * @param underrun how long it was dry in all
 * @param longestQueue the most audio that ever waited at the carrier
 * @param damage what was wrong with the words in the sound
 */
public record Sound(List<Audible> audible, int underruns, Duration underrun, Duration longestQueue, Damage damage) {

	public Sound {
		audible = List.copyOf(audible);
	}

	/** A stretch of sound. */
	public record Audible(Duration from, Duration to) {
	}

}
