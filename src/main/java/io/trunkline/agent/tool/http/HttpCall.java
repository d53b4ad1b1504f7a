package io.trunkline.agent.tool.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import io.netty.handler.timeout.ReadTimeoutException;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Invocation;
import io.trunkline.agent.tool.ToolAction;
import io.trunkline.agent.tool.ToolFailure;
import io.trunkline.agent.tool.http.HttpToolProperties.Method;
import io.trunkline.secret.Secret;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClientRequest;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/**
 * One HTTP call as a tool. The model learns the answer's body or status, and nothing of
 * where it came from. Cancelling closes the exchange.
 *
 * @param body what is sent instead of the arguments
 * @param timeout after which the exchange is closed, whoever waits for it
 * @param maxOutput no more than this many characters are wanted
 * @param timer counts the timeout
 */
record HttpCall(WebClient web, Method method, UrlTemplate url, Map<String, Secret> headers, Optional<BodyTemplate> body,
		Effect effect, Duration timeout, int maxOutput, Scheduler timer) implements ToolAction {

	/** The longest encoding of a character in UTF-8. */
	private static final int BYTES = 4;

	/** How much of a body is read that nobody wants, to keep its connection. */
	private static final int UNWANTED = 4096;

	private static final Retry ONCE_MORE = Retry.max(1)
		.filter(HttpCall::isUnanswered)
		.onRetryExhaustedThrow((_, attempt) -> attempt.failure());

	@Override
	public Mono<String> run(Invocation invocation) {
		Mono<String> exchange = Mono.defer(() -> exchange(invocation, this.url.fill(new Values(invocation))));
		return ((this.effect == Effect.READ) ? exchange.retryWhen(ONCE_MORE) : exchange)
			.timeout(this.timeout, this.timer)
			.onErrorMap(HttpCall::isSilence, (_) -> new TimeoutException());
	}

	private Mono<String> exchange(Invocation invocation, URI target) {
		var request = this.web.method(HttpMethod.valueOf(this.method.name()))
			.uri(target)
			.headers((fields) -> addHeaders(fields, invocation))
			.httpRequest((message) -> {
				HttpClientRequest http = message.getNativeRequest();
				http.responseTimeout(this.timeout);
			});
		if (this.method.hasBody() || this.body.isPresent()) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(content(invocation).toString());
		}
		return request.exchangeToMono(this::read);
	}

	private JsonNode content(Invocation invocation) {
		return this.body.map((template) -> template.fill(new Values(invocation))).orElse(invocation.arguments());
	}

	private void addHeaders(HttpHeaders fields, Invocation invocation) {
		fields.setAccept(List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MediaType.ALL));
		if (this.effect == Effect.WRITE) {
			fields.set("Idempotency-Key", invocation.idempotencyKey());
		}
		this.headers.forEach((name, value) -> fields.set(name, value.value()));
	}

	private Mono<String> read(ClientResponse response) {
		if (!response.statusCode().is2xxSuccessful()) {
			return refuse(response, "The answer was status " + response.statusCode().value() + ".");
		}
		MediaType type = response.headers().contentType().orElse(MediaType.TEXT_PLAIN);
		if (!isText(type)) {
			return refuse(response, "The answer is not text.");
		}
		Charset charset = Optional.ofNullable(type.getCharset()).orElse(StandardCharsets.UTF_8);
		return body(response, (this.maxOutput + 1) * BYTES).map((content) -> text(content, charset));
	}

	private static Mono<String> refuse(ClientResponse response, String reason) {
		return body(response, UNWANTED).doOnNext(DataBufferUtils::release).then(Mono.error(new ToolFailure(reason)));
	}

	/** Leaves an endless body where it is, and closes its connection. */
	private static Mono<DataBuffer> body(ClientResponse response, int longest) {
		return DataBufferUtils
			.join(DataBufferUtils.takeUntilByteCount(response.body(BodyExtractors.toDataBuffers()), longest));
	}

	private static String text(DataBuffer content, Charset charset) {
		try {
			return content.toString(charset);
		}
		finally {
			DataBufferUtils.release(content);
		}
	}

	private static boolean isText(MediaType type) {
		String subtype = type.getSubtype();
		return type.getType().equals("text") || subtype.equals("json") || subtype.equals("xml")
				|| subtype.endsWith("+json") || subtype.endsWith("+xml");
	}

	/**
	 * Nobody can have acted on it: there was no connection, or no answer on an old one.
	 */
	private static boolean isUnanswered(Throwable failure) {
		return failure instanceof WebClientRequestException refused && refused.getCause() instanceof IOException;
	}

	private static boolean isSilence(Throwable failure) {
		return failure instanceof WebClientRequestException refused
				&& refused.getCause() instanceof ReadTimeoutException;
	}

}
