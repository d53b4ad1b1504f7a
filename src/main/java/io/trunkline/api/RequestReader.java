package io.trunkline.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.api.Problem.FieldError;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what requests bring, within limits of size and time, and checks it against the
 * document. Fails with a problem otherwise.
 */
final class RequestReader {

	/** Far more than the largest body that is valid. */
	static final int MAX_BYTES = 32 * 1024;

	private final ApiDocument document;

	private final Duration deadline;

	/**
	 * Reads by this document.
	 * @param deadline from the subscription to a body's last byte
	 */
	RequestReader(ApiDocument document, Duration deadline) {
		this.document = document;
		this.deadline = deadline;
	}

	/** The body, as the document describes it for this operation. */
	Mono<JsonNode> body(ServerRequest request, String operation) {
		ServerHttpRequest raw = request.exchange().getRequest();
		if (!isJson(raw.getHeaders())) {
			return fail(new Problem(ProblemType.MEDIA_TYPE, "Send the body as application/json in UTF-8."));
		}
		if (raw.getHeaders().getContentLength() > MAX_BYTES) {
			return Mono.error(RequestReader::tooLarge);
		}
		return DataBufferUtils.join(raw.getBody(), MAX_BYTES)
			.map(RequestReader::bytes)
			.onErrorMap(DataBufferLimitException.class, (_) -> tooLarge())
			.defaultIfEmpty(new byte[0])
			.timeout(this.deadline, fail(new Problem(ProblemType.BODY_TOO_SLOW, "Send the whole body at once.")))
			.map((bytes) -> checked(operation, bytes));
	}

	/** The query's parameters, as the document describes them for this operation. */
	Map<String, String> query(ServerRequest request, String operation) {
		Map<String, String> given = new LinkedHashMap<>();
		request.queryParams().forEach((name, values) -> given.put(name, only(name, values)));
		refuse(this.document.query(operation, given));
		return given;
	}

	/** A header, as the document describes it for this operation, if it is there. */
	Optional<String> header(ServerRequest request, String operation, String name) {
		List<String> values = request.headers().header(name);
		if (values.isEmpty()) {
			return Optional.empty();
		}
		Map<String, String> given = Map.of(name, only(name, values));
		refuse(this.document.headers(operation, given));
		return Optional.ofNullable(given.get(name));
	}

	private static String only(String name, List<String> values) {
		if (values.size() > 1) {
			throw Problem.invalid(List.of(new FieldError(name, "is given more than once"))).asException();
		}
		return Objects.requireNonNullElse(values.getFirst(), "");
	}

	private JsonNode checked(String operation, byte[] bytes) {
		JsonNode given;
		try {
			given = ApiJson.read(bytes);
		}
		catch (JacksonException _) {
			throw Problem.invalid(List.of(new FieldError("", "is not JSON"))).asException();
		}
		if (given.isMissingNode()) {
			throw Problem.invalid(List.of(new FieldError("", "is empty"))).asException();
		}
		refuse(this.document.body(operation, given));
		return given;
	}

	private static void refuse(List<FieldError> errors) {
		if (!errors.isEmpty()) {
			throw Problem.invalid(errors).asException();
		}
	}

	private static boolean isJson(HttpHeaders headers) {
		try {
			MediaType type = headers.getContentType();
			return type != null && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
					&& (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8))
					&& !headers.containsHeader(HttpHeaders.CONTENT_ENCODING);
		}
		catch (InvalidMediaTypeException _) {
			return false;
		}
	}

	private static Throwable tooLarge() {
		return new Problem(ProblemType.BODY_TOO_LARGE, "Send at most " + MAX_BYTES / 1024 + " KiB.").asException();
	}

	private static <T> Mono<T> fail(Problem problem) {
		return Mono.error(problem::asException);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
