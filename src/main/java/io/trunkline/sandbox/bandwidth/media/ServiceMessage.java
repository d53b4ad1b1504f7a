package io.trunkline.sandbox.bandwidth.media;

import java.util.Base64;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a service may send over the media socket. */
sealed interface ServiceMessage {

	/** The longest message, in bytes. */
	int MAX_BYTES = 64 * 1024;

	JsonFactory JSON = new JsonFactory();

	/** Audio behind what is queued already. */
	record PlayAudio(PlayAudioFormat format, byte[] payload) implements ServiceMessage {
	}

	/** Drops what is queued. */
	record Clear() implements ServiceMessage {
	}

	/** Breaks a rule. */
	record Refused(String why) implements ServiceMessage {
	}

	/** Reads one text message; never fails. Fields that mean nothing are let pass. */
	static ServiceMessage read(byte[] json) {
		if (json.length > MAX_BYTES) {
			return new Refused("message of " + json.length + " bytes, 64 KiB at most");
		}
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
			return new Fields().readAll(parser).message();
		}
		catch (JacksonException _) {
			return new Refused("not JSON");
		}
	}

	/** The fields of a message as they come, in any order. */
	final class Fields {

		private @Nullable String eventType;

		private @Nullable String contentType;

		private @Nullable String payload;

		private boolean isObject;

		private Fields() {
		}

		private Fields readAll(JsonParser parser) {
			this.isObject = parser.nextToken() == JsonToken.START_OBJECT;
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken value = parser.nextToken();
				if (name.equals("eventType") && value == JsonToken.VALUE_STRING) {
					this.eventType = parser.getString();
				}
				else if (name.equals("media") && value == JsonToken.START_OBJECT) {
					readMedia(parser);
				}
				else {
					parser.skipChildren();
				}
			}
			this.isObject &= parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
			return this;
		}

		private void readMedia(JsonParser parser) {
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
				if (name.equals("contentType") && isText) {
					this.contentType = parser.getString();
				}
				else if (name.equals("payload") && isText) {
					this.payload = parser.getString();
				}
				else {
					parser.skipChildren();
				}
			}
		}

		private ServiceMessage message() {
			if (!this.isObject) {
				return new Refused("not one JSON object");
			}
			return switch (this.eventType) {
				case null -> new Refused("no eventType");
				case "clear" -> new Clear();
				case "playAudio" -> playAudio();
				default -> new Refused("unknown eventType " + this.eventType);
			};
		}

		private ServiceMessage playAudio() {
			if (this.contentType == null || this.payload == null) {
				return new Refused("playAudio without media.contentType or media.payload");
			}
			PlayAudioFormat format = PlayAudioFormat.of(this.contentType);
			if (format == null) {
				return new Refused("contentType " + this.contentType);
			}
			try {
				byte[] bytes = Base64.getDecoder().decode(this.payload);
				return (bytes.length == 0) ? new Refused("empty payload")
						: format.isWhole(bytes.length) ? new PlayAudio(format, bytes)
								: new Refused("payload of " + bytes.length + " bytes is not whole samples");
			}
			catch (IllegalArgumentException _) {
				return new Refused("payload is not base64");
			}
		}

	}

}
