package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.UUID;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.trunkline.sandbox.socket.ClientSocket;
import reactor.netty.Connection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One socket, with the faults that belong to it and an end to its idleness. */
final class Line extends ClientSocket {

	private final CartesiaEndpoint endpoint;

	private final String requestId;

	private final CartesiaFaults faults;

	private final Duration idle;

	private long stirredMillis;

	private boolean stalled;

	Line(CartesiaEndpoint endpoint, String requestId, CartesiaFaults faults, Connection connection, Duration idle) {
		super(connection);
		this.endpoint = endpoint;
		this.requestId = requestId;
		this.faults = faults;
		this.idle = idle;
		stir();
		watch();
	}

	static String newRequestId() {
		return UUID.randomUUID().toString();
	}

	/** Reads a message; a missing node if it is no JSON. */
	static JsonNode parse(String message) {
		try {
			return JsonMapper.shared().readTree(message);
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().missingNode();
		}
	}

	String requestId() {
		return this.requestId;
	}

	/**
	 * Sends a message, unless a fault strikes instead of it.
	 * @return whether it is on its way
	 */
	boolean send(ObjectNode message) {
		if (isClosing() || this.stalled) {
			return false;
		}
		CartesiaFault.AtMessage fault = this.faults.atMessage(this.endpoint);
		switch (fault) {
			case null -> emit(message.toString());
			case CartesiaFault.Close(int _, int code) -> close(code, "");
			case CartesiaFault.Cut _ -> cut();
			case CartesiaFault.Stall _ -> this.stalled = true;
			case CartesiaFault.Fail(int _, int status, boolean withContext) -> {
				Refusal refusal = new Refusal(status, null, "Sandbox fault", "This error was asked for");
				ObjectNode error = error(refusal);
				if (withContext && message.has("context_id")) {
					error.set("context_id", message.get("context_id"));
				}
				emit(error.toString());
			}
		}
		return fault == null;
	}

	/** Sends an error event; faults do not strike it. */
	void refuse(Refusal refusal) {
		refuse(refusal, "");
	}

	/** Sends an error event about a context, or about the socket if it is empty. */
	void refuse(Refusal refusal, String contextId) {
		if (!this.stalled) {
			ObjectNode event = error(refusal);
			emit((contextId.isEmpty() ? event : event.put("context_id", contextId)).toString());
		}
	}

	/** Something came in, or goes out: the socket is not idle. */
	void stir() {
		this.stirredMillis = nowMillis();
	}

	private void watch() {
		long left = this.idle.toMillis() - (nowMillis() - this.stirredMillis);
		if (left <= 0) {
			close(1000, "connection idle timeout");
		}
		else {
			after(Duration.ofMillis(left), this::watch);
		}
	}

	/** Only where several speak on one socket does an error tell that one is done. */
	private ObjectNode error(Refusal refusal) {
		ObjectNode event = refusal.event(this.requestId);
		return (this.endpoint == CartesiaEndpoint.SPEECH) ? event.put("done", true) : event;
	}

	@Override
	protected void receive(Session session, WebSocketFrame frame) {
		stir();
		super.receive(session, frame);
	}

}
