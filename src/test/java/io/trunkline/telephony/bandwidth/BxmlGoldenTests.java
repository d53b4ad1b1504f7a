package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

class BxmlGoldenTests {

	private static final URI HOOK = URI.create("https://voice.example.com/webhooks/bandwidth");

	@ParameterizedTest
	@MethodSource("paths")
	void everyPathHasTheDocumentOfItsFile(String path) {
		assertThat(new String(written(path), StandardCharsets.UTF_8)).isEqualTo(Fixtures.bxml(path));
	}

	@Test
	void everyFileBelongsToAPath() {
		assertThat(Fixtures.documents()).containsExactlyInAnyOrderElementsOf(BxmlPaths.all().keySet());
	}

	/**
	 * Two readers that know nothing of our writer, one of them with Bandwidth's rules.
	 */
	@ParameterizedTest
	@MethodSource("paths")
	void everyDocumentIsReadAsItIsMeant(String path) throws Exception {
		byte[] document = written(path);
		List<String> verbs = new ArrayList<>();
		for (var node = BxmlTests.parse(document).getDocumentElement().getFirstChild(); node != null; node = node
			.getNextSibling()) {
			verbs.add(node.getNodeName());
		}

		BxmlDocument read = BxmlDocument.read(document, HOOK);

		assertThat(read.names()).isEqualTo(verbs);
		assertThat(read.root()).isEqualTo(path.matches("(restream|transfer).*") ? "Bxml" : "Response");
		assertThat(verbs).as("a pause is heard as silence").doesNotContain("Pause");
	}

	@ParameterizedTest
	@MethodSource("paths")
	void everyVerbWithACallbackCarriesItsOwnCredentials(String path) throws Exception {
		NodeList verbs = BxmlTests.parse(written(path)).getElementsByTagName("*");
		for (int i = 0; i < verbs.getLength(); i++) {
			Element verb = (Element) Objects.requireNonNull(verbs.item(i));
			assertThat(verb.getAttribute("username")).as(verb.getTagName())
				.isEqualTo(hasCallback(verb) ? "bandwidth-user" : "");
			assertThat(verb.getAttribute("password")).as(verb.getTagName())
				.isEqualTo(hasCallback(verb) ? "p<\"&'>ss" : "");
		}
	}

	static Stream<String> paths() {
		return BxmlPaths.all().keySet().stream();
	}

	private static byte[] written(String path) {
		return Objects.requireNonNull(BxmlPaths.all().get(path)).get().write();
	}

	private static boolean hasCallback(Element verb) {
		for (int i = 0; i < verb.getAttributes().getLength(); i++) {
			if (verb.getAttributes().item(i).getNodeName().endsWith("Url")) {
				return true;
			}
		}
		return false;
	}

}
