package io.trunkline.sandbox.twilio.twiml;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One element of a document, and what it may have.
 *
 * @param base what relative URLs lead from; null where URLs have to be absolute
 */
record TwimlElement(Element element, @Nullable URI base) {

	String name() {
		return this.element.getTagName();
	}

	/** Refuses all attributes but these. */
	TwimlElement allow(String... attributes) {
		Set<String> known = Set.of(attributes);
		for (int i = 0; i < this.element.getAttributes().getLength(); i++) {
			String name = this.element.getAttributes().item(i).getNodeName();
			if (!known.contains(name)) {
				throw invalid("has no attribute " + name);
			}
		}
		return this;
	}

	/** The elements inside; text between them is refused. */
	List<TwimlElement> children() {
		List<TwimlElement> children = new ArrayList<>();
		for (Node node = this.element.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element child) {
				children.add(new TwimlElement(child, this.base));
			}
			else if (!node.getTextContent().isBlank()) {
				throw invalid("has text between its elements");
			}
		}
		return children;
	}

	/** The text inside, where there is nothing else. */
	String text() {
		for (Node node = this.element.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element) {
				throw invalid("has elements instead of text");
			}
		}
		String text = this.element.getTextContent().strip();
		if (text.isEmpty()) {
			throw invalid("is empty");
		}
		return text;
	}

	void empty() {
		if (this.element.hasChildNodes()) {
			throw invalid("has to be empty");
		}
	}

	@Nullable String optional(String attribute) {
		return this.element.hasAttribute(attribute) ? this.element.getAttribute(attribute) : null;
	}

	String required(String attribute) {
		String value = optional(attribute);
		if (value == null || value.isBlank()) {
			throw invalid("needs " + attribute);
		}
		return value;
	}

	Duration seconds(String attribute, int otherwise, int most) {
		String value = optional(attribute);
		if (value == null) {
			return Duration.ofSeconds(otherwise);
		}
		if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) > most || Integer.parseInt(value) < 1) {
			throw invalid(attribute + " is no number of seconds up to " + most);
		}
		return Duration.ofSeconds(Integer.parseInt(value));
	}

	/** An address that webhooks go to; null if there is none. */
	@Nullable URI webhook(String attribute) {
		String value = optional(attribute);
		return (value == null) ? null : url(value, attribute, this.base, Set.of("http", "https"));
	}

	/** The same, absolute in any document. */
	@Nullable URI absoluteWebhook(String attribute) {
		String value = optional(attribute);
		return (value == null) ? null : url(value, attribute, null, Set.of("http", "https"));
	}

	/** {@code wss}, or {@code ws} within this machine; a query would be dropped. */
	URI socket() {
		URI url = url(required("url"), "url", this.base, Set.of("ws", "wss"));
		if (url.getRawQuery() != null || url.getRawFragment() != null) {
			throw invalid("url has a query or a fragment");
		}
		if (url.getScheme().equals("ws") && !url.getHost().equals("127.0.0.1")) {
			throw invalid("url is not encrypted");
		}
		return url;
	}

	private URI url(String value, String attribute, @Nullable URI base, Set<String> schemes) {
		try {
			URI url = new URI(value);
			URI absolute = (base != null) ? base.resolve(url) : url;
			if (absolute.getScheme() == null || absolute.getHost() == null || !schemes.contains(absolute.getScheme())) {
				throw invalid(attribute + " is no absolute URL of " + schemes);
			}
			return absolute;
		}
		catch (URISyntaxException _) {
			throw invalid(attribute + " is no URL");
		}
	}

	InvalidTwimlException invalid(String why) {
		return new InvalidTwimlException("<" + name() + "> " + why);
	}

}
