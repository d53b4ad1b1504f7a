package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioFormat;
import io.trunkline.speech.Hearing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manual socket: our own silence rule ends an utterance with the bare word
 * {@code finalize}, and {@code flush_done} says that all its words have come.
 */
final class ManualDialect implements Dialect {

	private static final Logger log = LoggerFactory.getLogger(ManualDialect.class);

	/** In the audio's own time; afterwards a turn ends with the words there are. */
	private static final int FLUSH_PATIENCE = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(2));

	private final UtteranceGate gate;

	private final TurnText text = new TurnText();

	/** Where utterances ended whose {@code flush_done} has not come. */
	private final Deque<Long> ends = new ArrayDeque<>();

	private boolean open;

	/** Final pieces of the turn from this connection, joined verbatim. */
	private String transcript = "";

	private final AudioHeard audio = new AudioHeard();

	private int waited;

	ManualDialect(UtteranceGate gate) {
		this.gate = gate;
	}

	@Override
	public List<Step> opened() {
		return List.of(new Step.Begin());
	}

	@Override
	public List<Step> heard(byte[] frame) {
		this.audio.add(frame.length);
		return switch (this.gate.hear(frame)) {
			case BEGAN -> this.open ? List.of() : List.of(start(this.audio.position()));
			case ENDED -> {
				this.ends.add(this.audio.position());
				this.waited = 0;
				yield List.of(new Step.Write("finalize"));
			}
			case UNCHANGED -> !this.ends.isEmpty() ? await(frame.length) : hope(frame.length);
		};
	}

	@Override
	public List<Step> received(ByteBuf json) {
		return received(ManualEvent.decode(json));
	}

	List<Step> received(ManualEvent event) {
		return switch (event) {
			case ManualEvent.Transcript(var text, var isFinal) -> text.isEmpty() ? List.of() : hear(text, isFinal);
			case ManualEvent.FlushDone() -> !this.ends.isEmpty() ? flushed() : List.of();
			case ManualEvent.Done() -> List.of(new Step.Finish());
			case ManualEvent.Failed(var refusal) -> List.of(new Step.Fail(CartesiaErrors.refused(refusal)));
			case ManualEvent.Unrecognised(var type) -> {
				log.debug("Passed over a recognition event of type {}", type);
				yield List.of();
			}
		};
	}

	@Override
	public boolean turnOpen() {
		return this.open;
	}

	@Override
	public int owed() {
		return this.audio.owed(this.open);
	}

	/** The gate hears the same again, and ends the turn where it did, or would have. */
	@Override
	public List<Step> reconnecting(int replayed) {
		if (this.open) {
			this.text.reconnecting(replayed >= owed());
			this.audio.await(replayed + FLUSH_PATIENCE);
		}
		this.audio.replayed(replayed);
		this.transcript = "";
		this.ends.clear();
		this.gate.reset();
		return List.of();
	}

	@Override
	public String goodbye() {
		return "close";
	}

	@Override
	public List<Step> over() {
		return this.open ? List.of(end()) : List.of();
	}

	private List<Step> await(int bytes) {
		this.waited += bytes;
		return (this.waited > FLUSH_PATIENCE) ? flushed() : List.of();
	}

	/** After a reconnect the turn may have been nothing but a noise. */
	private List<Step> hope(int bytes) {
		return (!this.gate.speaking() && this.audio.inVain(bytes)) ? List.of(end()) : List.of();
	}

	/** Words may come of speech too soft for the gate. */
	private List<Step> hear(String text, boolean isFinal) {
		List<Step> steps = new ArrayList<>();
		if (!this.gate.speaking() && this.ends.isEmpty()) {
			this.gate.assumeSpeech();
		}
		if (!this.open) {
			steps.add(start(this.audio.position()));
		}
		String words = this.transcript + text;
		if (isFinal) {
			this.transcript = words;
		}
		String whole = this.text.update(words);
		if (whole != null) {
			steps.add(new Step.Tell(new Hearing.TurnUpdated(whole)));
		}
		return steps;
	}

	/** The caller may have gone on to speak meanwhile: then the next turn is open. */
	private List<Step> flushed() {
		this.audio.settled(this.ends.remove());
		this.waited = 0;
		Step ended = end();
		return (this.gate.speaking() || !this.ends.isEmpty()) ? List.of(ended, start(this.audio.settled()))
				: List.of(ended);
	}

	private Step start(long where) {
		this.open = true;
		this.audio.begun(where);
		this.text.begin();
		return new Step.Tell(new Hearing.TurnStarted());
	}

	private Step end() {
		Hearing ended = new Hearing.TurnEnded(this.text.whole(this.transcript));
		this.open = false;
		this.audio.noticed();
		this.transcript = "";
		return new Step.Tell(ended);
	}

}
