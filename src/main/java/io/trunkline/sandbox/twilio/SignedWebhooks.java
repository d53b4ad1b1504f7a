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

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
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
	Mono<Reply> post(URI to, Map<String, String> form, String event) {
		String body = form.entrySet()
			.stream()
			.map((field) -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
		return this.http.headers((headers) -> {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8");
			headers.set(HttpHeaderNames.USER_AGENT, "TwilioProxy/1.1");
			headers.set("X-Twilio-Signature", signature(to, form));
			headers.set("I-Twilio-Idempotency-Token", event);
		})
			.post()
			.uri(to)
			.send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)))
			.responseSingle((response, content) -> content.asByteArray()
				.defaultIfEmpty(new byte[0])
				.map((bytes) -> new Reply(response.status().code(),
						response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE), bytes)))
			.timeout(PATIENCE);
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

	/** What came back. */
	record Reply(int status, @Nullable String contentType, byte[] body) {

		/** Whether it may be a document: 200 and some kind of XML. */
		boolean isDocument() {
			return this.status == 200 && this.contentType != null
					&& this.contentType.split(";")[0].strip().matches("(application|text)/xml");
		}

	}

}
