package io.trunkline.language.openai;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import io.trunkline.provider.Provider;
import io.trunkline.provider.ProviderUnavailableException;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** A model at a server, and how it fares in the whole process. */
final class ModelServer implements AutoCloseable {

	/** The names of the providers, as meters and health tell them. */
	static final String FIRST = "openai";

	static final String FALLBACK = "openai-fallback";

	private final ChatEndpoint endpoint;

	private final OpenAiProperties properties;

	private final Provider provider;

	private final MeterRegistry registry;

	private final Scheduler timer;

	private final ChatRequest requests;

	ModelServer(ChatEndpoint endpoint, OpenAiProperties properties, Provider provider, MeterRegistry registry,
			Scheduler timer) {
		this.endpoint = endpoint;
		this.properties = properties;
		this.provider = provider;
		this.registry = registry;
		this.timer = timer;
		this.requests = new ChatRequest(properties);
	}

	static Provider provider(String name, OpenAiProperties properties, MeterRegistry registry) {
		return new Provider(name, properties.maxRequests(), "trunkline.openai.max-requests", registry);
	}

	/** Other servers than OpenAI's may want no key. */
	List<String> missing() {
		boolean refused = this.properties.isOpenAi() && !this.properties.apiKey().isSet();
		return refused ? List.of("trunkline.openai.api-key (OPENAI_API_KEY)") : List.of();
	}

	/** Prepares an answer; asked for by whoever subscribes to its replies. */
	Answer answer(Prompt prompt) {
		byte[] request = this.requests.write(prompt);
		ReplyMeasurement measurement = new ReplyMeasurement(this.registry, this.timer, this.provider,
				this.requests.modelOf(prompt));
		return new Answer(new ReplyExchange(this.endpoint, this.properties, this.timer, measurement, request),
				measurement);
	}

	@Override
	public void close() {
		this.endpoint.close();
	}

	/** One answer, measured from here on. */
	final class Answer {

		private final ReplyExchange exchange;

		private final ReplyMeasurement measurement;

		private Answer(ReplyExchange exchange, ReplyMeasurement measurement) {
			this.exchange = exchange;
			this.measurement = measurement;
		}

		boolean hasContent() {
			return this.exchange.hasContent();
		}

		/** For one subscriber; fails with a {@link ChatFailure}. */
		Flux<Reply> replies() {
			return Flux.using(ModelServer.this.provider::begin, this::ask, Provider.Use::close)
				.onErrorMap(ProviderUnavailableException.class, this::unavailable)
				.doOnNext(this::count)
				.doOnComplete(this.measurement::completed)
				.doOnCancel(this.measurement::cancelled)
				.doOnError(ChatFailure.class, (failure) -> this.measurement.failed(failure.fault()));
		}

		/** Who is interrupted before its first content may have been slow or not. */
		private Flux<Reply> ask(Provider.Use use) {
			return this.exchange.replies().doOnComplete(use::succeeded).doOnCancel(() -> {
				if (hasContent()) {
					use.succeeded();
				}
			}).doOnError(ChatFailure.class, (failure) -> {
				if (failure.fault().isOutage()) {
					use.failed();
				}
			});
		}

		private ChatFailure unavailable(ProviderUnavailableException why) {
			this.measurement.attemptFailed(ChatFailure.Fault.UNAVAILABLE);
			return new ChatFailure(ChatFailure.Fault.UNAVAILABLE, String.valueOf(why.getMessage()));
		}

		private void count(Reply reply) {
			if (reply instanceof Reply.Usage usage) {
				this.measurement.tokens(usage);
			}
		}

	}

}
