package io.trunkline.sandbox.twilio;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A call as the API shows it and webhooks tell it. Written on the call's loop, read on
 * any thread.
 */
final class CallSheet {

	/** RFC 2822, with the offset as a number. */
	private static final DateTimeFormatter DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final String accountSid;

	private final String callSid;

	private final Route route;

	private final Instant created = Instant.now();

	private volatile String status;

	private volatile @Nullable Instant started;

	private volatile @Nullable Instant ended;

	CallSheet(String accountSid, String callSid, Route route) {
		this.accountSid = accountSid;
		this.callSid = callSid;
		this.route = route;
		this.status = route.isOrdered() ? "queued" : "ringing";
	}

	String callSid() {
		return this.callSid;
	}

	String status() {
		return this.status;
	}

	boolean isAnswered() {
		return this.status.equals("in-progress");
	}

	boolean isOver() {
		return !isAnswered() && !this.status.equals("ringing") && !this.status.equals("queued");
	}

	void answered() {
		this.started = Instant.now();
		this.status = "in-progress";
	}

	void ended(String finalStatus) {
		this.ended = Instant.now();
		this.status = finalStatus;
	}

	/** Whether a list has it, of which only those with these values are wanted. */
	boolean matches(String to, String from, String wanted) {
		return (to.isEmpty() || to.equals(this.route.to())) && (from.isEmpty() || from.equals(this.route.from()))
				&& (wanted.isEmpty() || wanted.equals(this.status));
	}

	/** In answer to its order, however soon it goes on. */
	Map<String, @Nullable Object> ordered() {
		return show("queued", null, null);
	}

	/** What each webhook says. */
	Map<String, String> form() {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("AccountSid", this.accountSid);
		form.put("ApiVersion", "2010-04-01");
		form.put("CallSid", this.callSid);
		form.put("CallStatus", this.status);
		form.put("Direction", this.route.direction());
		form.put("From", this.route.from());
		form.put("To", this.route.to());
		form.put("Caller", this.route.from());
		form.put("Called", this.route.to());
		form.put("CallerName", "");
		return form;
	}

	Map<String, @Nullable Object> show() {
		return show(this.status, this.started, this.ended);
	}

	private Map<String, @Nullable Object> show(String shown, @Nullable Instant begun, @Nullable Instant over) {
		String uri = "/2010-04-01/Accounts/" + this.accountSid + "/Calls/" + this.callSid;
		Map<String, @Nullable Object> call = new LinkedHashMap<>();
		call.put("sid", this.callSid);
		call.put("account_sid", this.accountSid);
		call.put("to", this.route.to());
		call.put("to_formatted", this.route.to());
		call.put("from", this.route.from());
		call.put("from_formatted", this.route.from());
		call.put("status", shown);
		call.put("direction", this.route.direction());
		call.put("api_version", "2010-04-01");
		call.put("date_created", DATE.format(this.created));
		call.put("date_updated", DATE.format((over != null) ? over : (begun != null) ? begun : this.created));
		call.put("start_time", (begun != null) ? DATE.format(begun) : null);
		call.put("end_time", (over != null) ? DATE.format(over) : null);
		call.put("duration", (over != null) ? seconds(begun, over) : null);
		call.put("price", null);
		call.put("price_unit", "USD");
		call.put("queue_time", "0");
		for (String unknown : new String[] { "answered_by", "parent_call_sid", "caller_name", "forwarded_from",
				"group_sid", "phone_number_sid", "trunk_sid" }) {
			call.put(unknown, null);
		}
		call.put("uri", uri + ".json");
		call.put("subresource_uris", Map.of("recordings", uri + "/Recordings.json", "streams", uri + "/Streams.json"));
		return call;
	}

	private static String seconds(@Nullable Instant begun, Instant over) {
		return String.valueOf((begun != null) ? Duration.between(begun, over).toSeconds() : 0);
	}

}
