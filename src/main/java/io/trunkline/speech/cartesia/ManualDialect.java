package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayList;
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

	private boolean open;

	/** Final pieces of the turn, joined verbatim. */
	private String transcript = "";

	/** Utterances that await their {@code flush_done}. */
	private int unflushed;

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
		return switch (this.gate.hear(frame)) {
			case BEGAN -> this.open ? List.of() : List.of(start());
			case ENDED -> {
				this.unflushed++;
				this.waited = 0;
				yield List.of(new Step.Write("finalize"));
			}
			case UNCHANGED -> (this.unflushed > 0) ? await(frame.length) : List.of();
		};
	}

	@Override
	public List<Step> received(ByteBuf json) {
		return received(ManualEvent.decode(json));
	}

	List<Step> received(ManualEvent event) {
		return switch (event) {
			case ManualEvent.Transcript(var text, var isFinal) -> text.isEmpty() ? List.of() : hear(text, isFinal);
			case ManualEvent.FlushDone() -> (this.unflushed > 0) ? flushed() : List.of();
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

	/** Words may come of speech too soft for the gate. */
	private List<Step> hear(String text, boolean isFinal) {
		List<Step> steps = new ArrayList<>();
		if (!this.open) {
			this.gate.assumeSpeech();
			steps.add(start());
		}
		String words = this.transcript + text;
		if (isFinal) {
			this.transcript = words;
		}
		steps.add(new Step.Tell(new Hearing.TurnUpdated(words)));
		return steps;
	}

	/** The caller may have gone on to speak meanwhile: then the next turn is open. */
	private List<Step> flushed() {
		this.unflushed--;
		this.waited = 0;
		Step ended = end();
		return (this.gate.speaking() || this.unflushed > 0) ? List.of(ended, start()) : List.of(ended);
	}

	private Step start() {
		this.open = true;
		return new Step.Tell(new Hearing.TurnStarted());
	}

	private Step end() {
		Hearing ended = new Hearing.TurnEnded(this.transcript);
		this.open = false;
		this.transcript = "";
		return new Step.Tell(ended);
	}

}
