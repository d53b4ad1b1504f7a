package io.trunkline.sandbox.bandwidth.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.trunkline.sandbox.bandwidth.api.RequestFields.InvalidRequestException;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An order for a call that keeps all the rules.
 *
 * @param json the body as it came
 */
public record CallRequest(String from, String to, Callback answer, @Nullable Callback disconnect, Duration callTimeout,
		Duration callbackTimeout, @Nullable MachineDetection detection, @Nullable String tag, int priority,
		Map<String, @Nullable Object> json) {

	private static final Set<String> KNOWN = Set.of("from", "to", "applicationId", "answerUrl", "answerMethod",
			"username", "password", "answerFallbackUrl", "answerFallbackMethod", "fallbackUsername", "fallbackPassword",
			"disconnectUrl", "disconnectMethod", "callTimeout", "callbackTimeout", "machineDetection", "priority",
			"tag", "privacy", "displayName", "uui");

	private static final Set<String> SECRETS = Set.of("username", "password", "fallbackUsername", "fallbackPassword");

	private static final Set<String> HIDDEN_NAMES = Set.of("Restricted", "Anonymous", "Private", "Unavailable");

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

	private static final Pattern SIP_URI = Pattern.compile("sips?:[^\\s@]+@[^\\s@]+");

	private static final Pattern USER_TO_USER = Pattern.compile("[^;,]+;encoding=(base64|hex|jwt)");

	/**
	 * Reads a body.
	 * @throws InvalidRequestException if it breaks a rule
	 */
	public static CallRequest read(byte[] body, String applicationId) {
		Map<String, @Nullable Object> json;
		try {
			json = JsonMapper.shared().readValue(body, new TypeReference<>() {
			});
		}
		catch (JacksonException _) {
			throw new InvalidRequestException("the body is not a JSON object");
		}
		RequestFields fields = new RequestFields("", json);
		fields.onlyKnow(KNOWN);
		check(fields, applicationId);
		RequestFields detection = fields.object("machineDetection");
		Callback answer = fields.callback("answerUrl", "answerMethod", "username", "password");
		if (answer == null) {
			throw fields.invalid("answerUrl", "is required");
		}
		fields.callback("answerFallbackUrl", "answerFallbackMethod", "fallbackUsername", "fallbackPassword");
		return new CallRequest(fields.required("from", 32), fields.required("to", 1024), answer,
				fields.callback("disconnectUrl", "disconnectMethod", "username", "password"),
				fields.seconds("callTimeout", 30, 1, 300), fields.seconds("callbackTimeout", 15, 1, 25),
				(detection != null) ? MachineDetection.read(detection) : null, fields.text("tag", 4096),
				fields.whole("priority", 5, 1, 5), json);
	}

	private static void check(RequestFields fields, String applicationId) {
		if (!E164.matcher(fields.required("from", 32)).matches()) {
			throw fields.invalid("from", "must be a number in E.164 form");
		}
		String to = fields.required("to", 1024);
		boolean sip = SIP_URI.matcher(to).matches();
		if (!sip && !E164.matcher(to).matches()) {
			throw fields.invalid("to", "must be a number in E.164 form or a SIP URI");
		}
		if (!fields.required("applicationId", 64).equals(applicationId)) {
			throw fields.invalid("applicationId", "is not an application of this account");
		}
		boolean privacy = fields.flag("privacy");
		String name = fields.text("displayName", 256);
		if (name != null && name.chars().anyMatch(Character::isISOControl)) {
			throw fields.invalid("displayName", "has a control character");
		}
		if (name != null && privacy && !HIDDEN_NAMES.contains(name)) {
			throw fields.invalid("displayName", "shows a name in spite of privacy");
		}
		String uui = fields.text("uui", 350);
		if (uui != null && !sip) {
			throw fields.invalid("uui", "is for SIP URIs only");
		}
		for (String part : (uui != null) ? uui.split(",", -1) : new String[0]) {
			if (!USER_TO_USER.matcher(part.strip()).matches()) {
				throw fields.invalid("uui", "does not end with its encoding: base64, hex or jwt");
			}
		}
	}

	/** The order without credentials, for those who read about it. */
	public Map<String, Object> told() {
		Map<String, Object> told = new LinkedHashMap<>();
		this.json.forEach((name, value) -> {
			if (value != null && !SECRETS.contains(name) && !name.equals("machineDetection")) {
				told.put(name, value);
			}
		});
		if (this.detection != null) {
			told.put("machineDetection", this.detection.sync() ? "sync" : "async");
		}
		return told;
	}

	/** What the Voice API answers. */
	public Map<String, @Nullable Object> reply(Envelope call) {
		Map<String, @Nullable Object> reply = new LinkedHashMap<>();
		reply.put("applicationId", call.applicationId());
		reply.put("accountId", call.accountId());
		reply.put("callId", call.callId());
		reply.put("to", this.to);
		reply.put("from", this.from);
		reply.put("enqueuedTime", (call.enqueuedTime() != null) ? Envelope.time(call.enqueuedTime()) : null);
		reply.put("callUrl", call.callUrl());
		reply.put("callTimeout", this.callTimeout.toMillis() / 1000.0);
		reply.put("callbackTimeout", this.callbackTimeout.toMillis() / 1000.0);
		reply.put("priority", this.priority);
		for (String echoed : Set.of("tag", "answerUrl", "answerFallbackUrl", "disconnectUrl", "username", "password",
				"fallbackUsername", "fallbackPassword")) {
			reply.put(echoed, this.json.get(echoed));
		}
		for (String method : Set.of("answerMethod", "answerFallbackMethod", "disconnectMethod")) {
			reply.put(method, "POST");
		}
		return reply;
	}

}
