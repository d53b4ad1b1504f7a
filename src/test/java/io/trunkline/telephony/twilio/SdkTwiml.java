package io.trunkline.telephony.twilio;

import java.util.LinkedHashMap;
import java.util.Map;

import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Number;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Play;
import com.twilio.twiml.voice.Recording;
import com.twilio.twiml.voice.Reject;
import com.twilio.twiml.voice.Say;
import com.twilio.twiml.voice.Sip;
import com.twilio.twiml.voice.Start;
import com.twilio.twiml.voice.Stream;

/** The documents of {@link TwimlPaths} as Twilio's own SDK makes them. */
final class SdkTwiml {

	private static final String HOOK = "https://voice.example.com/webhooks/twilio/";

	private static final String SORRY = "We are sorry, your call cannot be taken right now. Please try again later.";

	private SdkTwiml() {
	}

	static Map<String, VoiceResponse.Builder> all() {
		Map<String, VoiceResponse.Builder> all = new LinkedHashMap<>();
		all.put("connect", connect("agent", ""));
		all.put("connect-a-placed-call", connect("agent", "/order-17"));
		all.put("connect-again", connect("agent-3", ""));
		all.put("connect-with-parameters",
				response().connect(new Connect.Builder().action(HOOK + "after-stream")
					.stream(stream("agent", "").parameter(parameter("name", "Renée \"Ann\" <Miller> & 'Co'"))
						.parameter(parameter("order", "A-17"))
						.build())
					.build()));
		all.put("connect-recorded", recorded(Recording.Channels.DUAL));
		all.put("connect-recorded-on-one-track", recorded(Recording.Channels.MONO));
		all.put("connect-recorded-later", connect("agent", ""));
		all.put("connect-after-digits", connect(digits("12*#ABCD"), "agent", ""));
		all.put("restream", connect("agent-2", ""));
		all.put("restream-after-digits", connect(digits("1ww2" + "5".repeat(50)), "agent-3", "/order-17"));
		all.put("reject", response().reject(new Reject.Builder().build()));
		all.put("hang-up", response().hangup(new Hangup.Builder().build()));
		all.put("apologise", response().say(say("Sorry, A&B is <closed> today.")).hangup(hangUp()));
		all.put("pass-on", passOn());
		all.put("fallback", response().say(say(SORRY)).hangup(hangUp()));
		all.put("fallback-to-a-number", passOn());
		all.put("transfer", transfer(""));
		all.put("transfer-of-a-placed-call", transfer("/order-17"));
		all.put("transfer-to-a-hunt-group", huntGroup());
		all.put("bridge", response());
		all.put("bridge-after-a-briefing", response().say(say("Ann & Bob want <help>.")));
		all.put("bridge-when-accepted",
				response().gather(gather("").say(say("Ann & Bob want <help>. Press 1 to take the call.")).build())
					.hangup(hangUp()));
		all.put("bridge-when-accepted-of-a-placed-call",
				response().gather(gather("/order-17").say(say("Press 1 to take the call.")).build()).hangup(hangUp()));
		all.put("bridge-when-accepted-without-a-word", response().gather(gather("").build()).hangup(hangUp()));
		all.put("bridge-declined", response().hangup(hangUp()));
		return all;
	}

	private static VoiceResponse.Builder response() {
		return new VoiceResponse.Builder();
	}

	private static VoiceResponse.Builder connect(String name, String tag) {
		return connect(response(), name, tag);
	}

	private static VoiceResponse.Builder connect(VoiceResponse.Builder before, String name, String tag) {
		return before.connect(
				new Connect.Builder().action(HOOK + "after-stream" + tag).stream(stream(name, tag).build()).build());
	}

	private static Stream.Builder stream(String name, String tag) {
		return new Stream.Builder().url("wss://voice.example.com/media/twilio/0AZaz_-9")
			.name(name)
			.statusCallback(HOOK + "stream" + tag);
	}

	private static Parameter parameter(String name, String value) {
		return new Parameter.Builder().name(name).value(value).build();
	}

	private static VoiceResponse.Builder recorded(Recording.Channels channels) {
		Recording recording = new Recording.Builder().channels(channels)
			.recordingStatusCallback(HOOK + "recording")
			.build();
		return connect(response().start(new Start.Builder().recording(recording).build()), "agent", "");
	}

	private static VoiceResponse.Builder digits(String digits) {
		return response().play(new Play.Builder().digits(digits).build());
	}

	private static Say say(String sentence) {
		return new Say.Builder(sentence).build();
	}

	private static Hangup hangUp() {
		return new Hangup.Builder().build();
	}

	private static VoiceResponse.Builder passOn() {
		return response().dial(new Dial.Builder().action(HOOK + "after-dial")
			.number(new Number.Builder("+12025550199").build())
			.build());
	}

	private static VoiceResponse.Builder transfer(String tag) {
		return response().dial(new Dial.Builder().action(HOOK + "after-dial" + tag)
			.timeout(30)
			.number(new Number.Builder("+12025550103").statusCallback(forCaller("status" + tag)).build())
			.build());
	}

	private static VoiceResponse.Builder huntGroup() {
		Dial.Builder dial = new Dial.Builder().action(HOOK + "after-dial").callerId("+12025550102").timeout(20);
		for (String number : new String[] { "+12025550103", "+12025550104" }) {
			dial.number(
					new Number.Builder(number).url(forCaller("picked-up")).statusCallback(forCaller("status")).build());
		}
		for (String uri : new String[] { "sip:desk@pbx.example.com?X-Order=A%2017&X-VIP=yes",
				"sips:back@pbx.example.com" }) {
			dial.sip(new Sip.Builder(uri).url(forCaller("picked-up")).statusCallback(forCaller("status")).build());
		}
		return response().dial(dial.build());
	}

	private static Gather.Builder gather(String tag) {
		return new Gather.Builder().inputs(Gather.Input.DTMF)
			.numDigits(1)
			.timeout(10)
			.actionOnEmptyResult(true)
			.action(forCaller("decided" + tag));
	}

	private static String forCaller(String event) {
		return HOOK + event + "?call=" + TwilioServer.CALL;
	}

}
