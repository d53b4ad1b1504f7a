package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.Sound;
import org.jspecify.annotations.Nullable;

/**
 * The telephone line of one caller: mouth and ear, and between them the streams and what
 * BXML has spoken. It moves 20 ms of sound at each beat.
 */
public final class Line {

	private final Mouth mouth = new Mouth();

	private final Ear ear = new Ear();

	private final PlayoutQueue prompts = new PlayoutQueue();

	private final byte[] heard = new byte[PlayoutQueue.FRAME];

	private final Streams streams;

	private final Journal journal;

	private final List<CallEvent.AgentHeard> words = new ArrayList<>();

	private byte[] said = new byte[0];

	/** With whom a transfer has connected this one. */
	private @Nullable Line far;

	private boolean talkedOver;

	public Line(Streams streams, Journal journal) {
		this.streams = streams;
		this.journal = journal;
	}

	/** Has the two hear each other from now on. */
	public void connect(Line other) {
		this.far = other;
		other.far = this;
	}

	public void disconnect() {
		if (this.far != null) {
			this.far.far = null;
			this.far = null;
		}
	}

	public Mouth mouth() {
		return this.mouth;
	}

	/** What BXML speaks to the caller. */
	public PlayoutQueue prompts() {
		return this.prompts;
	}

	/**
	 * Moves 20 ms of sound.
	 * @param audible whether the caller hears anything yet
	 */
	public void beat(boolean audible) {
		this.said = this.mouth.frame();
		Line far = this.far;
		if (far != null && far.said.length == PlayoutQueue.FRAME) {
			System.arraycopy(far.said, 0, this.heard, 0, PlayoutQueue.FRAME);
		}
		else {
			Arrays.fill(this.heard, Encoding.MULAW.silence());
		}
		int streamed = this.streams.play(this.heard);
		if (this.prompts.drain(this.heard) > 0 && streamed > 0 && !this.talkedOver) {
			this.talkedOver = true;
			this.journal.violation("playAudio while BXML speaks");
		}
		this.streams.send(this.said, this.heard);
		if (audible) {
			for (String word : this.ear.hear(this.heard, this.journal.now())) {
				hear(word, this.journal.now());
			}
		}
	}

	/** All words that were heard. */
	public List<CallEvent.AgentHeard> words() {
		return this.words;
	}

	public Ear ear() {
		return this.ear;
	}

	private void hear(String word, Duration now) {
		Duration sound = this.ear.heardSince().orElse(now);
		Duration before = this.words.isEmpty() ? Duration.ZERO : this.words.getLast().at();
		CallEvent.AgentHeard heard = new CallEvent.AgentHeard(now, (sound.compareTo(before) > 0) ? sound : before,
				word);
		this.words.add(heard);
		this.journal.add((this.far != null) ? new CallEvent.PersonHeard(heard.at(), heard.from(), word) : heard);
	}

	public Sound sound() {
		Playouts played = this.streams.playouts();
		return new Sound(this.ear.audible(), played.underruns(), played.underrun(), played.longest(),
				this.ear.damage());
	}

	/** What lies between the line and the service. */
	public interface Streams {

		/**
		 * Plays 20 ms of what the service has sent.
		 * @param heard left as it is where there is nothing to play
		 * @return how many bytes were played
		 */
		int play(byte[] heard);

		/** Sends 20 ms of what is said, and of what is heard. */
		void send(byte[] said, byte[] heard);

		Playouts playouts();

	}

}
