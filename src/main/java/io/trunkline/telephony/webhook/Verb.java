package io.trunkline.telephony.webhook;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One instruction to a carrier, in its XML.
 *
 * @param name case matters to carriers
 * @param attributes written in this order
 */
public record Verb(String name, Map<String, String> attributes, String text, List<Verb> children) {

	/** An instruction with attributes alone. */
	public static Verb of(String name, Map<String, String> attributes) {
		return new Verb(name, attributes, "", List.of());
	}

	/** An instruction with a text. */
	public static Verb of(String name, Map<String, String> attributes, String text) {
		return new Verb(name, attributes, text, List.of());
	}

	/**
	 * Writes a document whose root this is, without what XML 1.0 has no place for.
	 * @return UTF-8, which XML takes for granted, so the prolog does not name it
	 */
	public byte[] document() {
		StringWriter document = new StringWriter();
		try {
			XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);
			xml.writeStartDocument("1.0");
			write(xml);
			xml.writeEndDocument();
			xml.close();
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException("a document for a carrier could not be written", ex);
		}
		return document.toString().getBytes(StandardCharsets.UTF_8);
	}

	private void write(XMLStreamWriter xml) throws XMLStreamException {
		if (this.text.isEmpty() && this.children.isEmpty()) {
			xml.writeEmptyElement(this.name);
			writeAttributes(xml);
			return;
		}
		xml.writeStartElement(this.name);
		writeAttributes(xml);
		xml.writeCharacters(legible(this.text));
		for (Verb child : this.children) {
			child.write(xml);
		}
		xml.writeEndElement();
	}

	private void writeAttributes(XMLStreamWriter xml) throws XMLStreamException {
		for (Map.Entry<String, String> attribute : this.attributes.entrySet()) {
			xml.writeAttribute(attribute.getKey(), legible(attribute.getValue()));
		}
	}

	/**
	 * Keeps what XML 1.0 can carry. White space becomes plain spaces: a parser would not
	 * give other kinds back as they were.
	 */
	public static String legible(String text) {
		StringBuilder kept = new StringBuilder(text.length());
		text.codePoints()
			.map((character) -> Character.isWhitespace(character) ? ' ' : character)
			.filter(Verb::isXml)
			.forEach(kept::appendCodePoint);
		return kept.toString();
	}

	private static boolean isXml(int character) {
		return (character >= 0x20 && character <= 0xD7FF) || (character >= 0xE000 && character <= 0xFFFD)
				|| (character >= 0x10000 && character <= 0x10FFFF);
	}

}
