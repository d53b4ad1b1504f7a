package io.trunkline.telephony.twilio;

import java.util.LinkedHashMap;
import java.util.Map;
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

/** Every document that Twilio can get from us, by the name of its golden file. */
final class TwimlPaths {

	private static final CallLeg LEG = new CallLeg("twilio", new AccountId(TwilioServer.ACCOUNT),
			new CallId(TwilioServer.CALL), "+12025550101", "+12025550102", Direction.INBOUND);

	private static final CallLeg PLACED = new CallLeg("twilio", new AccountId(TwilioServer.ACCOUNT),
			new CallId(TwilioServer.CALL), "+12025550102", "+12025550101", Direction.OUTBOUND, "order-17");

	private static final Answer.Token TOKEN = new Answer.Token("0AZaz_-9");

	private static final PhoneNumber DESK = new PhoneNumber("+12025550103");

	private static final TwilioAnswers ANSWERS = new TwilioAnswers(
			new TelephonyProperties("https://voice.example.com", ""));

	private static final TwilioAnswers WITH_NUMBER = new TwilioAnswers(
			new TelephonyProperties("https://voice.example.com", "+12025550199"));

	private TwimlPaths() {
	}

	static Map<String, Supplier<Twiml>> all() {
		Map<String, Supplier<Twiml>> paths = new LinkedHashMap<>();
		paths.put("connect", () -> connect(1, StreamPlan.PLAIN));
		paths.put("connect-a-placed-call", () -> ANSWERS.of(new Answer.Connect(TOKEN, 1), PLACED.tag()));
		paths.put("connect-again", () -> connect(3, StreamPlan.PLAIN));
		paths.put("connect-with-parameters", () -> connect(1, SamplePlans.parameters()));
		paths.put("connect-recorded",
				() -> connect(1, SamplePlans.recorded(new RecordingPlan(false, Format.WAV, true, false))));
		paths.put("connect-recorded-on-one-track",
				() -> connect(1, SamplePlans.recorded(new RecordingPlan(false, Format.MP3, false, false))));
		paths.put("connect-recorded-later",
				() -> connect(1, SamplePlans.recorded(new RecordingPlan(true, Format.MP3, false, true))));
		paths.put("connect-after-digits", () -> connect(1, SamplePlans.digits("12*#ABCD")));
		paths.put("restream", () -> ANSWERS.restream(LEG, new Answer.Connect(TOKEN, 2)));
		paths.put("restream-after-digits", () -> ANSWERS.restream(PLACED,
				new Answer.Connect(TOKEN, 3, SamplePlans.digits("1ww2" + "5".repeat(50)))));
		paths.put("reject", () -> answer(new Answer.Reject()));
		paths.put("hang-up", () -> answer(new Answer.HangUp()));
		paths.put("apologise", () -> answer(new Answer.Apologise("Sorry, A&B is <closed> today.")));
		paths.put("pass-on", () -> answer(new Answer.PassOn(new PhoneNumber("+12025550199"))));
		paths.put("fallback", () -> ANSWERS.fallback(""));
		paths.put("fallback-to-a-number", () -> WITH_NUMBER.fallback(""));
		paths.put("transfer", () -> ANSWERS.transfer(LEG, TransferPlan.to(DESK)));
		paths.put("transfer-of-a-placed-call", () -> ANSWERS.transfer(PLACED, TransferPlan.to(DESK)));
		paths.put("transfer-to-a-hunt-group", () -> ANSWERS.transfer(LEG, SamplePlans.huntGroup()));
		paths.put("bridge", () -> bridge(new BridgeAnswer.Connect()));
		paths.put("bridge-after-a-briefing", () -> bridge(new BridgeAnswer.Brief("Ann & Bob want <help>.", false)));
		paths.put("bridge-when-accepted",
				() -> bridge(new BridgeAnswer.Brief("Ann & Bob want <help>. Press 1 to take the call.", true)));
		paths.put("bridge-when-accepted-of-a-placed-call",
				() -> ANSWERS.of(new BridgeAnswer.Brief("Press 1 to take the call.", true), PLACED));
		paths.put("bridge-when-accepted-without-a-word", () -> bridge(new BridgeAnswer.Brief(" ", true)));
		paths.put("bridge-declined", () -> bridge(new BridgeAnswer.Decline()));
		return paths;
	}

	private static Twiml answer(Answer answer) {
		return ANSWERS.of(answer, LEG.tag());
	}

	private static Twiml bridge(BridgeAnswer answer) {
		return ANSWERS.of(answer, LEG);
	}

	private static Twiml connect(int stream, StreamPlan plan) {
		return answer(new Answer.Connect(TOKEN, stream, plan));
	}

}
