package io.trunkline.sandbox.twilio.twiml;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TwimlDocumentTests {

	private static final URI HOOK = URI.create("https://voice.example.com/webhooks/twilio");

	@Test
	void verbsAreReadInOrder() {
		TwimlDocument document = read("<Play digits=\"12w#\"/>" + "<Start><Recording channels=\"dual\"/></Start>"
				+ "<Connect action=\"/after\"><Stream url=\"wss://voice.example.com/media/twilio/t\" name=\"agent\">"
				+ "<Parameter name=\"a\" value=\"b&lt;\"/></Stream></Connect>"
				+ "<Dial timeout=\"20\" callerId=\"+12025550100\"><Number url=\"/picked-up?call=CA1\">+12025550199</Number>"
				+ "<Sip>sip:a@b.example</Sip></Dial><Say>Hello.</Say><Hangup/>");
		assertThat(document.names()).containsExactly("PlayDigits", "StartRecording", "Connect", "Dial", "Say",
				"Hangup");
		assertThat(document.verbs().get(2))
			.isEqualTo(new TwimlVerb.Connect(URI.create("https://voice.example.com/after"),
					URI.create("wss://voice.example.com/media/twilio/t"), "agent", null, Map.of("a", "b<")));
		assertThat(document.verbs().get(3))
			.isEqualTo(new TwimlVerb.Dial(null, "+12025550100", Duration.ofSeconds(20),
					List.of(new TwimlVerb.Target("+12025550199",
							URI.create("https://voice.example.com/picked-up?call=CA1"), null),
							new TwimlVerb.Target("sip:a@b.example", null, null))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<Sing/>", "<Hangup reason=\"x\"/>", "<Hangup>now</Hangup>", "text", "<Say/>",
			"<Say>a<b/></Say>", "<Play digits=\"x\"/>", "<Connect/>", "<Connect><Stream/></Connect>",
			"<Connect><Stream url=\"https://a.example/\"/></Connect>",
			"<Connect><Stream url=\"ws://a.example/\"/></Connect>",
			"<Connect><Stream url=\"wss://a.example/?t=1\"/></Connect>",
			"<Connect><Stream url=\"wss://a.example/\" track=\"both_tracks\"/></Connect>",
			"<Connect><Stream url=\"wss://a.example/\" statusCallback=\"/stream\"/></Connect>",
			"<Connect><Stream url=\"wss://a.example/\" mode=\"bidirectional\"/></Connect>",
			"<Connect><Stream url=\"wss://a.example/\"><Parameter name=\"a\"/></Stream></Connect>", "<Dial/>",
			"<Dial>+12025550199</Dial>", "<Dial timeout=\"0\"><Number>+12025550199</Number></Dial>",
			"<Dial><Number>12</Number></Dial>", "<Dial><Sip>nobody</Sip></Dial>",
			"<Dial callerId=\"Zoë\"><Number>+12025550199</Number></Dial>", "<Gather><Hangup/></Gather>",
			"<Start><Stream url=\"wss://a.example/\"/></Start>" })
	void whatIsNotDocumentedIsRefused(String verbs) {
		assertThatExceptionOfType(InvalidTwimlException.class).isThrownBy(() -> read(verbs));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<Response>", "<Bxml/>", "<!DOCTYPE x><Response/>", "<Response a=\"b\"/>" })
	void whatIsNoDocumentIsRefused(String document) {
		assertThatExceptionOfType(InvalidTwimlException.class)
			.isThrownBy(() -> TwimlDocument.read(document.getBytes(UTF_8), HOOK));
	}

	@Test
	void whatIsPutOnACallHasAbsoluteAddresses() {
		byte[] relative = "<Response><Dial action=\"/after\"><Number>+12025550199</Number></Dial></Response>"
			.getBytes(UTF_8);
		assertThat(TwimlDocument.read(relative, HOOK).verbs()).hasSize(1);
		assertThatExceptionOfType(InvalidTwimlException.class).isThrownBy(() -> TwimlDocument.read(relative, null));
	}

	@Test
	void parametersAndDocumentsHaveLimits() {
		String parameter = "<Connect><Stream url=\"wss://a.example/\"><Parameter name=\"a\" value=\"%s\"/></Stream></Connect>";
		assertThat(read(parameter.formatted("x".repeat(498))).verbs()).hasSize(1);
		assertThatExceptionOfType(InvalidTwimlException.class)
			.isThrownBy(() -> read(parameter.formatted("x".repeat(499))));
		assertThatExceptionOfType(InvalidTwimlException.class)
			.isThrownBy(() -> read("<Say>" + "x".repeat(64 * 1024) + "</Say>"));
	}

	private static TwimlDocument read(String verbs) {
		return TwimlDocument.read(("<Response>" + verbs + "</Response>").getBytes(UTF_8), HOOK);
	}

}
