package io.trunkline.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * An RFC 9457 problem.
 *
 * @param detail what to do about it; shows nothing of what was sent
 * @param errors what is wrong with single fields
 * @param retryAfter when it may be tried again
 */
record Problem(ProblemType type, String detail, List<FieldError> errors, Optional<Duration> retryAfter) {

	Problem(ProblemType type, String detail) {
		this(type, detail, List.of(), Optional.empty());
	}

	/** A request that is not as the document says. */
	static Problem invalid(List<FieldError> errors) {
		return new Problem(ProblemType.INVALID_REQUEST, "The fields in errors are not as /v3/api-docs describes them.",
				errors, Optional.empty());
	}

	ProblemException asException() {
		return new ProblemException(this);
	}

	Mono<ServerResponse> answer() {
		return ServerResponse.status(this.type.status()).headers(this::writeTo).bodyValue(json());
	}

	/** The same where there is no handler. */
	Mono<Void> answer(ServerHttpResponse response) {
		response.setStatusCode(this.type.status());
		writeTo(response.getHeaders());
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(json())));
	}

	/** A body that is not read is not waited for either. */
	private void writeTo(HttpHeaders headers) {
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		this.retryAfter
			.ifPresent((wait) -> headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, seconds(wait)))));
		switch (this.type) {
			case BODY_TOO_LARGE, BODY_TOO_SLOW, MEDIA_TYPE -> headers.set(HttpHeaders.CONNECTION, "close");
			default -> {
			}
		}
	}

	private static long seconds(Duration wait) {
		return wait.plusMillis(999).toSeconds();
	}

	private byte[] json() {
		return ApiJson.bytes(new Body(this.type.uri(), this.type.title(), this.type.status().value(), this.detail,
				this.errors.isEmpty() ? Optional.empty() : Optional.of(this.errors)));
	}

	private record Body(String type, String title, int status, String detail, Optional<List<FieldError>> errors) {
	}

	/**
	 * What is wrong with one field.
	 *
	 * @param field its path in the body, or the name of a parameter or header; empty for
	 * the whole body
	 * @param detail shows nothing of the value
	 */
	record FieldError(String field, String detail) {
	}

	/** Carries a problem to where the response is written. */
	static final class ProblemException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Problem problem;

		private ProblemException(Problem problem) {
			super(problem.type().name(), null, false, false);
			this.problem = problem;
		}

		Problem problem() {
			return this.problem;
		}

	}

}
