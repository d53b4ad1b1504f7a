package io.trunkline.sandbox.bandwidth.webhook;

import java.io.IOException;
import java.time.Duration;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import io.trunkline.sandbox.carrier.WebhookReply;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;

/** Sends webhooks. */
public final class WebhookClient {

	private final HttpClient http;

	private final Duration timeout;

	public WebhookClient(HttpClient http, Duration timeout) {
		this.http = http.disableRetry(true);
		this.timeout = timeout;
	}

	/** The same with more or less patience. */
	public WebhookClient within(Duration timeout) {
		return new WebhookClient(this.http, timeout);
	}

	/** Sends a webhook whose answer counts; fails when there is none in time. */
	public Mono<WebhookReply> ask(Callback to, byte[] json) {
		return post(to, json).timeout(this.timeout);
	}

	/**
	 * Sends a webhook whose answer does not count. It is sent once more if the connection
	 * failed.
	 */
	public Mono<WebhookReply> tell(Callback to, byte[] json) {
		return post(to, json).retryWhen(Retry.max(1).filter(IOException.class::isInstance)).timeout(this.timeout);
	}

	private Mono<WebhookReply> post(Callback to, byte[] json) {
		return WebhookReply.post(this.http, to.url(), (headers) -> {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
			Credentials credentials = to.credentials();
			if (credentials != null) {
				headers.set(HttpHeaderNames.AUTHORIZATION, credentials.basic());
			}
		}, json);
	}

}
