package io.trunkline.sandbox.cartesia;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.sandbox.socket.ClientSocket;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hears a caller and is told when text is due; control messages are bare words. */
final class ManualSession implements ClientSocket.Session {

	private final Line line;

	private final Dictation dictation = new Dictation();

	private final Ear ear;

	ManualSession(Line line, CartesiaOptions.Hearing hearing) {
		this.line = line;
		this.ear = new Ear(line, hearing.burst());
	}

	@Override
	public void binary(ByteBuf audio) {
		this.ear.hear(audio, this::listen);
	}

	@Override
	public void text(String message) {
		switch (message) {
			case "finalize" -> {
				settle();
				this.line.send(event("flush_done"));
			}
			case "close", "done" -> {
				settle();
				this.line.send(event("done"));
				this.line.close(1000, "");
			}
			default -> this.line.refuse(Refusal.badRequest("Expected one of the bare words finalize and close"));
		}
	}

	private void listen(boolean voiced, List<String> words) {
		tell(this.dictation.frame(voiced, words));
	}

	private void settle() {
		this.ear.flush(this::listen);
		tell(this.dictation.settle());
	}

	private void tell(List<Dictation.Transcript> transcripts) {
		for (Dictation.Transcript transcript : transcripts) {
			this.line.send(event("transcript").put("text", transcript.text())
				.put("is_final", transcript.isFinal())
				.put("duration", this.ear.seconds())
				.put("language", "en"));
		}
	}

	private ObjectNode event(String type) {
		return JsonMapper.shared().createObjectNode().put("type", type).put("request_id", this.line.requestId());
	}

}
