package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a service wants of a call that it places.
 *
 * @param url asked when the call is answered
 * @param ring how long it rings
 * @param detection told who answered; null if nobody wants to know
 */
record Order(String to, String from, URI url, @Nullable URI statusCallback, Duration ring, @Nullable URI detection) {

	private static final Set<String> KNOWN = Set.of("To", "From", "Url", "Method", "FallbackUrl", "FallbackMethod",
			"StatusCallback", "StatusCallbackMethod", "StatusCallbackEvent", "Timeout", "TimeLimit", "MachineDetection",
			"MachineDetectionTimeout", "MachineDetectionSpeechThreshold", "MachineDetectionSpeechEndThreshold",
			"MachineDetectionSilenceTimeout", "AsyncAmd", "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod");

	/**
	 * Reads an order.
	 * @throws ApiRefusal when Twilio would not take it
	 */
	static Order read(Map<String, List<String>> form, String own) {
		for (String field : form.keySet()) {
			if (!KNOWN.contains(field)) {
				throw new ApiRefusal(400, 20001, "unknown parameter " + field);
			}
		}
		String to = first(form, "To");
		if (!to.matches("\\+[1-9][0-9]{6,14}")) {
			throw new ApiRefusal(400, 21211, "invalid To");
		}
		String from = first(form, "From");
		if (!from.equals(own)) {
			throw new ApiRefusal(400, 21210, "From is not verified");
		}
		String ring = form.containsKey("Timeout") ? first(form, "Timeout") : "60";
		if (!ring.matches("[0-9]{1,3}") || Integer.parseInt(ring) > 600) {
			throw new ApiRefusal(400, 20001, "invalid Timeout");
		}
		boolean detects = form.containsKey("MachineDetection");
		if (detects && !Set.of("Enable", "DetectMessageEnd").contains(first(form, "MachineDetection"))) {
			throw new ApiRefusal(400, 20001, "invalid MachineDetection");
		}
		URI url = url(form, "Url");
		if (url == null) {
			throw new ApiRefusal(400, 21205, "Url is missing");
		}
		url(form, "FallbackUrl");
		return new Order(to, from, url, url(form, "StatusCallback"), Duration.ofSeconds(Integer.parseInt(ring)),
				detects ? url(form, "AsyncAmdStatusCallback") : null);
	}

	private static @Nullable URI url(Map<String, List<String>> form, String field) {
		if (!form.containsKey(field)) {
			return null;
		}
		URI url = URI.create(first(form, field));
		if (url.getHost() == null) {
			throw new ApiRefusal(400, 21205, field + " is not absolute");
		}
		return url;
	}

	private static String first(Map<String, List<String>> form, String field) {
		return form.getOrDefault(field, List.of("")).getFirst();
	}

}
