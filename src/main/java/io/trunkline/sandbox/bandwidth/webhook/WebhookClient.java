package io.trunkline.sandbox.bandwidth.webhook;

import java.io.IOException;
import java.time.Duration;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.retry.Retry;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Credentials;

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
	Mono<Reply> ask(Callback to, byte[] json) {
		return post(to, json).timeout(this.timeout);
	}

	/**
	 * Sends a webhook whose answer does not count. It is sent once more if the connection
	 * failed.
	 */
	Mono<Reply> tell(Callback to, byte[] json) {
		return post(to, json).retryWhen(Retry.max(1).filter(IOException.class::isInstance)).timeout(this.timeout);
	}

	private Mono<Reply> post(Callback to, byte[] json) {
		return this.http.headers((headers) -> {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
			Credentials credentials = to.credentials();
			if (credentials != null) {
				headers.set(HttpHeaderNames.AUTHORIZATION, credentials.basic());
			}
		})
			.post()
			.uri(to.url())
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json)))
			.responseSingle((response,
					body) -> body.asByteArray().defaultIfEmpty(new byte[0]).map((bytes) -> new Reply(response, bytes)));
	}

	/** What came back. */
	record Reply(int status, @Nullable String contentType, byte[] body) {

		Reply(HttpClientResponse response, byte[] body) {
			this(response.status().code(), response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE), body);
		}

		/** Whether it may be a document: 200 and some kind of XML. */
		boolean isDocument() {
			return this.status == 200 && this.contentType != null
					&& this.contentType.split(";")[0].strip().matches("(application|text)/xml");
		}

	}

}
