package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.trunkline.sandbox.carrier.WebhookReply;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Sends webhooks, each with its signature. */
final class SignedWebhooks {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final HttpClient http;

	private final String authToken;

	SignedWebhooks(HttpClient http, String authToken) {
		this.http = http.disableRetry(true);
		this.authToken = authToken;
	}

	/**
	 * Sends a webhook.
	 * @param event the same for each attempt to deliver it
	 */
	Mono<WebhookReply> post(URI to, Map<String, String> form, String event) {
		String body = form.entrySet()
			.stream()
			.map((field) -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
		return WebhookReply.post(this.http, to, (headers) -> {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8");
			headers.set(HttpHeaderNames.USER_AGENT, "TwilioProxy/1.1");
			headers.set("X-Twilio-Signature", signature(to, form));
			headers.set("I-Twilio-Idempotency-Token", event);
		}, body.getBytes(StandardCharsets.UTF_8)).timeout(PATIENCE);
	}

	/** The signature of a request to this URL with these parameters. */
	String signature(URI url, Map<String, String> form) {
		StringBuilder data = new StringBuilder(url.toString());
		new TreeMap<>(form).forEach((name, value) -> data.append(name).append(value));
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(this.authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
			return Base64.getEncoder().encodeToString(mac.doFinal(data.toString().getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has HMAC-SHA1", ex);
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
