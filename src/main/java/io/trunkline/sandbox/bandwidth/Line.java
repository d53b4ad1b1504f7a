package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.sandbox.bandwidth.caller.CallEvent;
import io.trunkline.sandbox.bandwidth.caller.Journal;
import io.trunkline.sandbox.bandwidth.caller.Sound;
import io.trunkline.sandbox.bandwidth.media.Ear;
import io.trunkline.sandbox.bandwidth.media.Mouth;
import io.trunkline.sandbox.bandwidth.media.PlayoutQueue;

/**
 * The telephone line of one caller: mouth and ear, and between them the streams and what
 * BXML has spoken. It moves 20 ms of sound at each beat.
 */
final class Line {

	private final Mouth mouth = new Mouth();

	private final Ear ear = new Ear();

	private final PlayoutQueue prompts = new PlayoutQueue();

	private final byte[] prompt = new byte[PlayoutQueue.FRAME];

	private final byte[] heard = new byte[PlayoutQueue.FRAME];

	private final MediaStreams streams;

	private final Journal journal;

	private final List<CallEvent.AgentHeard> words = new ArrayList<>();

	private byte[] said = new byte[0];

	/** With whom a transfer has connected this one. */
	private @Nullable Line far;

	private boolean talkedOver;

	Line(MediaStreams streams, Journal journal) {
		this.streams = streams;
		this.journal = journal;
	}

	/** Has the two hear each other from now on. */
	void connect(Line other) {
		this.far = other;
		other.far = this;
	}

	void disconnect() {
		if (this.far != null) {
			this.far.far = null;
			this.far = null;
		}
	}

	Mouth mouth() {
		return this.mouth;
	}

	/** What BXML speaks to the caller. */
	PlayoutQueue prompts() {
		return this.prompts;
	}

	/**
	 * Moves 20 ms of sound.
	 * @param audible whether the caller hears anything yet
	 */
	void beat(boolean audible) {
		this.said = this.mouth.frame();
		Line far = this.far;
		if (far != null && far.said.length == PlayoutQueue.FRAME) {
			System.arraycopy(far.said, 0, this.heard, 0, PlayoutQueue.FRAME);
		}
		else {
			Arrays.fill(this.heard, Encoding.MULAW.silence());
		}
		int streamed = this.streams.play(this.heard);
		if (this.prompts.drain(this.prompt) > 0) {
			System.arraycopy(this.prompt, 0, this.heard, 0, PlayoutQueue.FRAME);
			if (streamed > 0 && !this.talkedOver) {
				this.talkedOver = true;
				this.journal.violation("playAudio while BXML speaks");
			}
		}
		this.streams.send(this.said, this.heard);
		if (audible) {
			for (String word : this.ear.hear(this.heard, this.journal.now())) {
				hear(word, this.journal.now());
			}
		}
	}

	/** All words that were heard. */
	List<CallEvent.AgentHeard> words() {
		return this.words;
	}

	Ear ear() {
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

	Sound sound() {
		return new Sound(this.ear.audible(), this.streams.underruns(), this.streams.underrun(),
				this.streams.longestQueue(), this.ear.damage());
	}

}
