package io.trunkline.telephony.bandwidth;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A list of instructions for a call, in Bandwidth's XML.
 *
 * @param root {@code Response} for what a webhook returns, {@code Bxml} for what is put
 * on a running call
 */
record Bxml(String root, List<Verb> verbs) {

	/** Bandwidth takes no larger document. */
	static final int MAX_BYTES = 64 * 1024;

	static Bxml response(Verb... verbs) {
		return new Bxml("Response", List.of(verbs));
	}

	static Bxml update(Verb... verbs) {
		return new Bxml("Bxml", List.of(verbs));
	}

	/**
	 * Writes the document, without what XML 1.0 has no place for.
	 * @return UTF-8, which XML takes for granted, so the prolog does not name it
	 * @throws IllegalStateException when it is larger than Bandwidth takes
	 */
	byte[] write() {
		StringWriter document = new StringWriter();
		try {
			XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);
			xml.writeStartDocument("1.0");
			write(xml, new Verb(this.root, Map.of(), "", this.verbs));
			xml.writeEndDocument();
			xml.close();
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException("BXML could not be written", ex);
		}
		byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
		if (bytes.length > MAX_BYTES) {
			throw new IllegalStateException("BXML of " + bytes.length + " bytes is larger than Bandwidth takes");
		}
		return bytes;
	}

	private static void write(XMLStreamWriter xml, Verb verb) throws XMLStreamException {
		if (verb.isEmpty()) {
			xml.writeEmptyElement(verb.name());
			writeAttributes(xml, verb);
			return;
		}
		xml.writeStartElement(verb.name());
		writeAttributes(xml, verb);
		xml.writeCharacters(legible(verb.text()));
		for (Verb child : verb.children()) {
			write(xml, child);
		}
		xml.writeEndElement();
	}

	private static void writeAttributes(XMLStreamWriter xml, Verb verb) throws XMLStreamException {
		for (Map.Entry<String, String> attribute : verb.attributes().entrySet()) {
			xml.writeAttribute(attribute.getKey(), legible(attribute.getValue()));
		}
	}

	/**
	 * Keeps what XML 1.0 can carry. White space becomes plain spaces: a parser would not
	 * give other kinds back as they were.
	 */
	static String legible(String text) {
		StringBuilder kept = new StringBuilder(text.length());
		text.codePoints()
			.map((character) -> Character.isWhitespace(character) ? ' ' : character)
			.filter(Bxml::isXml)
			.forEach(kept::appendCodePoint);
		return kept.toString();
	}

	private static boolean isXml(int character) {
		return (character >= 0x20 && character <= 0xD7FF) || (character >= 0xE000 && character <= 0xFFFD)
				|| (character >= 0x10000 && character <= 0x10FFFF);
	}

	/**
	 * One instruction.
	 *
	 * @param name case matters to Bandwidth
	 * @param attributes written in this order
	 */
	record Verb(String name, Map<String, String> attributes, String text, List<Verb> children) {

		static Verb of(String name, Map<String, String> attributes) {
			return new Verb(name, attributes, "", List.of());
		}

		static Verb of(String name, Map<String, String> attributes, String text) {
			return new Verb(name, attributes, text, List.of());
		}

		boolean isEmpty() {
			return this.text.isEmpty() && this.children.isEmpty();
		}

	}

}
