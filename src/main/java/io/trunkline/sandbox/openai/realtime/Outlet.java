package io.trunkline.sandbox.openai.realtime;

import java.util.UUID;

import io.trunkline.sandbox.socket.ClientSocket;
import reactor.netty.Connection;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The way out of one socket: each event has a name of its own. */
final class Outlet extends ClientSocket {

	Outlet(Connection connection) {
		super(connection);
	}

	static String newId(String kind) {
		return kind + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
	}

	static ObjectNode event(String type) {
		return JsonMapper.shared().createObjectNode().put("type", type);
	}

	void send(ObjectNode event) {
		emit(event.put("event_id", newId("event")).toString());
	}

}
