package io.trunkline.sandbox.carrier;

import java.net.URI;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * What came back for a webhook.
 *
 * @param status 0 if nothing did
 */
public record WebhookReply(int status, @Nullable String contentType, byte[] body) {

	/** Nothing came back. */
	public static final WebhookReply NONE = new WebhookReply(0, null, new byte[0]);

	/**
	 * Sends a webhook.
	 * @param headers sets at least the type of the body
	 * @return cold; knows no deadline
	 */
	public static Mono<WebhookReply> post(HttpClient http, URI to, Consumer<HttpHeaders> headers, byte[] body) {
		return http.headers(headers)
			.post()
			.uri(to)
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
			.responseSingle((response, content) -> content.asByteArray()
				.defaultIfEmpty(new byte[0])
				.map((bytes) -> new WebhookReply(response.status().code(),
						response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE), bytes)));
	}

	/** Whether it may be a document: 200 and some kind of XML. */
	public boolean isDocument() {
		return this.status == 200 && this.contentType != null
				&& this.contentType.split(";")[0].strip().matches("(application|text)/xml");
	}

}
