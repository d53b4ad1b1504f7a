package io.trunkline.telephony.bandwidth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.RecordingPlan.Format;
import io.trunkline.telephony.SamplePlans;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every document that Bandwidth can get from us, by the name of its golden file. */
final class BxmlPaths {

	static final BandwidthProperties BANDWIDTH = new Binder(
			new MapConfigurationPropertySource(Map.of("trunkline.bandwidth.webhook-username", "bandwidth-user",
					"trunkline.bandwidth.webhook-password", "p<\"&'>ss")))
		.bind("trunkline.bandwidth", BandwidthProperties.class)
		.get();

	static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9912345"), new CallId("c-1"), "+12025550101",
			"+12025550102", Direction.INBOUND);

	private static final CallLeg PLACED = new CallLeg("bandwidth", new AccountId("9912345"), new CallId("c-1"),
			"+12025550102", "+12025550101", Direction.OUTBOUND, "order-17");

	private static final Answer.Token TOKEN = new Answer.Token("0AZaz_-9");

	private static final PhoneNumber DESK = new PhoneNumber("+12025550103");

	private static final BandwidthAnswers ANSWERS = new BandwidthAnswers(BANDWIDTH,
			new TelephonyProperties("https://voice.example.com", ""));

	private static final BandwidthAnswers WITH_NUMBER = new BandwidthAnswers(BANDWIDTH,
			new TelephonyProperties("https://voice.example.com", "+12025550199"));

	private BxmlPaths() {
	}

	static Map<String, Supplier<Bxml>> all() {
		Map<String, Supplier<Bxml>> paths = new LinkedHashMap<>();
		paths.put("connect", () -> connect(1, StreamPlan.PLAIN));
		paths.put("connect-again", () -> connect(3, StreamPlan.PLAIN));
		paths.put("connect-with-parameters", () -> connect(1, SamplePlans.parameters()));
		paths.put("connect-recorded",
				() -> connect(1, SamplePlans.recorded(new RecordingPlan(false, Format.WAV, true, false))));
		paths.put("connect-transcribed", () -> connect(1, new StreamPlan(Map.of(), Optional.empty(), "", true)));
		paths.put("connect-recorded-later",
				() -> connect(1, SamplePlans.recorded(new RecordingPlan(true, Format.MP3, false, true))));
		paths.put("connect-after-digits", () -> connect(1, SamplePlans.digits("12*#ABCD")));
		paths.put("restream", () -> ANSWERS.restream(1, new Answer.Connect(TOKEN, 2)));
		paths.put("restream-after-digits",
				() -> ANSWERS.restream(2, new Answer.Connect(TOKEN, 3, SamplePlans.digits("1ww2" + "5".repeat(50)))));
		paths.put("reject", () -> ANSWERS.of(new Answer.Reject()));
		paths.put("hang-up", () -> ANSWERS.of(new Answer.HangUp()));
		paths.put("apologise", () -> ANSWERS.of(new Answer.Apologise("Sorry, A&B is <closed> today.")));
		paths.put("pass-on", () -> ANSWERS.of(new Answer.PassOn(new PhoneNumber("+12025550199"))));
		paths.put("fallback", ANSWERS::fallback);
		paths.put("fallback-to-a-number", WITH_NUMBER::fallback);
		paths.put("transfer", () -> ANSWERS.transfer(LEG, 2, TransferPlan.to(DESK)));
		paths.put("transfer-of-a-placed-call", () -> ANSWERS.transfer(PLACED, 1, TransferPlan.to(DESK)));
		paths.put("transfer-to-a-hunt-group", () -> ANSWERS.transfer(LEG, 1, SamplePlans.huntGroup()));
		paths.put("bridge", () -> ANSWERS.of(new BridgeAnswer.Connect()));
		paths.put("bridge-after-a-briefing", () -> ANSWERS.of(new BridgeAnswer.Brief("Ann & Bob want <help>.", false)));
		paths.put("bridge-when-accepted",
				() -> ANSWERS.of(new BridgeAnswer.Brief("Ann & Bob want <help>. Press 1 to take the call.", true)));
		paths.put("bridge-declined", () -> ANSWERS.of(new BridgeAnswer.Decline()));
		return paths;
	}

	private static Bxml connect(int stream, StreamPlan plan) {
		return ANSWERS.of(new Answer.Connect(TOKEN, stream, plan));
	}

}
