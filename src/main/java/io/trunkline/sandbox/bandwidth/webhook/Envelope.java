package io.trunkline.sandbox.bandwidth.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every webhook of one call leg says about it.
 *
 * @param direction {@code inbound} or {@code outbound}
 * @param startTime when it begins; may lie ahead for a call that is queued
 * @param enqueuedTime when it was ordered; null if nobody ordered it
 */
public record Envelope(String accountId, String applicationId, String callId, String from, String to, String direction,
		Instant startTime, @Nullable Instant enqueuedTime) {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
		.withZone(ZoneOffset.UTC);

	/** A leg that nobody ordered. */
	public Envelope(String accountId, String applicationId, String callId, String from, String to, String direction,
			Instant startTime) {
		this(accountId, applicationId, callId, from, to, direction, startTime, null);
	}

	/** The number or SIP URI of whoever is not the service. */
	public String farEnd() {
		return this.direction.equals("inbound") ? this.from : this.to;
	}

	/** Where a real carrier would have the call; nobody here asks there. */
	public String callUrl() {
		return "https://voice.bandwidth.com/api/v2/accounts/" + this.accountId + "/calls/" + this.callId;
	}

	/**
	 * The body of a webhook.
	 * @param extra fields of this kind of event; those that are null are left out
	 */
	public byte[] body(String eventType, Instant eventTime, Map<String, ? extends @Nullable Object> extra) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("eventType", eventType);
		body.put("eventTime", time(eventTime));
		body.put("accountId", this.accountId);
		body.put("applicationId", this.applicationId);
		body.put("from", this.from);
		body.put("to", this.to);
		body.put("direction", this.direction);
		body.put("callId", this.callId);
		body.put("callUrl", callUrl());
		body.put("startTime", time(this.startTime));
		if (this.enqueuedTime != null) {
			body.put("enqueuedTime", time(this.enqueuedTime));
		}
		extra.forEach((name, value) -> {
			if (value != null) {
				body.put(name, value);
			}
		});
		return JSON.writeValueAsBytes(body);
	}

	/** The leg as the Voice API shows it. */
	public Map<String, @Nullable Object> describe(String state, @Nullable Instant answerTime,
			@Nullable Instant endTime) {
		Map<String, @Nullable Object> call = new LinkedHashMap<>();
		call.put("applicationId", this.applicationId);
		call.put("accountId", this.accountId);
		call.put("callId", this.callId);
		call.put("parentCallId", null);
		call.put("to", this.to);
		call.put("from", this.from);
		call.put("direction", this.direction);
		call.put("state", state);
		call.put("enqueuedTime", (this.enqueuedTime != null) ? time(this.enqueuedTime) : null);
		call.put("startTime", state.equals("queued") ? null : time(this.startTime));
		call.put("answerTime", (answerTime != null) ? time(answerTime) : null);
		call.put("endTime", (endTime != null) ? time(endTime) : null);
		return call;
	}

	/** Another leg of the same account, which the carrier calls. */
	public Envelope leg(String from, String to, Instant startTime) {
		return new Envelope(this.accountId, this.applicationId, newCallId(), from, to, "outbound", startTime);
	}

	public static String newCallId() {
		return "c-" + UUID.randomUUID().toString().substring(0, 8) + "-" + UUID.randomUUID();
	}

	public static String time(Instant instant) {
		return MILLIS.format(instant);
	}

	public static String duration(Duration duration) {
		return duration.toString();
	}

}
