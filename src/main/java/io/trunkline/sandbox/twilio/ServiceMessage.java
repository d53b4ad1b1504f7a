package io.trunkline.sandbox.twilio;

import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service says on a media socket: the documented fields and no others. */
sealed interface ServiceMessage {

	/** Play this behind what was sent before. */
	record Media(byte[] muLaw) implements ServiceMessage {
	}

	/** Say when what was sent before has been played. */
	record Mark(String name) implements ServiceMessage {
	}

	/** Drop what was not played. */
	record Clear() implements ServiceMessage {
	}

	/** The message breaks a rule. */
	record Refused(String why) implements ServiceMessage {
	}

	/** Reads a message that has to be of this stream. */
	static ServiceMessage read(byte[] json, String streamSid) {
		JsonNode message;
		try {
			message = JsonMapper.shared().readTree(json);
		}
		catch (JacksonException _) {
			return new Refused("31951: no JSON");
		}
		if (!message.path("streamSid").asString("").equals(streamSid)) {
			return new Refused("31951: streamSid of another stream, or none");
		}
		return switch (message.path("event").asString("")) {
			case "media" -> has(message, "media", "payload") ? media(message) : extra("media");
			case "mark" -> has(message, "mark", "name") ? new Mark(message.at("/mark/name").asString()) : extra("mark");
			case "clear" -> fields(message).equals(Set.of("event", "streamSid")) ? new Clear() : extra("clear");
			default -> new Refused("31951: unknown event");
		};
	}

	private static ServiceMessage extra(String event) {
		return new Refused("31951: " + event + " lacks a field or has another");
	}

	private static boolean has(JsonNode message, String object, String field) {
		return fields(message).equals(Set.of("event", "streamSid", object))
				&& fields(message.path(object)).equals(Set.of(field))
				&& message.at("/" + object + "/" + field).isString();
	}

	private static Set<String> fields(JsonNode object) {
		return new TreeSet<>(object.propertyNames());
	}

	private static ServiceMessage media(JsonNode message) {
		try {
			byte[] sound = Base64.getDecoder().decode(message.at("/media/payload").asString());
			return (sound.length > 0) ? new Media(sound) : new Refused("media without sound");
		}
		catch (IllegalArgumentException _) {
			return new Refused("31951: payload is no base64");
		}
	}

}
