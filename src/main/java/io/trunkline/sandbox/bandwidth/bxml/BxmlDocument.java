package io.trunkline.sandbox.bandwidth.bxml;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A document that keeps all the rules.
 *
 * @param root {@code Response} or {@code Bxml}
 */
public record BxmlDocument(String root, List<Verb> verbs) {

	/** The most bytes that a document may have. */
	public static final int MAX_BYTES = 64 * 1024;

	public BxmlDocument {
		verbs = List.copyOf(verbs);
	}

	/**
	 * Reads a document.
	 * @param base the URL that served it, for relative URLs in it; null if it came
	 * otherwise
	 * @throws InvalidBxmlException if it breaks a rule
	 */
	public static BxmlDocument read(byte[] xml, @Nullable URI base) {
		if (xml.length > MAX_BYTES) {
			throw new InvalidBxmlException("longer than 64 KB");
		}
		Element root = Element.read(xml);
		if (!root.name().equals("Response") && !root.name().equals("Bxml")) {
			throw new InvalidBxmlException("the root is <" + root.name() + ">, not <Response> or <Bxml>");
		}
		if (!root.attributes().isEmpty() || !root.ownText().isBlank()) {
			throw new InvalidBxmlException("the root has an attribute or text");
		}
		return new BxmlDocument(root.name(), verbs(root.children(), base));
	}

	private static List<Verb> verbs(List<Element> elements, @Nullable URI base) {
		List<Verb> verbs = new ArrayList<>();
		for (Element element : elements) {
			if (!verbs.isEmpty() && verbs.getLast() instanceof Verb.Redirect) {
				throw new InvalidBxmlException("<Redirect> must be the last verb");
			}
			Grammar.check(element);
			verbs.add(VerbReader.read(new Attributes(element, base)));
		}
		return verbs;
	}

	/** The names of its verbs, in order. */
	public List<String> names() {
		return this.verbs.stream().map(Verb::name).toList();
	}

}
