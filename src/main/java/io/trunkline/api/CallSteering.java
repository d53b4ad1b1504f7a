package io.trunkline.api;

import java.time.Duration;
import java.util.Optional;

import io.trunkline.call.CallCommandException;
import io.trunkline.call.CallCommands;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Has live calls do what operators want. */
final class CallSteering {

	private final CallCommands commands;

	private final CallBoard board;

	private final RequestReader requests;

	private final Duration deadline;

	/**
	 * Steers calls.
	 * @param deadline a call that has not taken a command by then does not answer
	 */
	CallSteering(CallCommands commands, CallBoard board, RequestReader requests, Duration deadline) {
		this.commands = commands;
		this.board = board;
		this.requests = requests;
		this.deadline = deadline;
	}

	Mono<ServerResponse> say(ServerRequest request) {
		return tell(request, "say", "sentence", this.commands::say);
	}

	Mono<ServerResponse> whisper(ServerRequest request) {
		return tell(request, "whisper", "note", this.commands::whisper);
	}

	Mono<ServerResponse> transfer(ServerRequest request) {
		return tell(request, "transferCall", "destination", this.commands::transfer);
	}

	/** That the call is over already is what was wanted. */
	Mono<ServerResponse> hangUp(ServerRequest request) {
		String id = request.pathVariable("id");
		if (isOver(id)) {
			return ServerResponse.noContent().build();
		}
		return awaited(this.commands.hangUp(id)).onErrorResume((_) -> isOver(id), (_) -> Mono.empty())
			.then(ServerResponse.noContent().build());
	}

	private Mono<ServerResponse> tell(ServerRequest request, String operation, String field, Command command) {
		String id = request.pathVariable("id");
		return this.requests.body(request, operation)
			.flatMap((body) -> carryOut(id, command, body.path(field).asString()))
			.then(ServerResponse.status(HttpStatus.ACCEPTED).build());
	}

	private Mono<Void> carryOut(String id, Command command, String words) {
		if (isOver(id)) {
			return Mono.error(new Problem(ProblemType.CALL_STATE, "The call is over.")::asException);
		}
		return awaited(command.on(id, words));
	}

	private boolean isOver(String id) {
		return this.board.find(id).map(BoardCall::isOver).orElse(false);
	}

	private Mono<Void> awaited(Mono<Void> command) {
		return command
			.timeout(this.deadline,
					Mono.error(() -> new Problem(ProblemType.NO_ANSWER_IN_TIME,
							"The call did not say whether it does this. Look at it again.")
						.asException()))
			.onErrorMap(CallCommandException.class, (refused) -> problem(refused).asException());
	}

	private static Problem problem(CallCommandException refused) {
		String detail = Optional.ofNullable(refused.getMessage()).orElse("");
		return switch (refused.kind()) {
			case UNKNOWN -> CallReading.noSuchCall();
			case CONFLICT -> new Problem(ProblemType.CALL_STATE, detail);
			case UNKNOWN_DESTINATION -> new Problem(ProblemType.UNKNOWN_DESTINATION, detail);
			case CARRIER -> new Problem(ProblemType.CARRIER, detail);
		};
	}

	private interface Command {

		Mono<Void> on(String call, String words);

	}

}
