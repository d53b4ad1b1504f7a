package io.trunkline.sandbox.cartesia;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.sandbox.cartesia.TurnDetector.Event;
import io.trunkline.sandbox.socket.ClientSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hears a caller and decides about turns; control messages are JSON. */
final class TurnsSession implements ClientSocket.Session {

	private static final String BAD_KNOBS = "Invalid turn thresholds";

	private final Line line;

	private final CartesiaOptions.Hearing hearing;

	private final TurnDetector detector;

	private final Ear ear;

	private boolean ready;

	TurnsSession(Line line, CartesiaOptions.Hearing hearing, TurnKnobs knobs) {
		this.line = line;
		this.hearing = hearing;
		this.detector = new TurnDetector(hearing, knobs);
		this.ear = new Ear(line, hearing.burst());
	}

	@Override
	public void opened() {
		if (!this.detector.knobs().isValid()) {
			this.line.close(1008, BAD_KNOBS);
			return;
		}
		this.line.after(this.hearing.ready(), () -> {
			this.ready = true;
			this.line.send(event("connected"));
		});
	}

	@Override
	public void binary(ByteBuf audio) {
		if (this.ready) {
			this.ear.hear(audio, this::listen);
		}
	}

	@Override
	public void text(String message) {
		JsonNode command = Line.parse(message);
		switch (command.path("type").asString("")) {
			case "close" -> {
				this.ear.flush(this::listen);
				tell(this.detector.close());
				this.line.close(1000, "");
			}
			case "config" -> configure(command.path("turn"));
			default -> this.line.refuse(Refusal.badRequest("Expected a JSON command: config or close"));
		}
	}

	private void configure(JsonNode turn) {
		TurnKnobs knobs = this.detector.knobs().with(turn);
		if (knobs == null) {
			this.line.refuse(Refusal.badRequest("turn must hold numbers"));
		}
		else if (!knobs.isValid()) {
			this.line.close(1008, BAD_KNOBS);
		}
		else {
			this.detector.turn(knobs);
		}
	}

	private void listen(boolean voiced, List<String> words) {
		tell(this.detector.frame(voiced, words));
	}

	private void tell(List<Event> events) {
		for (Event event : events) {
			this.line.send(switch (event) {
				case Event.Start() -> event("turn.start");
				case Event.Update(var transcript) -> event("turn.update").put("transcript", transcript);
				case Event.EagerEnd(var transcript) -> event("turn.eager_end").put("transcript", transcript);
				case Event.Resume() -> event("turn.resume");
				case Event.End(var transcript) -> event("turn.end").put("transcript", transcript);
			});
		}
	}

	private ObjectNode event(String type) {
		return JsonMapper.shared().createObjectNode().put("type", type).put("request_id", this.line.requestId());
	}

}
