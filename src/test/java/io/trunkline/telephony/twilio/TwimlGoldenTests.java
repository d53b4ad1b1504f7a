package io.trunkline.telephony.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.twilio.twiml.VoiceResponse;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

class TwimlGoldenTests {

	private static final Path DOCUMENTS = Path.of("src/test/resources/twiml");

	private static final URI HOOK = URI.create("https://voice.example.com/webhooks/twilio");

	@ParameterizedTest
	@MethodSource("paths")
	void everyPathHasTheDocumentOfItsFile(String path) throws Exception {
		assertThat(written(path)).isEqualTo(golden(path));
	}

	@Test
	void everyFileBelongsToAPath() throws Exception {
		try (Stream<Path> files = Files.list(DOCUMENTS)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.containsExactlyInAnyOrderElementsOf(paths().map((path) -> path + ".xml").toList());
		}
	}

	@Test
	void everyPathIsBuiltWithTwiliosSdkToo() {
		assertThat(SdkTwiml.all().keySet()).containsExactlyElementsOf(TwimlPaths.all().keySet());
	}

	/** Attributes may stand in any order. */
	@ParameterizedTest
	@MethodSource("paths")
	void everyDocumentIsTheOneThatTwiliosSdkMakes(String path) throws Exception {
		assertSame(written(path), Objects.requireNonNull(SdkTwiml.all().get(path)).build().toXml());
	}

	@ParameterizedTest
	@MethodSource("paths")
	void twiliosSdkReadsEveryDocumentAndLosesNothing(String path) throws Exception {
		assertSame(written(path), VoiceResponse.Builder.fromXml(written(path)).build().toXml());
	}

	/**
	 * Two readers that know nothing of our writer, one of them with Twilio's rules.
	 */
	@ParameterizedTest
	@MethodSource("paths")
	void everyDocumentIsReadAsItIsMeant(String path) throws Exception {
		List<String> verbs = new ArrayList<>();
		for (var node = parse(written(path)).getFirstChild(); node != null; node = node.getNextSibling()) {
			verbs.add(switch (node.getNodeName()) {
				case "Play" -> "PlayDigits";
				case "Start" -> "StartRecording";
				default -> node.getNodeName();
			});
		}
		TwimlDocument read = TwimlDocument.read(written(path).getBytes(StandardCharsets.UTF_8),
				path.matches("(restream|transfer).*") ? null : HOOK);
		assertThat(read.names()).isEqualTo(verbs);
	}

	@ParameterizedTest
	@MethodSource("paths")
	void whatIsPutOnARunningCallFitsItsRequest(String path) {
		assertThat(written(path).length()).isLessThanOrEqualTo(Twiml.MAX_UPDATE);
	}

	static Stream<String> paths() {
		return TwimlPaths.all().keySet().stream();
	}

	private static String written(String path) {
		return new String(Objects.requireNonNull(TwimlPaths.all().get(path)).get().write(), StandardCharsets.UTF_8);
	}

	/** A document as it goes over the wire; the file is folded so that it can be read. */
	private static String golden(String path) throws IOException {
		return Files.readString(DOCUMENTS.resolve(path + ".xml"))
			.replaceAll(">\\s+<", "><")
			.replaceAll("\\s*\n\\s*(?=[a-zA-Z]+=)", " ")
			.strip();
	}

	static void assertSame(String ours, String twilios) throws Exception {
		assertThat(parse(ours).isEqualNode(parse(twilios))).as("%s%n%s", ours, twilios).isTrue();
	}

	static Element parse(String xml) throws Exception {
		return DocumentBuilderFactory.newDefaultInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
			.getDocumentElement();
	}

}
