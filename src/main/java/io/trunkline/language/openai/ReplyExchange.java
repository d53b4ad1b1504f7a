package io.trunkline.language.openai;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.trunkline.language.Reply;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * One answer, with its deadlines and its retry:
 *
 * <pre>
 * subscription                first content                 last chunk  end
 *      |---- first-content ---------|-- between-chunks --|--…----|-------|
 *      |---- attempt, pause, attempt                                     |
 *      |---------------------------- whole ------------------------------|
 * </pre>
 *
 * Nothing is retried once there was content, since somebody may have heard it.
 */
final class ReplyExchange {

	/** For accounts and the end, once the model has given its finish reason. */
	private static final Duration AFTER_FINISH = Duration.ofSeconds(1);

	/** Before the retry, plus or minus a half, unless the server asks for another one. */
	private static final Duration PAUSE = Duration.ofMillis(150);

	private final ChatEndpoint endpoint;

	private final OpenAiProperties properties;

	private final Scheduler timer;

	private final ReplyMeasurement measurement;

	private final byte[] request;

	/** Written where events come, read where timers expire and attempts fail. */
	private volatile boolean hasContent;

	ReplyExchange(ChatEndpoint endpoint, OpenAiProperties properties, Scheduler timer, ReplyMeasurement measurement,
			byte[] request) {
		this.endpoint = endpoint;
		this.properties = properties;
		this.timer = timer;
		this.measurement = measurement;
		this.request = request;
	}

	/** Asks, for one subscriber; fails with a {@link ChatFailure}. */
	Flux<Reply> replies() {
		return Flux.defer(this::attempt)
			.retryWhen(Retry.from((failures) -> failures.concatMap(this::pauseBeforeRetry)))
			.mergeWith(tooSlow())
			.takeUntil(Reply.Finished.class::isInstance);
	}

	/** Whether the model began to answer, so that asking anew would say things twice. */
	boolean hasContent() {
		return this.hasContent;
	}

	private Flux<Reply> attempt() {
		ReplyReader reader = new ReplyReader(() -> "call_" + UUID.randomUUID());
		return this.endpoint.exchange(this.request)
			.doOnNext(this::notice)
			.timeout(Mono.delay(untilFirstContent(), this.timer), (_) -> patience(reader), Flux.error(this::stalled))
			// Whatever ends a body behind its finish reason takes nothing from the
			// answer.
			.onErrorResume((_) -> reader.isFinished(), (_) -> Flux.empty())
			.concatMapIterable((event) -> read(reader, event), 16)
			.concatWith(Flux.defer(() -> Flux.fromIterable(reader.end())))
			.onErrorMap(ChatFailure::of)
			.doOnError(ChatFailure.class, (failure) -> this.measurement.attemptFailed(failure.fault()));
	}

	private void notice(ChatEvent event) {
		if (!this.hasContent && event.hasContent()) {
			this.hasContent = true;
			this.measurement.firstContent();
		}
	}

	private List<Reply> read(ReplyReader reader, ChatEvent event) {
		List<Reply> replies = reader.accept(event);
		if (event instanceof ChatEvent.Unrecognised) {
			this.measurement.eventSkipped();
		}
		return replies;
	}

	private Mono<Long> patience(ReplyReader reader) {
		if (reader.isFinished()) {
			return Mono.delay(AFTER_FINISH, this.timer);
		}
		return Mono.delay(this.hasContent ? this.properties.timeouts().betweenChunks() : untilFirstContent(),
				this.timer);
	}

	private ChatFailure stalled() {
		return this.hasContent ? new ChatFailure(ChatFailure.Fault.STALLED,
				"the model stopped in the middle of its answer: trunkline.openai.timeouts.between-chunks is over")
				: new ChatFailure(ChatFailure.Fault.NO_FIRST_CONTENT,
						"the model does not answer: trunkline.openai.timeouts.first-content is over");
	}

	/** Merged, since {@code takeUntilOther} would leave the exchange open on an error. */
	private Mono<Reply> tooSlow() {
		return Mono.delay(this.properties.timeouts().whole(), this.timer).flatMap((_) -> {
			this.measurement.attemptFailed(ChatFailure.Fault.TOO_SLOW);
			return Mono.error(new ChatFailure(ChatFailure.Fault.TOO_SLOW,
					"the model's answer does not end: trunkline.openai.timeouts.whole is over"));
		});
	}

	/** Waits, or passes the failure on if there is to be no further attempt. */
	private Publisher<Long> pauseBeforeRetry(Retry.RetrySignal attempt) {
		ChatFailure failure = ChatFailure.of(attempt.failure());
		Duration pause = pauseAfter(failure);
		boolean again = this.properties.retry() && attempt.totalRetries() == 0 && !this.hasContent
				&& failure.fault().isTransient() && pause.compareTo(this.properties.timeouts().retryAfter()) <= 0
				&& pause.compareTo(untilFirstContent()) < 0;
		return again ? Mono.delay(pause, this.timer) : Mono.error(failure);
	}

	private static Duration pauseAfter(ChatFailure failure) {
		Duration asked = failure.retryAfter();
		return (asked != null) ? asked
				: PAUSE.multipliedBy(ThreadLocalRandom.current().nextInt(50, 150)).dividedBy(100);
	}

	private Duration untilFirstContent() {
		return this.properties.timeouts().firstContent().minus(this.measurement.elapsed());
	}

}
