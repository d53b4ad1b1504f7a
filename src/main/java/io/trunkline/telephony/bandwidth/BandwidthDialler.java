package io.trunkline.telephony.bandwidth;

import java.net.URI;
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
import io.trunkline.telephony.bandwidth.BandwidthProperties.Detection;
import io.trunkline.telephony.bandwidth.voice.CallOrders;
import io.trunkline.telephony.bandwidth.voice.NewCall;
import io.trunkline.telephony.bandwidth.voice.NewCall.MachineDetection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Places calls through Bandwidth's Voice API. */
final class BandwidthDialler implements Dialler {

	private final CallOrders orders;

	private final BandwidthProperties bandwidth;

	private final TelephonyProperties telephony;

	BandwidthDialler(CallOrders orders, BandwidthProperties bandwidth, TelephonyProperties telephony) {
		this.orders = orders;
		this.bandwidth = bandwidth;
		this.telephony = telephony;
	}

	@Override
	public String carrier() {
		return BandwidthCallControl.CARRIER;
	}

	@Override
	public Line line() {
		Map<String, Boolean> given = new LinkedHashMap<>();
		given.put("trunkline.public-url (PUBLIC_URL)", this.telephony.isReachable());
		given.put(named("account-id"), !this.bandwidth.accountId().isBlank());
		given.put(named("client-id"), !this.bandwidth.clientId().isBlank());
		given.put(named("client-secret"), this.bandwidth.clientSecret().isSet());
		given.put(named("application-id"), !this.bandwidth.applicationId().isBlank());
		given.put(named("from-number"), !this.bandwidth.fromNumber().isBlank());
		given.put(named("webhook-username"), !this.bandwidth.webhookUsername().isBlank());
		given.put(named("webhook-password"), this.bandwidth.webhookPassword().isSet());
		List<String> missing = given.entrySet()
			.stream()
			.filter((setting) -> !setting.getValue())
			.map(Map.Entry::getKey)
			.toList();
		return missing.isEmpty() ? new Line.Open(account(), new PhoneNumber(ownNumber())) : new Line.Missing(missing);
	}

	@Override
	public Mono<CallId> dial(DialPlan plan) {
		return Mono.defer(() -> this.orders.place(account(), order(plan)));
	}

	private AccountId account() {
		try {
			return new AccountId(set(this.bandwidth.accountId(), "account-id"));
		}
		catch (IllegalArgumentException _) {
			throw wrong("account-id", "is no account number");
		}
	}

	private NewCall order(DialPlan plan) {
		if (!this.telephony.isReachable()) {
			throw new TelephonyException(Kind.REJECTED,
					"no call can be placed: trunkline.public-url (PUBLIC_URL) is not set");
		}
		set(this.bandwidth.webhookUsername(), "webhook-username");
		set(this.bandwidth.webhookPassword().value(), "webhook-password");
		BandwidthCallback callback = BandwidthCallback.of(this.bandwidth, this.telephony);
		return new NewCall(plan.from().map(PhoneNumber::e164).orElseGet(this::ownNumber), plan.to().e164(),
				set(this.bandwidth.applicationId(), "application-id"), callback.url(), callback.url(),
				callback.username(), callback.password().value(), seconds(plan.ring(), 300),
				seconds(plan.callback(), 25), plan.tag(), detection(plan.detection(), callback));
	}

	private String ownNumber() {
		try {
			return new PhoneNumber(set(this.bandwidth.fromNumber(), "from-number")).e164();
		}
		catch (IllegalArgumentException _) {
			throw wrong("from-number", "is no number in E.164 form such as +12025550100");
		}
	}

	private @Nullable MachineDetection detection(DialPlan.Detection detection, BandwidthCallback callback) {
		return switch (detection) {
			case NONE -> null;
			case ASYNC -> detection("async", callback.url(), callback.username(), callback.password().value());
			case SYNC -> detection("sync", null, null, null);
		};
	}

	private MachineDetection detection(String mode, @Nullable URI url, @Nullable String username,
			@Nullable String password) {
		Detection how = this.bandwidth.detection();
		return new MachineDetection(mode, seconds(how.timeout(), 60), seconds(how.silence(), 60),
				seconds(how.speech(), 60), seconds(how.speechEnd(), 60), how.delayResult(), url, username, password);
	}

	/** Whole, rounded up, within what Bandwidth takes. */
	private static long seconds(Duration duration, long most) {
		return Math.clamp(duration.plusNanos(999_999_999).toSeconds(), 1, most);
	}

	private static String set(String value, String setting) {
		if (value.isBlank()) {
			throw wrong(setting, "is not set");
		}
		return value;
	}

	private static TelephonyException wrong(String setting, String what) {
		return new TelephonyException(Kind.REJECTED, "no call can be placed: " + named(setting) + " " + what);
	}

	private static String named(String setting) {
		String variable = "BANDWIDTH_" + setting.replace('-', '_').toUpperCase(Locale.ROOT);
		return "trunkline.bandwidth." + setting + " (" + variable + ")";
	}

}
