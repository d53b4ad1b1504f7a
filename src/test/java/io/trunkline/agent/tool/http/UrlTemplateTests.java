package io.trunkline.agent.tool.http;

import java.net.URI;
import java.util.Random;

import io.trunkline.agent.tool.Invocation;
import io.trunkline.agent.tool.ToolFailure;
import io.trunkline.agent.tool.Toolbelts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UrlTemplateTests {

	private static final UrlTemplate URL = UrlTemplate
		.of("https://api.example.com:8443/v1/{a}/end?q={b}&from={{from}}");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			7                  | x                   | /v1/7/end?q=x
			a b                | a+b&c=d             | /v1/a%20b/end?q=a%2Bb%26c%3Dd
			@evil.com          | #frag               | /v1/%40evil.com/end?q=%23frag
			?x=1               | //evil.com/         | /v1/%3Fx%3D1/end?q=%2F%2Fevil.com%2F
			...                | ../..               | /v1/.../end?q=..%2F..
			{{to}}             | {a}                 | /v1/%7B%7Bto%7D%7D/end?q=%7Ba%7D
			:80                | %2e%2e              | /v1/%3A80/end?q=%252e%252e
			""")
	void valuesAreText(String inPath, String inQuery, String expected) {
		assertThat(fill(inPath, inQuery))
			.isEqualTo(URI.create("https://api.example.com:8443" + expected + "&from=%2B12025550123"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "%2e%2e", "a/b", "../admin", "..\\admin", "a%2fb", "a;b", "a\r\nb", "\0" })
	void valueThatCouldLeadElsewhereIsRefused(String value) {
		assertThatExceptionOfType(ToolFailure.class).isThrownBy(() -> fill(value, "x"))
			.withMessageNotContaining((value.length() > 1) ? value : "example");
	}

	@Test
	void noValueChangesWhereItLeadsTo() {
		Random random = new Random(11);
		String alphabet = "a1/\\.%@:?#&=;[]{} \r\n\u00e9\ud83d\ude00+|<>\"'^`";
		for (int round = 0; round < 5000; round++) {
			String value = random.ints(random.nextInt(8), 0, alphabet.length())
				.collect(StringBuilder::new, (text, i) -> text.append(alphabet.charAt(i)), StringBuilder::append)
				.toString();
			try {
				URI url = fill(value, value);
				assertThat(url.getHost()).as(value).isEqualTo("api.example.com");
				assertThat(url.getPort()).isEqualTo(8443);
				assertThat(url.normalize().getRawPath()).as(value).isEqualTo(url.getRawPath());
				assertThat(url.getPath().split("/", -1)).as(value).hasSize(4).startsWith("", "v1").endsWith("end");
				assertThat(url.getRawQuery()).as(value).matches("q=[^&=#]*&from=[^&=#]*");
				assertThat(url.getRawFragment()).isNull();
			}
			catch (ToolFailure failure) {
				assertThat(failure.reason()).startsWith("An argument");
			}
		}
	}

	@Test
	void parameterWithoutAValueIsLeftOut() {
		ObjectNode arguments = JsonMapper.shared().createObjectNode().put("a", 7).putNull("b");
		assertThat(fill(arguments).getRawQuery()).isEqualTo("from=%2B12025550123");
	}

	@Test
	void listIsNoValue() {
		ObjectNode arguments = JsonMapper.shared().createObjectNode();
		arguments.putArray("a").add("x");
		assertThatExceptionOfType(ToolFailure.class).isThrownBy(() -> fill(arguments));
	}

	@Test
	void variableThatTheCallDoesNotHaveCannotStandInThePath() {
		UrlTemplate url = UrlTemplate.of("https://api.example.com/{{account}}");
		assertThatExceptionOfType(ToolFailure.class)
			.isThrownBy(() -> url.fill(values(JsonMapper.shared().createObjectNode())));
	}

	private static URI fill(String inPath, String inQuery) {
		return fill(JsonMapper.shared().createObjectNode().put("a", inPath).put("b", inQuery));
	}

	private static URI fill(ObjectNode arguments) {
		return URL.fill(values(arguments));
	}

	private static Values values(ObjectNode arguments) {
		return new Values(new Invocation("call_1", arguments, Toolbelts.CALL));
	}

}
