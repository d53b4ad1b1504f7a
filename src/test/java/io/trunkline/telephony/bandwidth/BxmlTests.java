package io.trunkline.telephony.bandwidth;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.trunkline.telephony.webhook.Verb;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BxmlTests {

	/** What an attacker would put into a name, and what breaks careless writers. */
	private static final List<String> SPITEFUL = List.of("<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->",
			"&lt;", "&#0;", "&#x41;", "</Response>", "<Hangup/>", "<?xml?>", "<!DOCTYPE x>", "\u0000", "\u0007",
			"\u001B", "\t", "\n", "\r\n", "\u0085", "\u00A0", "\u2028", "\uFEFF", "\uFFFE", "\uFFFF", "\uD83D",
			"\uDE00", "\uD83D\uDE00", "é", "漢", "Renée", " ", "  ", "+12025550101", "=", "/>", "\" x=\"");

	@Test
	void theRootTellsAnAnswerFromAnUpdate() {
		assertThat(written(Bxml.response())).isEqualTo("<?xml version=\"1.0\"?><Response/>");
		assertThat(written(Bxml.update())).isEqualTo("<?xml version=\"1.0\"?><Bxml/>");
	}

	@Test
	void whatXmlCannotCarryIsLeftOut() {
		assertThat(Verb.legible("a\u0000b\u0008c\uFFFEd\uD83De\uDE00f")).isEqualTo("abcdef");
		assertThat(Verb.legible("a\tb\nc\r\nd\u2028e")).isEqualTo("a b c  d e");
		assertThat(Verb.legible("Zoë \uD83D\uDE00 漢")).isEqualTo("Zoë \uD83D\uDE00 漢");
	}

	@Test
	void aDocumentThatBandwidthWouldNotTakeIsNotWritten() {
		int frame = BxmlDocuments.apologise("").write().length - "<SpeakSentence/>".length()
				+ "<SpeakSentence></SpeakSentence>".length();
		String longest = "x".repeat(Bxml.MAX_BYTES - frame);

		assertThat(BxmlDocuments.apologise(longest).write()).hasSize(65_536);
		assertThatIllegalStateException().isThrownBy(() -> BxmlDocuments.apologise(longest + "x").write());
		assertThatIllegalStateException()
			.isThrownBy(() -> BxmlDocuments.apologise("é".repeat(longest.length() / 2 + 1)).write());
	}

	/** Two hundred documents each time, each with a dozen texts. */
	@RepeatedTest(25)
	void whateverTheTextTheDocumentKeepsItsShape(RepetitionInfo repetition) throws Exception {
		long seed = repetition.getCurrentRepetition();
		Random random = new Random(seed);
		for (int i = 0; i < 200; i++) {
			Verb verb = verb(random, 3);
			Document document = parse(new Bxml("Response", List.of(verb)).write());

			Element root = document.getDocumentElement();
			String description = "seed " + seed + ", document " + i;
			assertThat(root.getElementsByTagName("*").getLength()).as(description).isEqualTo(count(verb));
			assertSame((Element) root.getFirstChild(), verb, description);
		}
	}

	private static void assertSame(Element element, Verb verb, String description) {
		assertThat(element.getTagName()).as(description).isEqualTo(verb.name());
		assertThat(element.getAttributes().getLength()).as(description).isEqualTo(verb.attributes().size());
		verb.attributes()
			.forEach((name, value) -> assertThat(element.getAttribute(name)).as(description)
				.isEqualTo(Verb.legible(value)));
		List<Element> children = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element child) {
				children.add(child);
			}
			else {
				text.append(node.getTextContent());
			}
		}
		assertThat(text.toString()).as(description).isEqualTo(Verb.legible(verb.text()));
		assertThat(children).as(description).hasSameSizeAs(verb.children());
		for (int i = 0; i < children.size(); i++) {
			assertSame(children.get(i), verb.children().get(i), description);
		}
	}

	private static int count(Verb verb) {
		return 1 + verb.children().stream().mapToInt(BxmlTests::count).sum();
	}

	private static Verb verb(Random random, int depth) {
		Map<String, String> attributes = new LinkedHashMap<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			attributes.put("attribute" + i, text(random));
		}
		List<Verb> children = new ArrayList<>();
		for (int i = (depth > 0) ? random.nextInt(3) : 0; i > 0; i--) {
			children.add(verb(random, depth - 1));
		}
		return new Verb("Verb" + depth, attributes, text(random), children);
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(12); i > 0; i--) {
			switch (random.nextInt(3)) {
				case 0 -> text.append(SPITEFUL.get(random.nextInt(SPITEFUL.size())));
				case 1 -> text.append((char) random.nextInt(0x10000));
				default -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
			}
		}
		return text.toString();
	}

	static Document parse(byte[] xml) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
		factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
		return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
	}

	private static String written(Bxml bxml) {
		return new String(bxml.write(), UTF_8);
	}

}
