package io.trunkline.telephony.webhook;

import java.time.Duration;

import io.trunkline.telephony.webhook.Refusal.RefusedException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Reads the body of a webhook within limits of size and time. */
public final class WebhookBody {

	/** Far more than any event needs. */
	public static final int MAX_BYTES = 64 * 1024;

	private WebhookBody() {
	}

	/**
	 * Reads a body whole.
	 * @param deadline from the subscription to the last byte
	 * @return empty array for an empty body; fails with {@link RefusedException} when the
	 * body is too large, announced or not, or too slow
	 */
	public static Mono<byte[]> read(ServerHttpRequest request, Duration deadline) {
		if (request.getHeaders().getContentLength() > MAX_BYTES) {
			return Mono.error(new RefusedException(Refusal.TOO_LARGE));
		}
		return DataBufferUtils.join(request.getBody(), MAX_BYTES)
			.map(WebhookBody::bytes)
			.defaultIfEmpty(new byte[0])
			.onErrorMap(DataBufferLimitException.class, (_) -> new RefusedException(Refusal.TOO_LARGE))
			.timeout(deadline, Mono.error(() -> new RefusedException(Refusal.TOO_SLOW)));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
