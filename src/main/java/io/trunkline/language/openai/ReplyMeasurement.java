package io.trunkline.language.openai;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.language.Reply;
import io.trunkline.language.openai.OpenAiMeters.End;
import io.trunkline.language.openai.OpenAiMeters.TokenType;
import io.trunkline.provider.Provider;
import reactor.core.scheduler.Scheduler;

/** Measures one answer, from its subscription. */
final class ReplyMeasurement {

	private final MeterRegistry registry;

	private final Scheduler clock;

	private final long start;

	private final Provider provider;

	private final String model;

	ReplyMeasurement(MeterRegistry registry, Scheduler clock, Provider provider, String model) {
		this.registry = registry;
		this.clock = clock;
		this.provider = provider;
		this.start = clock.now(TimeUnit.NANOSECONDS);
		this.model = model;
	}

	/** Time since the subscription. */
	Duration elapsed() {
		return Duration.ofNanos(this.clock.now(TimeUnit.NANOSECONDS) - this.start);
	}

	void firstContent() {
		OpenAiMeters.timeToFirstChunk(this.model).timer(this.registry).record(elapsed());
	}

	void tokens(Reply.Usage usage) {
		tokens(TokenType.INPUT, usage.promptTokens());
		tokens(TokenType.INPUT_CACHED, usage.cachedTokens());
		tokens(TokenType.OUTPUT, usage.completionTokens());
	}

	void attemptFailed(ChatFailure.Fault fault) {
		this.provider.met(fault);
	}

	void eventSkipped() {
		this.provider.met(Trouble.BROKEN_EVENT);
	}

	void completed() {
		ended(End.NONE);
	}

	void cancelled() {
		ended(End.CANCELLED);
	}

	void failed(ChatFailure.Fault fault) {
		ended(fault);
	}

	private void ended(Enum<?> error) {
		OpenAiMeters.duration(this.model, error).timer(this.registry).record(elapsed());
	}

	private void tokens(TokenType type, int count) {
		OpenAiMeters.tokens(this.model, type).summary(this.registry).record(count);
	}

	private enum Trouble {

		/** An event that is none was skipped. */
		BROKEN_EVENT

	}

}
