package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.SpitefulText;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever somebody calls themselves, and whatever they say: no document changes. */
class BxmlPropertyTests {

	private static final URI HOOK = URI.create("https://voice.example.com/webhooks/bandwidth");

	private final BandwidthAnswers answers = new BandwidthAnswers(BxmlPaths.BANDWIDTH,
			new TelephonyProperties("https://voice.example.com", ""));

	/** Five kinds of document, thirty times each. */
	@RepeatedTest(25)
	void noTextChangesTheElements(RepetitionInfo repetition) throws Exception {
		long seed = repetition.getCurrentRepetition();
		Random random = new Random(seed);
		for (int i = 0; i < 30; i++) {
			String description = "seed " + seed + ", round " + i;
			same(this.answers.of(new Answer.Apologise(SpitefulText.of(random, 400))),
					"Response\\(SpeakSentence\\(\\) Hangup\\(\\) \\)", description);
			same(this.answers.of(new BridgeAnswer.Brief("x" + SpitefulText.of(random, 400), false)),
					"Response\\(SpeakSentence\\(\\) \\)", description);
			same(this.answers.of(new BridgeAnswer.Brief(SpitefulText.of(random, 3), true)),
					"Response\\(Gather\\((SpeakSentence\\(\\) )?\\) \\)", description);
			transfer(random, description);
			connect(random, description);
		}
	}

	private void transfer(Random random, String description) throws Exception {
		TransferPlan plan = new TransferPlan(
				List.of(new Party.Sip(SpitefulText.of(random, 20), SpitefulText.of(random, 20)),
						new Party.Phone(new PhoneNumber("+12025550103")),
						new Party.Sip("sip:" + SpitefulText.of(random, 8) + "@pbx.example.com",
								SpitefulText.of(random, 300))),
				random.nextBoolean() ? SpitefulText.of(random, 10) : "+12025550102", SpitefulText.of(random, 400),
				Duration.ofMillis(random.nextLong(1_000_000)), random.nextBoolean());
		same(this.answers.transfer(BxmlPaths.LEG, 1, plan),
				"Bxml\\(StopStream\\(\\) Transfer\\((SipUri\\(\\) )?PhoneNumber\\(\\) (SipUri\\(\\) )?\\) \\)",
				description);
	}

	private void connect(Random random, String description) throws Exception {
		Map<String, String> parameters = new HashMap<>();
		for (int i = random.nextInt(16); i > 0; i--) {
			parameters.put(SpitefulText.of(random, 100), SpitefulText.of(random, 700));
		}
		StreamPlan plan = new StreamPlan(parameters,
				Optional.of(new RecordingPlan(true, RecordingPlan.Format.MP3, true, true)),
				"1" + SpitefulText.of(random, 80));
		same(this.answers.of(new Answer.Connect(new Answer.Token("x" + SpitefulText.of(random, 30)), 1, plan)),
				"Response\\((SendDtmf\\(\\) ){1,9}StartGather\\(\\) StartRecording\\(\\) PauseRecording\\(\\) "
						+ "StartStream\\((StreamParam\\(\\) ){0,12}\\) StopStream\\(\\) Redirect\\(\\) \\)",
				description);
	}

	@Test
	void parametersWithinTheLimitsAllTravel() {
		Map<String, String> parameters = new HashMap<>();
		for (int i = 0; i < 12; i++) {
			parameters.put("n".repeat(254) + (10 + i), "v".repeat(2048));
		}
		assertThat(sent(parameters)).isEqualTo(parameters);
	}

	@Test
	void whatIsTooMuchForADocumentIsLeftOut() {
		Map<String, String> parameters = new HashMap<>();
		for (int i = 0; i < 14; i++) {
			parameters.put("n" + (10 + i), "漢<".repeat(1024));
		}
		assertThat(sent(parameters)).hasSize(3).containsKeys("n10", "n11", "n12");
		assertThat(sent(Map.of("n".repeat(257), "v", "m", "v".repeat(2049), "blank", " ", "", "v", "kept", "v")))
			.isEqualTo(Map.of("kept", "v"));
	}

	private Map<String, String> sent(Map<String, String> parameters) {
		byte[] document = this.answers
			.of(new Answer.Connect(new Answer.Token("t"), 1, new StreamPlan(parameters, Optional.empty(), "")))
			.write();
		return BxmlDocument.read(document, HOOK)
			.verbs()
			.stream()
			.filter(Verb.StartStream.class::isInstance)
			.map((verb) -> ((Verb.StartStream) verb).params())
			.findFirst()
			.orElseThrow();
	}

	private static void same(Bxml document, String shape, String description) throws Exception {
		assertThat(shape(parsed(document, description))).as(description).matches(shape);
	}

	/** Both readers take it. */
	private static Element parsed(Bxml document, String description) throws Exception {
		byte[] written = document.write();
		assertThat(BxmlDocument.read(written, HOOK).verbs()).as(description).isNotEmpty();
		return BxmlTests.parse(written).getDocumentElement();
	}

	/** The elements without what stands in them. */
	private static String shape(Element element) {
		StringBuilder shape = new StringBuilder(element.getTagName()).append('(');
		for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element child) {
				shape.append(shape(child)).append(' ');
			}
		}
		return shape.append(')').toString();
	}

}
