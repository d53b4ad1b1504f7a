package io.trunkline.language.openai;

import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server says of an error, in any of the shapes in use:
 * <code>{"error":{"type":…,"code":…}}</code>, <code>{"error":"text"}</code>,
 * <code>{"object":"error","type":…,"code":…}</code>, <code>{"message":…}</code>,
 * <code>{"detail":…}</code>, any of them inside an array, or no JSON at all. Its free
 * text is left behind, since it may quote the conversation or the key.
 *
 * @param type a machine's word such as {@code rate_limit_error}; empty if there is none
 * @param code a machine's word or an HTTP status; empty if there is none
 */
record ErrorBody(String type, String code) {

	static final ErrorBody NONE = new ErrorBody("", "");

	/** What a machine's word looks like; anything else could be free text. */
	private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	static ErrorBody parse(String body) {
		try {
			return of(ChatJson.MAPPER.readTree(body));
		}
		catch (JacksonException ex) {
			return NONE;
		}
	}

	private static ErrorBody of(JsonNode body) {
		JsonNode first = body.isArray() ? body.path(0) : body;
		JsonNode error = first.path("error").isObject() ? first.path("error") : first;
		return new ErrorBody(word(error.path("type")), word(error.path("code")));
	}

	/** The HTTP status that some servers put into {@code code}, or 0. */
	int status() {
		return this.code.matches("[1-5][0-9]{2}") ? Integer.parseInt(this.code) : 0;
	}

	boolean says(String word) {
		return this.type.equals(word) || this.code.equals(word);
	}

	/** Both words for an error message, or nothing. */
	String inBrackets() {
		String words = (this.type + " " + this.code).strip();
		return words.isEmpty() ? "" : " (" + words + ")";
	}

	private static String word(JsonNode node) {
		String text = node.asString("");
		return WORD.matcher(text).matches() ? text : "";
	}

}
