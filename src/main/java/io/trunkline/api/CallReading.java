package io.trunkline.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

import io.trunkline.api.Problem.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows what is on the board. */
final class CallReading {

	private static final int PAGE = 50;

	private final CallBoard board;

	private final RequestReader requests;

	private final Cursor cursor;

	CallReading(CallBoard board, RequestReader requests, Cursor cursor) {
		this.board = board;
		this.requests = requests;
		this.cursor = cursor;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		Map<String, String> query = this.requests.query(request, "listCalls");
		int limit = Optional.ofNullable(query.get("limit")).map(Integer::valueOf).orElse(PAGE);
		long before = Optional.ofNullable(query.get("cursor")).map(this::position).orElse(Long.MAX_VALUE);
		List<BoardCall> found = this.board.newest(before, limit + 1, wanted(query));
		List<BoardCall> page = found.subList(0, Math.min(limit, found.size()));
		Optional<String> next = (found.size() > limit) ? Optional.of(this.cursor.after(page.getLast()))
				: Optional.empty();
		return json(new Page(page.stream().map(BoardCall::view).toList(), next));
	}

	Mono<ServerResponse> get(ServerRequest request) {
		return json(call(request).detail());
	}

	/**
	 * The call that the path names.
	 * @throws Problem.ProblemException if the board does not have it
	 */
	BoardCall call(ServerRequest request) {
		return this.board.find(request.pathVariable("id")).orElseThrow(() -> noSuchCall().asException());
	}

	static Problem noSuchCall() {
		return new Problem(ProblemType.NO_SUCH_CALL, "This pod knows no call of this id, or has forgotten it.");
	}

	private long position(String text) {
		OptionalLong position = this.cursor.read(text);
		return position.orElseThrow(
				() -> Problem.invalid(List.of(new FieldError("cursor", "is of another list; begin again without it")))
					.asException());
	}

	private static Predicate<CallView> wanted(Map<String, String> query) {
		return (call) -> is(query.get("state"), call.state()) && is(query.get("direction"), call.direction())
				&& (!query.containsKey("agent") || call.agent().equals(Optional.of(query.get("agent"))));
	}

	private static boolean is(@Nullable String wanted, Enum<?> found) {
		return wanted == null || wanted.equals(found.name().toLowerCase(Locale.ROOT));
	}

	private static Mono<ServerResponse> json(Object body) {
		return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(ApiJson.bytes(body));
	}

	private record Page(List<CallView> calls, Optional<String> next) {
	}

}
