package io.trunkline.telephony.twilio;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.StringUtils;

/**
 * The parameters of a webhook as they came, none left out: Twilio signs all of them, and
 * adds new ones without notice.
 */
record WebhookForm(List<Parameter> parameters) {

	static final WebhookForm EMPTY = new WebhookForm(List.of());

	/** More than any event has. */
	private static final int MOST = 1000;

	/** Reads a form; what is no escape stands for itself. */
	static WebhookForm read(byte[] body) {
		return read(new String(body, StandardCharsets.UTF_8));
	}

	static WebhookForm read(String text) {
		List<Parameter> parameters = new ArrayList<>();
		for (String pair : text.split("&", MOST)) {
			if (!pair.isEmpty()) {
				int equals = pair.indexOf('=');
				String name = (equals < 0) ? pair : pair.substring(0, equals);
				parameters.add(new Parameter(decode(name), (equals < 0) ? "" : decode(pair.substring(equals + 1))));
			}
		}
		return new WebhookForm(List.copyOf(parameters));
	}

	private static String decode(String text) {
		String spaced = text.replace('+', ' ');
		try {
			return StringUtils.uriDecode(spaced, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException _) {
			return spaced;
		}
	}

	/** The first value of this name; empty when there is none. */
	String get(String name) {
		return this.parameters.stream()
			.filter((parameter) -> parameter.name().equals(name))
			.map(Parameter::value)
			.findFirst()
			.orElse("");
	}

	/** Without names and values, which are whose numbers and keys they are. */
	@Override
	public String toString() {
		return "WebhookForm[" + this.parameters.size() + " parameters]";
	}

	/** A name and a value, decoded. */
	record Parameter(String name, String value) {

		@Override
		public String toString() {
			return "Parameter[hidden]";
		}

	}

}
