package io.trunkline.telephony.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.SpitefulText;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever somebody calls themselves, and whatever they say: no document changes. */
class TwimlPropertyTests {

	private static final URI HOOK = URI.create("https://voice.example.com/webhooks/twilio");

	private static final CallLeg LEG = new CallLeg("twilio", new AccountId("AC1"), new CallId("CA1"), "", "",
			Direction.OUTBOUND, "job-17");

	private final TwilioAnswers answers = new TwilioAnswers(new TelephonyProperties("https://voice.example.com", ""));

	@Test
	void noTextChangesTheVerbs() {
		for (long seed = 0; seed < 500; seed++) {
			Random random = new Random(seed);
			assertThat(names(this.answers.of(new Answer.Apologise(SpitefulText.of(random, 400)), "")))
				.as("seed %d", seed)
				.containsExactly("Say", "Hangup");
			assertThat(names(this.answers.of(new BridgeAnswer.Brief("x" + SpitefulText.of(random, 400), false), LEG)))
				.as("seed %d", seed)
				.containsExactly("Say");
			assertThat(names(this.answers.of(new BridgeAnswer.Brief(SpitefulText.of(random, 3), true), LEG)))
				.as("seed %d", seed)
				.containsExactly("Gather", "Hangup");
			assertThat(names(this.answers.transfer(LEG, transfer(random)))).as("seed %d", seed).containsExactly("Dial");
			assertThat(names(this.answers.of(connect(random), "job-17"))).as("seed %d", seed)
				.containsExactly("PlayDigits", "StartRecording", "Connect");
		}
	}

	private static TransferPlan transfer(Random random) {
		return new TransferPlan(
				List.of(new Party.Sip(SpitefulText.of(random, 20), SpitefulText.of(random, 20)),
						new Party.Phone(new PhoneNumber("+12025550103")),
						new Party.Sip("sip:" + SpitefulText.of(random, 8) + "@pbx.example.com", "")),
				random.nextBoolean() ? SpitefulText.of(random, 10) : "+12025550102", SpitefulText.of(random, 400),
				Duration.ofMillis(random.nextLong(1_000_000)), random.nextBoolean());
	}

	private static Answer.Connect connect(Random random) {
		Map<String, String> parameters = new HashMap<>();
		for (int i = random.nextInt(60); i > 0; i--) {
			parameters.put(SpitefulText.of(random, 100), SpitefulText.of(random, 700));
		}
		StreamPlan plan = new StreamPlan(parameters,
				Optional.of(new RecordingPlan(false, RecordingPlan.Format.MP3, true, false)),
				"1" + SpitefulText.of(random, 80));
		return new Answer.Connect(new Answer.Token("x" + SpitefulText.of(random, 30)), 1, plan);
	}

	@Test
	void parametersWithinTheLimitsAllTravel() {
		Map<String, String> parameters = Map.of("order", "Zoë & \"sons\" <17>", "long", "v".repeat(490));
		Answer.Connect connect = new Answer.Connect(new Answer.Token("t"), 1,
				new StreamPlan(parameters, Optional.empty(), ""));
		TwimlDocument document = TwimlDocument.read(this.answers.of(connect, "").write(), HOOK);
		assertThat(document.verbs()).singleElement()
			.isInstanceOfSatisfying(TwimlVerb.Connect.class,
					(verb) -> assertThat(verb.parameters()).isEqualTo(parameters));
	}

	/** The sandbox reads it, and is strict. */
	private static List<String> names(Twiml document) {
		return TwimlDocument.read(document.write(), HOOK).names();
	}

}
