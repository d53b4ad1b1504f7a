package io.trunkline.sandbox.bandwidth.bxml;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An XML element with everything in it.
 *
 * @param text its own text and that of the elements in it, with blanks as they stand
 * @param ownText its text without that of the elements in it
 */
record Element(String name, Map<String, String> attributes, String text, String ownText, List<Element> children) {

	private static final XMLInputFactory FACTORY = factory();

	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
		return factory;
	}

	/**
	 * Reads a whole document.
	 * @throws InvalidBxmlException if it is not well-formed or has a DOCTYPE
	 */
	static Element read(byte[] xml) {
		try {
			XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
			Deque<Open> open = new ArrayDeque<>();
			Element root = null;
			while (reader.hasNext()) {
				Element closed = step(reader, open);
				root = (closed != null && open.isEmpty()) ? closed : root;
			}
			if (root == null) {
				throw new InvalidBxmlException("no root element");
			}
			return root;
		}
		catch (XMLStreamException ex) {
			throw new InvalidBxmlException("not well-formed: " + ex.getMessage(), ex);
		}
	}

	private static @Nullable Element step(XMLStreamReader reader, Deque<Open> open) throws XMLStreamException {
		switch (reader.next()) {
			case XMLStreamConstants.DTD -> throw new InvalidBxmlException("a DOCTYPE is not allowed");
			case XMLStreamConstants.START_ELEMENT -> open.push(new Open(reader));
			case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
				if (!open.isEmpty()) {
					open.getFirst().add(reader.getText());
				}
			}
			case XMLStreamConstants.END_ELEMENT -> {
				Element closed = open.pop().close();
				if (!open.isEmpty()) {
					open.getFirst().add(closed);
				}
				return closed;
			}
			default -> {
				// Comments and processing instructions mean nothing.
			}
		}
		return null;
	}

	private static final class Open {

		private final String name;

		private final Map<String, String> attributes = new LinkedHashMap<>();

		private final StringBuilder text = new StringBuilder();

		private final StringBuilder ownText = new StringBuilder();

		private final List<Element> children = new ArrayList<>();

		Open(XMLStreamReader reader) {
			this.name = reader.getLocalName();
			for (int i = 0; i < reader.getAttributeCount(); i++) {
				this.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
			}
		}

		void add(String more) {
			this.text.append(more);
			this.ownText.append(more);
		}

		void add(Element child) {
			this.text.append(child.text);
			this.children.add(child);
		}

		Element close() {
			return new Element(this.name, this.attributes, this.text.toString(), this.ownText.toString(),
					this.children);
		}

	}

}
