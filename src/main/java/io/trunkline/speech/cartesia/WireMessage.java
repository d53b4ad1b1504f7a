package io.trunkline.speech.cartesia;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of one message from Cartesia, whatever its type, read in a single pass
 * without a tree: audio comes this way. Absent fields and those of an unexpected shape
 * are empty; fields without a name here are passed over.
 */
final class WireMessage {

	private static final JsonFactory JSON = new JsonFactory();

	private static final byte[] NOTHING = new byte[0];

	String type = "";

	String contextId = "";

	String transcript = "";

	boolean isFinal;

	byte[] data = NOTHING;

	List<String> words = List.of();

	List<Double> starts = List.of();

	List<Double> ends = List.of();

	private int statusCode;

	private String errorCode = "";

	private String title = "";

	private String requestId = "";

	private WireMessage() {
	}

	/**
	 * Reads one JSON object.
	 * @throws JacksonException if it is none
	 */
	static WireMessage read(ByteBuf json) {
		WireMessage message = new WireMessage();
		InputStream bytes = new ByteBufInputStream(json);
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new StreamReadException(parser, "not an object");
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				message.take(name, parser);
			}
		}
		return message;
	}

	/** What an {@code error} says, in the current shape and in the older ones. */
	CartesiaErrors.Refusal refusal() {
		return new CartesiaErrors.Refusal(this.statusCode, this.errorCode, this.title, this.requestId);
	}

	private void take(String name, JsonParser parser) {
		switch (name) {
			case "type" -> this.type = text(parser);
			case "context_id" -> this.contextId = text(parser);
			case "data" -> this.data = audio(parser);
			case "transcript", "text" -> this.transcript = text(parser);
			case "is_final" -> this.isFinal = parser.currentToken() == JsonToken.VALUE_TRUE;
			case "word_timestamps" -> takeWords(parser);
			case "request_id" -> this.requestId = text(parser);
			case "status_code", "code" -> this.statusCode = whole(parser);
			case "error_code" -> this.errorCode = text(parser);
			case "title" -> this.title = text(parser);
			// Before 2026-03-01: "Title: text", of which the text may quote the request.
			case "error" -> this.title = text(parser).split(":", 2)[0];
			default -> parser.skipChildren();
		}
	}

	private void takeWords(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			switch (name) {
				case "words" -> this.words = list(parser, WireMessage::text);
				case "start" -> this.starts = list(parser, WireMessage::seconds);
				case "end" -> this.ends = list(parser, WireMessage::seconds);
				default -> parser.skipChildren();
			}
		}
	}

	/** Only a chunk's {@code data} is known to be base64. */
	private byte[] audio(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_STRING && (this.type.isEmpty() || "chunk".equals(this.type))) {
			return parser.getBinaryValue();
		}
		parser.skipChildren();
		return NOTHING;
	}

	private static String text(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		parser.skipChildren();
		return "";
	}

	private static int whole(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
			return parser.getValueAsInt();
		}
		parser.skipChildren();
		return 0;
	}

	private static double seconds(JsonParser parser) {
		double seconds = parser.getValueAsDouble();
		parser.skipChildren();
		return seconds;
	}

	private static <T> List<T> list(JsonParser parser, Function<JsonParser, T> element) {
		List<T> elements = new ArrayList<>();
		if (parser.currentToken() == JsonToken.START_ARRAY) {
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				elements.add(element.apply(parser));
			}
		}
		else {
			parser.skipChildren();
		}
		return elements;
	}

}
