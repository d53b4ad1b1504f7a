package io.trunkline.engine.realtime;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.ToolCall;
import reactor.core.publisher.FluxSink;

/** Hands on what the model says, writes and calls, as it comes. */
final class Answer implements Round.Receiver {

	private final FluxSink<Utterance> sink;

	private final AudioFormat format;

	private boolean begun;

	private boolean sounded;

	Answer(FluxSink<Utterance> sink, AudioFormat format) {
		this.sink = sink;
		this.format = format;
		reach(Stage.ASKED);
	}

	@Override
	public void sound(byte[] sound) {
		begin();
		if (!this.sounded) {
			this.sounded = true;
			reach(Stage.FIRST_SOUND);
		}
		this.sink.next(new Utterance.Sound(new AudioChunk(this.format, sound)));
	}

	/** No stage: words may come before their sound, which is the same answer. */
	@Override
	public void words(String words) {
		this.sink.next(Utterance.Written.verbatim(words));
	}

	@Override
	public void tool(ToolCall call) {
		begin();
		this.sink.next(new Utterance.ToolAsked(call));
	}

	@Override
	public void done() {
		this.sink.complete();
	}

	@Override
	public void failed(RealtimeException why) {
		this.sink.error(new EngineException(this.sounded ? Part.SPEAKING : Part.THINKING, why));
	}

	private void begin() {
		if (!this.begun) {
			this.begun = true;
			reach(Stage.FIRST_TOKEN);
		}
	}

	private void reach(Stage stage) {
		this.sink.next(new Utterance.Reached(stage, System.nanoTime()));
	}

}
