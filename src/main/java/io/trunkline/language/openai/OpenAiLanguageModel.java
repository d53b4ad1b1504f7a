package io.trunkline.language.openai;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Any server that speaks OpenAI's streaming chat completions. Holds no thread for an
 * answer: its elements come on its connection's event loop, a failed deadline on the
 * timer's.
 */
final class OpenAiLanguageModel implements LanguageModel {

	private final ChatEndpoint endpoint;

	private final OpenAiProperties properties;

	private final MeterRegistry registry;

	private final Scheduler timer;

	private final ChatRequest requests;

	OpenAiLanguageModel(ChatEndpoint endpoint, OpenAiProperties properties, MeterRegistry registry, Scheduler timer) {
		this.endpoint = endpoint;
		this.properties = properties;
		this.registry = registry;
		this.timer = timer;
		this.requests = new ChatRequest(properties);
	}

	@Override
	public Flux<Reply> reply(Prompt prompt) {
		return Flux.defer(() -> ask(prompt));
	}

	private Flux<Reply> ask(Prompt prompt) {
		byte[] request = this.requests.write(prompt);
		ReplyMeasurement measurement = new ReplyMeasurement(this.registry, this.timer, this.requests.modelOf(prompt));
		return new ReplyExchange(this.endpoint, this.properties, this.timer, measurement, request).replies()
			.doOnNext((reply) -> {
				if (reply instanceof Reply.Usage usage) {
					measurement.tokens(usage);
				}
			})
			.doOnComplete(measurement::completed)
			.doOnCancel(measurement::cancelled)
			.doOnError(ChatFailure.class, (failure) -> measurement.failed(failure.fault()))
			.onErrorMap(ChatFailure.class, ChatFailure::toLanguageException)
			.onErrorMap((error) -> !(error instanceof LanguageException), OpenAiLanguageModel::unexpected);
	}

	private static LanguageException unexpected(Throwable error) {
		return ChatFailure.of(error).toLanguageException();
	}

}
