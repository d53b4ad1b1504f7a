package io.trunkline.sandbox.twilio;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ServiceMessageTests {

	@Test
	void whatIsDocumentedIsRead() {
		assertThat(read("{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/38=\"}}"))
			.usingRecursiveComparison()
			.isEqualTo(new ServiceMessage.Media(new byte[] { -1, 127 }));
		assertThat(read("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"1-2\"}}"))
			.isEqualTo(new ServiceMessage.Mark("1-2"));
		assertThat(read("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}")).isEqualTo(new ServiceMessage.Clear());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "{\"event\":\"clear\"}", "{\"event\":\"clear\",\"streamSid\":\"MZ2\"}",
			"{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"x\":1}", "{\"event\":\"stop\",\"streamSid\":\"MZ1\"}",
			"{\"event\":\"mark\",\"streamSid\":\"MZ1\"}", "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{}}",
			"{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":7}}",
			"{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"\"}}",
			"{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"*\"}}",
			"{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/38=\",\"track\":\"outbound\"}}",
			"{\"event\":\"media\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"1\",\"media\":{\"payload\":\"/38=\"}}" })
	void anythingElseBreaksARule(String message) {
		assertThat(read(message)).isInstanceOf(ServiceMessage.Refused.class);
	}

	private static ServiceMessage read(String message) {
		return ServiceMessage.read(message.getBytes(UTF_8), "MZ1");
	}

}
