package io.trunkline.sandbox.bandwidth.bxml;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BxmlDocumentTests {

	private static final URI BASE = URI.create("https://h.example/bw/answer?x=1");

	@Test
	void readsTheRecommendedAnswer() {
		BxmlDocument document = read("""
				<?xml version="1.0" encoding="UTF-8"?>
				<Response>
				  <StartGather dtmfUrl="https://h.example/bw/dtmf" username="u" password="p"/>
				  <StartStream name="agent" mode="bidirectional" tracks="inbound"
				      destination="wss://h.example/ws/TOKEN?a=1&amp;b=2" destinationUsername="u"
				      destinationPassword="p" streamEventUrl="stream" username="u" password="p">
				    <StreamParam name="tenant" value="t-7"/>
				  </StartStream>
				  <StopStream name="agent" wait="true"/>
				  <Redirect redirectUrl="/bw/after" username="u" password="p"/>
				</Response>""");
		Credentials credentials = new Credentials("u", "p");
		assertThat(document.root()).isEqualTo("Response");
		assertThat(document.verbs()).containsExactly(
				new Verb.StartGather(new Callback(URI.create("https://h.example/bw/dtmf"), credentials), null),
				new Verb.StartStream("agent", URI.create("wss://h.example/ws/TOKEN?a=1&b=2"), credentials, true,
						List.of("inbound"), new Callback(URI.create("https://h.example/bw/stream"), credentials),
						Map.of("tenant", "t-7")),
				new Verb.StopStream("agent", true),
				new Verb.Redirect(new Callback(URI.create("https://h.example/bw/after"), credentials), null));
	}

	@Test
	void absentAttributesMeanWhatIsDocumented() {
		assertThat(read("""
				<Bxml><Pause/><Ring/><StopStream name="a"/><StartStream destination="wss://h.example/ws"/>\
				<SendDtmf>1w2</SendDtmf><Transfer><PhoneNumber>+12025550199</PhoneNumber></Transfer></Bxml>""").verbs())
			.containsExactly(new Verb.Pause(Duration.ofSeconds(1)), new Verb.Ring(Duration.ofSeconds(5), true),
					new Verb.StopStream("a", false),
					new Verb.StartStream(null, URI.create("wss://h.example/ws"), null, false, List.of("inbound"), null,
							Map.of()),
					new Verb.SendDtmf("1w2", Duration.ofMillis(1700)),
					new Verb.Transfer(null, null, Duration.ofSeconds(30), null, null,
							List.of(new Verb.Destination("+12025550199", null, null, null, null))));
	}

	@Test
	void gatherReadsWhatItSpeaksAndWaitsFor() {
		Callback keys = new Callback(URI.create("https://h.example/keys"), null);
		assertThat(read("""
				<Response><Gather gatherUrl="/keys" tag="t" terminatingDigits="#" maxDigits="4" repeatCount="2"
				 interDigitTimeout="2.5" firstDigitTimeout="0"><SpeakSentence>Press one.</SpeakSentence></Gather>
				<Gather/></Response>""").verbs()).containsExactly(
				new Verb.Gather(keys, "t", "#", 4, Duration.ofMillis(2500), Duration.ZERO, 2, List.of("Press one.")),
				new Verb.Gather(null, null, "", 50, Duration.ofSeconds(5), Duration.ofSeconds(5), 1, List.of()));
	}

	@Test
	void gatherThatPlaysOrListensCannotBeDone() {
		assertThat(read("""
				<Response><Gather><PlayAudio>https://h.example/a.wav</PlayAudio></Gather><Gather input="speech"/>\
				</Response>""").verbs()).containsOnly(new Verb.Unsupported("Gather"));
	}

	@Test
	void recordingIsReadWithItsWebhooks() {
		Callback there = new Callback(URI.create("https://h.example/there"), null);
		Callback text = new Callback(URI.create("https://h.example/text"), null);
		assertThat(read("""
				<Response><StartRecording recordingAvailableUrl="/there" transcribe="true" tag="r" fileFormat="mp3"
				 transcriptionAvailableUrl="/text" multiChannel="true"/><PauseRecording/><ResumeRecording/>\
				<StopRecording/><StartRecording/></Response>""").verbs()).containsExactly(
				new Verb.StartRecording(there, true, text, "r", "mp3", true), new Verb.PauseRecording(),
				new Verb.ResumeRecording(), new Verb.StopRecording(),
				new Verb.StartRecording(null, false, null, null, "wav", false));
	}

	@Test
	void emptyDocumentIsValid() {
		assertThat(read("<Response/>").verbs()).isEmpty();
	}

	@Test
	void sentenceLosesItsMarkup() {
		assertThat(read("<Response><SpeakSentence voice=\"joanna\">Good <emphasis>day</emphasis> &amp;\n welcome"
				+ "</SpeakSentence></Response>")
			.verbs()).containsExactly(new Verb.SpeakSentence("Good day & welcome"));
	}

	@Test
	void blankTagClears() {
		assertThat(read("<Response><Tag> job-1 </Tag><Tag/></Response>").verbs()).containsExactly(new Verb.Tag("job-1"),
				new Verb.Tag(null));
	}

	@Test
	void transferReadsItsDestinations() {
		Verb.Transfer transfer = (Verb.Transfer) read(
				"""
						<Bxml><StopStream name="agent"/><Transfer transferCallerId="+12025550100" transferCallerDisplayName="Ann" callTimeout="12.5"
						 transferCompleteUrl="https://h.example/done" tag="t"><PhoneNumber transferAnswerUrl="/whisper"
						 tag="leg">+12025550199</PhoneNumber><SipUri uui="abc;encoding=hex">sip:desk@h.example</SipUri>
						 </Transfer></Bxml>""")
			.verbs()
			.getLast();
		assertThat(transfer.callTimeout()).isEqualTo(Duration.ofMillis(12500));
		assertThat(transfer.callerName()).isEqualTo("Ann");
		assertThat(transfer.complete()).isEqualTo(new Callback(URI.create("https://h.example/done"), null));
		assertThat(transfer.destinations())
			.containsExactly(
					new Verb.Destination("+12025550199", new Callback(URI.create("https://h.example/whisper"), null),
							null, "leg", null),
					new Verb.Destination("sip:desk@h.example", null, null, null, "abc;encoding=hex"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PlayAudio", "Conference", "Bridge", "Record", "Forward", "Refer", "Connect" })
	void knowsVerbsThatItCannotDo(String name) {
		String xml = switch (name) {
			case "PlayAudio", "Bridge", "Conference" -> "<" + name + ">https://h.example/a.wav</" + name + ">";
			case "Forward" -> "<Forward to=\"+12025550199\"/>";
			default -> "<" + name + "/>";
		};
		assertThat(read("<Response>" + xml + "</Response>").verbs()).containsExactly(new Verb.Unsupported(name));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					not well-formed        | <Response><Pause></Response>
					not well-formed        | <Response><Redirect redirectUrl="https://h.example/?a=1&b=2"/></Response>
					not well-formed        | <Response><Pause duration="1" duration="2"/></Response>
					not well-formed        | <Response/><Response/>
					DOCTYPE                | <!DOCTYPE Response [<!ENTITY a "b">]><Response/>
					root is <response>     | <response/>
					root is <Hangup>       | <Hangup/>
					root has               | <Response version="1"/>
					root has               | <Response>hello</Response>
					unknown verb <Say>     | <Response><Say>hello</Say></Response>
					unknown verb <pause>   | <Response><pause/></Response>
					no attribute Duration  | <Response><Pause Duration="1"/></Response>
					no attribute destination_username | <Response><StartStream destination="wss://h.example" destination_username="u"/></Response>
					no attribute reason    | <Response><Hangup reason="x"/></Response>
					no text in it          | <Response><Hangup>x</Hangup></Response>
					cannot have <Pause>    | <Response><StartStream destination="wss://h.example"><Pause/></StartStream></Response>
					cannot have <b>        | <Response><SpeakSentence><b>x</b></SpeakSentence></Response>
					cannot have <b>        | <Response><SpeakSentence><p><b>x</b></p></SpeakSentence></Response>
					needs the attribute destination | <Response><StartStream name="a"/></Response>
					needs the attribute name  | <Response><StopStream wait="true"/></Response>
					needs the attribute dtmfUrl | <Response><StartGather/></Response>
					needs the attribute redirectUrl | <Response><Redirect/></Response>
					needs the attribute value | <Response><StartStream destination="wss://h.example"><StreamParam name="a"/></StartStream></Response>
					wait of <StopStream> is none of | <Response><StopStream name="a" wait="True"/></Response>
					mode of <StartStream>  | <Response><StartStream destination="wss://h.example" mode="duplex"/></Response>
					tracks of <StartStream> | <Response><StartStream destination="wss://h.example" tracks="in"/></Response>
					must be wss            | <Response><StartStream destination="ws://h.example/"/></Response>
					is not a URL of ws or wss | <Response><StartStream destination="https://h.example/"/></Response>
					is not a URL           | <Response><Redirect redirectUrl="https://h.example/a b"/></Response>
					duration of <Pause> is not within | <Response><Pause duration="0"/></Response>
					duration of <Pause> is not within | <Response><Pause duration="86401"/></Response>
					duration of <Pause> is not a number | <Response><Pause duration="soon"/></Response>
					callTimeout of <Transfer> is not within | <Response><Transfer callTimeout="301"><PhoneNumber>+12025550199</PhoneNumber></Transfer></Response>
					1 to 8 destinations    | <Response><Transfer/></Response>
					has not the form       | <Response><Transfer><PhoneNumber>2025550199</PhoneNumber></Transfer></Response>
					has not the form       | <Response><Transfer><SipUri>desk@h.example</SipUri></Transfer></Response>
					neither a number       | <Response><Transfer transferCallerId="Nobody"><PhoneNumber>+12025550199</PhoneNumber></Transfer></Response>
					nothing to say         | <Response><SpeakSentence> </SpeakSentence></Response>
					gender                 | <Response><SpeakSentence gender="other">x</SpeakSentence></Response>
					<SendDtmf> has other   | <Response><SendDtmf>12x</SendDtmf></Response>
					terminatingDigits      | <Response><Gather terminatingDigits="x"/></Response>
					maxDigits of <Gather> is not within | <Response><Gather maxDigits="51"/></Response>
					whole number           | <Response><Gather maxDigits="1.5"/></Response>
					more than 20           | <Response><Gather repeatCount="11"><SpeakSentence>a</SpeakSentence><SpeakSentence>b</SpeakSentence></Gather></Response>
					input of <Gather>      | <Response><Gather input="voice"/></Response>
					fileFormat             | <Response><StartRecording fileFormat="ogg"/></Response>
					encoding               | <Response><Transfer><SipUri uui="abc">sip:desk@h.example</SipUri></Transfer></Response>
					must be the last verb  | <Response><Redirect redirectUrl="/a"/><Pause/></Response>
					must come together     | <Response><Redirect redirectUrl="/a" username="u"/></Response>
					must be https          | <Response><Redirect redirectUrl="http://h.example/" username="u" password="p"/></Response>
					must be https or wss   | <Response><StartStream destination="wss://h.example/" streamEventUrl="http://h.example/" username="u" password="p"/></Response>
					by GET                 | <Response><Redirect redirectUrl="/a" redirectMethod="GET"/></Response>
					comes twice            | <Response><StartStream destination="wss://h.example"><StreamParam name="a" value="1"/><StreamParam name="a" value="2"/></StartStream></Response>
					""")
	void refusesWhatBreaksARule(String why, String xml) {
		assertThatExceptionOfType(InvalidBxmlException.class).isThrownBy(() -> read(xml)).withMessageContaining(why);
	}

	@Test
	void limitsHoldToTheLastCharacter() {
		assertThat(read(stream(param("n".repeat(256), "v".repeat(2048)))).verbs()).hasSize(1);
		refused(stream(param("n".repeat(257), "v")));
		refused(stream(param("n", "v".repeat(2049))));
		assertThat(read(stream(params(12))).verbs()).hasSize(1);
		refused(stream(params(13)));
		assertThat(read(redirect("t".repeat(256))).verbs()).hasSize(1);
		refused(redirect("t".repeat(257)));
		assertThat(read(commented(64 * 1024)).verbs()).isEmpty();
		refused(commented(64 * 1024 + 1));
		refused("<Response><Transfer>" + "<PhoneNumber>+12025550199</PhoneNumber>".repeat(9)
				+ "</Transfer></Response>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:8080/a", "http://localhost/a", "http://[::1]:8080/a" })
	void credentialsMayTravelInTheClearOnThisMachine(String url) {
		assertThat(read("<Response><Redirect redirectUrl=\"" + url + "\" username=\"u\" password=\"p\"/></Response>")
			.verbs()).hasSize(1);
	}

	@Test
	void relativeUrlNeedsABase() {
		byte[] xml = "<Bxml><Redirect redirectUrl=\"/a\"/></Bxml>".getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(InvalidBxmlException.class).isThrownBy(() -> BxmlDocument.read(xml, null));
	}

	@Test
	void credentialsHideThemselves() {
		assertThat(new Credentials("user", "pass")).hasToString("Credentials[hidden]");
		assertThat(new Credentials("user", "pass").basic()).isEqualTo("Basic dXNlcjpwYXNz");
	}

	private static void refused(String xml) {
		assertThatExceptionOfType(InvalidBxmlException.class).isThrownBy(() -> read(xml));
	}

	private static String stream(String params) {
		return "<Response><StartStream destination=\"wss://h.example\">" + params + "</StartStream></Response>";
	}

	private static String params(int count) {
		StringBuilder params = new StringBuilder();
		for (int i = 0; i < count; i++) {
			params.append(param("n" + i, "v"));
		}
		return params.toString();
	}

	private static String param(String name, String value) {
		return "<StreamParam name=\"" + name + "\" value=\"" + value + "\"/>";
	}

	private static String redirect(String tag) {
		return "<Response><Redirect redirectUrl=\"/a\" tag=\"" + tag + "\"/></Response>";
	}

	private static String commented(int bytes) {
		String frame = "<Response><!----></Response>";
		return "<Response><!--" + "x".repeat(bytes - frame.length()) + "--></Response>";
	}

	private static BxmlDocument read(String xml) {
		return BxmlDocument.read(xml.getBytes(StandardCharsets.UTF_8), BASE);
	}

}
