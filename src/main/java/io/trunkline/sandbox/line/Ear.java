package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.trunkline.sandbox.caller.Sound.Audible;
import io.trunkline.sandbox.voice.Damage;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.Loudness;
import io.trunkline.sandbox.voice.WordReader;
import org.jspecify.annotations.Nullable;

/**
 * What the caller hears. Takes the frames as the line plays them and tells words and
 * silence apart.
 */
public final class Ear {

	/** Pauses shorter than this belong to speech. */
	private static final Duration PAUSE = Duration.ofMillis(200);

	private final WordReader reader = new WordReader();

	private final List<Audible> audible = new ArrayList<>();

	private @Nullable Duration from;

	private Duration to = Duration.ZERO;

	/**
	 * Hears 20 ms.
	 * @param at when the frame ends
	 * @return the words that ended in it
	 */
	public List<String> hear(byte[] frame, Duration at) {
		if (Loudness.isVoiced(frame, 0, frame.length)) {
			this.from = (this.from != null) ? this.from : at.minusMillis(FrameClock.FRAME_MILLIS);
			this.to = at;
		}
		else if (this.from != null && at.minus(this.to).compareTo(PAUSE) >= 0) {
			this.audible.add(new Audible(this.from, this.to));
			this.from = null;
		}
		return this.reader.read(frame, 0, frame.length).stream().map(Heard::word).toList();
	}

	/** When something was last heard; zero if nothing was. */
	public Duration lastHeard() {
		return this.to;
	}

	/** Since when there is sound, short pauses included; empty in silence. */
	public Optional<Duration> heardSince() {
		return Optional.ofNullable(this.from);
	}

	/** When something could be heard, up to now. */
	public List<Audible> audible() {
		List<Audible> all = new ArrayList<>(this.audible);
		if (this.from != null) {
			all.add(new Audible(this.from, this.to));
		}
		return all;
	}

	/** What was wrong with the words. */
	public Damage damage() {
		return this.reader.damage();
	}

}
