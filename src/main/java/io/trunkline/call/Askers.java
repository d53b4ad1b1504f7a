package io.trunkline.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.trunkline.telephony.Answer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Who waits for an answer about a call, and what the latest was. Whoever asks twice is
 * told the same. Belongs to whoever takes the call's facts.
 */
final class Askers {

	private List<Sinks.One<Answer>> waiting = new ArrayList<>();

	private Mono<Answer> latest = Mono.just(new Answer.HangUp());

	void add(Sinks.One<Answer> asker) {
		this.waiting.add(asker);
	}

	void tell(Answer answer) {
		this.latest = Mono.just(answer);
		repeat();
	}

	void repeat() {
		List<Sinks.One<Answer>> askers = this.waiting;
		this.waiting = new ArrayList<>();
		this.latest.subscribe((answer) -> askers.forEach((asker) -> asker.tryEmitValue(answer)));
	}

	/**
	 * Tells an answer that takes a moment.
	 * @param otherwise given to whoever asks twice if there is no such answer
	 * @param missed told when there is none, with a way to have those who asked wait
	 * again
	 */
	void tell(Mono<Answer> answer, Answer otherwise, BiConsumer<Throwable, Runnable> missed) {
		List<Sinks.One<Answer>> askers = this.waiting;
		this.waiting = new ArrayList<>();
		Mono<Answer> once = answer.cache();
		this.latest = once.onErrorReturn(otherwise);
		once.subscribe((told) -> askers.forEach((asker) -> asker.tryEmitValue(told)),
				(cause) -> missed.accept(cause, () -> this.waiting.addAll(askers)));
	}

}
