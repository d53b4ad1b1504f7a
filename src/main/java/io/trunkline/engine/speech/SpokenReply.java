package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.text.Clauses;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * One reply on its way from the model to the voice:
 *
 * <pre>
 * model ── tokens ──> clauses ── pieces ──> lead ── lines ──> voice ──> sound
 *                       ^                    ^
 *                     250 ms               pace
 * </pre>
 *
 * What is written comes out when its piece goes to the voice, so that nothing enters the
 * history that was never going to be said. The queue of pieces holds no more than one
 * answer of the model.
 */
final class SpokenReply {

	/** The longest that the model's first words wait for a mark. */
	private static final Duration PATIENCE = Duration.ofMillis(250);

	private final Diction diction;

	private final Stages stages;

	private final Lead lead;

	private final Scheduler scheduler;

	/** Touched by one signal at a time. */
	private final Clauses clauses = new Clauses();

	private final Sinks.Many<String> pieces = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.Many<String> lines = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.Empty<Void> firstText = Sinks.empty();

	private final Sinks.Empty<Void> firstPiece = Sinks.empty();

	SpokenReply(Diction diction, Stages stages, Lead lead, Scheduler scheduler) {
		this.diction = diction;
		this.stages = stages;
		this.lead = lead;
		this.scheduler = scheduler;
	}

	/** What the voice is to say. */
	Flux<String> lines() {
		return this.lines.asFlux();
	}

	/** Tells what the model does. Pieces of its text wait to be released. */
	Flux<Utterance> think(Flux<Reply> replies) {
		Flux<Supplier<List<Thought>>> thoughts = replies.<Supplier<List<Thought>>>map((reply) -> () -> thoughts(reply))
			.concatWith(Mono.just(() -> cut(this.clauses.rest())))
			.doOnTerminate(this.firstPiece::tryEmitEmpty);
		Mono<Supplier<List<Thought>>> hurry = this.firstText.asMono()
			.then(Mono.delay(PATIENCE, this.scheduler))
			.takeUntilOther(this.firstPiece.asMono())
			.map((_) -> () -> cut(this.clauses.hurry()));
		return Flux.merge(thoughts, hurry)
			.flatMapIterable(Supplier::get)
			.handle(this::tell)
			.onErrorMap((cause) -> new EngineException(Part.THINKING, cause))
			.doOnComplete(this.pieces::tryEmitComplete);
	}

	/** Lets the pieces go to the voice, each when there is room for it. */
	Flux<Utterance> release() {
		return this.pieces.asFlux()
			.concatMap((piece) -> this.lead.room().thenMany(Flux.defer(() -> send(this.diction.line(piece)))))
			.doOnComplete(this.lines::tryEmitComplete);
	}

	private List<Thought> thoughts(Reply reply) {
		return switch (reply) {
			case Reply.Text(String delta) -> {
				List<Thought> thoughts = new ArrayList<>(tells(this.stages.reach(Stage.FIRST_TOKEN)));
				this.firstText.tryEmitEmpty();
				thoughts.addAll(cut(this.clauses.add(delta)));
				yield thoughts;
			}
			case Reply.ToolRequested(ToolCall call) ->
				tells(this.stages.reach(Stage.FIRST_TOKEN, new Utterance.ToolAsked(call)));
			case Reply.Usage _, Reply.Finished _ -> List.of();
		};
	}

	private List<Thought> cut(List<String> cut) {
		if (!cut.isEmpty()) {
			this.firstPiece.tryEmitEmpty();
		}
		return cut.stream().<Thought>map(Thought.Piece::new).toList();
	}

	private static List<Thought> tells(List<Utterance> utterances) {
		return utterances.stream().<Thought>map(Thought.Tell::new).toList();
	}

	private void tell(Thought thought, SynchronousSink<Utterance> sink) {
		switch (thought) {
			case Thought.Tell(Utterance utterance) -> sink.next(utterance);
			case Thought.Piece(String text) -> this.pieces.emitNext(text, Sinks.EmitFailureHandler.FAIL_FAST);
		}
	}

	private Flux<Utterance> send(Diction.Line line) {
		if (!line.isAudible()) {
			return Flux.fromIterable(line.written());
		}
		return Flux.fromIterable(this.stages.reach(Stage.FIRST_CLAUSE, line.written()))
			.concatWith(Mono.fromRunnable(() -> {
				this.lead.sent(line.spoken());
				this.lines.emitNext(line.spoken(), Sinks.EmitFailureHandler.FAIL_FAST);
			}));
	}

	/** What comes of a signal of the model. */
	private sealed interface Thought {

		record Tell(Utterance utterance) implements Thought {
		}

		record Piece(String text) implements Thought {
		}

	}

}
