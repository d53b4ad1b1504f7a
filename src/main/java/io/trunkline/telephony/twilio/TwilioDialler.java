package io.trunkline.telephony.twilio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.DialPlan;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.twilio.TwilioProperties.Detection;
import io.trunkline.telephony.twilio.rest.CallsApi;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** Places calls through Twilio's API. */
final class TwilioDialler implements Dialler {

	private final CallsApi api;

	private final TwilioProperties twilio;

	private final TelephonyProperties telephony;

	TwilioDialler(CallsApi api, TwilioProperties twilio, TelephonyProperties telephony) {
		this.api = api;
		this.twilio = twilio;
		this.telephony = telephony;
	}

	@Override
	public String carrier() {
		return TwilioEventReader.CARRIER;
	}

	@Override
	public Line line() {
		Map<String, Boolean> given = new LinkedHashMap<>();
		given.put("trunkline.public-url (PUBLIC_URL)", this.telephony.isReachable());
		given.put(named("account-sid"), !this.twilio.accountSid().isBlank());
		given.put(named("auth-token"), this.twilio.primaryToken().isSet());
		given.put(named("from-number"), !this.twilio.fromNumber().isBlank());
		List<String> missing = given.entrySet()
			.stream()
			.filter((setting) -> !setting.getValue())
			.map(Map.Entry::getKey)
			.toList();
		return missing.isEmpty() ? new Line.Open(account(), ownNumber()) : new Line.Missing(missing);
	}

	@Override
	public Mono<CallId> dial(DialPlan plan) {
		return Mono.defer(() -> this.api.create(account(), order(plan)));
	}

	/**
	 * The same address is asked twice: when the first answer fails, another pod may give
	 * it. How long Twilio waits for each cannot be said.
	 */
	private MultiValueMap<String, String> order(DialPlan plan) {
		if (line() instanceof Line.Missing(List<String> settings)) {
			throw wrong("no call can be placed without " + String.join(", ", settings));
		}
		TwilioCallback callback = new TwilioCallback(this.telephony, plan.tag());
		MultiValueMap<String, String> order = new LinkedMultiValueMap<>();
		order.add("To", plan.to().e164());
		order.add("From", plan.from().orElseGet(this::ownNumber).e164());
		order.add("Url", callback.url(TwilioEventType.ANSWER));
		order.add("FallbackUrl", callback.url(TwilioEventType.ANSWER));
		order.add("StatusCallback", callback.url(TwilioEventType.STATUS));
		order.add("Timeout", String.valueOf(Math.clamp(plan.ring().toSeconds(), 1, 600)));
		switch (plan.detection()) {
			case NONE -> {
			}
			case SYNC -> detect(order);
			case ASYNC -> {
				detect(order);
				order.add("AsyncAmd", "true");
				order.add("AsyncAmdStatusCallback", callback.url(TwilioEventType.DETECTION));
			}
		}
		return order;
	}

	private void detect(MultiValueMap<String, String> order) {
		Detection how = this.twilio.detection();
		order.add("MachineDetection", how.delayResult() ? "DetectMessageEnd" : "Enable");
		order.add("MachineDetectionTimeout", String.valueOf(how.timeout().toSeconds()));
		order.add("MachineDetectionSpeechThreshold", millis(how.speech()));
		order.add("MachineDetectionSpeechEndThreshold", millis(how.speechEnd()));
		order.add("MachineDetectionSilenceTimeout", millis(how.silence()));
	}

	private static String millis(Duration duration) {
		return String.valueOf(duration.toMillis());
	}

	private AccountId account() {
		try {
			return new AccountId(this.twilio.accountSid());
		}
		catch (IllegalArgumentException _) {
			throw wrong("no call can be placed: " + named("account-sid") + " is no account");
		}
	}

	private PhoneNumber ownNumber() {
		try {
			return new PhoneNumber(this.twilio.fromNumber());
		}
		catch (IllegalArgumentException _) {
			throw wrong("no call can be placed: " + named("from-number")
					+ " is no number in E.164 form such as +12025550100");
		}
	}

	private static TelephonyException wrong(String what) {
		return new TelephonyException(Kind.REJECTED, what);
	}

	private static String named(String setting) {
		return "trunkline.twilio." + setting + " (TWILIO_" + setting.replace('-', '_').toUpperCase(Locale.ROOT) + ")";
	}

}
