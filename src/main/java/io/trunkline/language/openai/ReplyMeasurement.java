package io.trunkline.language.openai;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.trunkline.language.Reply;
import io.trunkline.language.openai.OpenAiMeters.Tag;
import io.trunkline.provider.Provider;
import reactor.core.scheduler.Scheduler;

/** Measures one answer, from its subscription. */
final class ReplyMeasurement {

	/** 10 ms to 82 s, doubling, as the conventions advise. */
	private static final Duration[] TIME_BUCKETS = Stream
		.iterate(Duration.ofMillis(10), (bucket) -> bucket.multipliedBy(2))
		.limit(14)
		.toArray(Duration[]::new);

	/** 1 to 67,108,864, by the power of 4. */
	private static final double[] TOKEN_BUCKETS = DoubleStream.iterate(1, (bucket) -> bucket * 4).limit(14).toArray();

	private final MeterRegistry registry;

	private final Scheduler clock;

	private final long start;

	private final Provider provider;

	private final Tags tags;

	ReplyMeasurement(MeterRegistry registry, Scheduler clock, Provider provider, String model) {
		this.registry = registry;
		this.clock = clock;
		this.provider = provider;
		this.start = clock.now(TimeUnit.NANOSECONDS);
		this.tags = Tags.of(Tag.OPERATION.asString(), "chat", Tag.PROVIDER_NAME.asString(), "openai",
				Tag.MODEL.asString(), model);
	}

	/** Time since the subscription. */
	Duration elapsed() {
		return Duration.ofNanos(this.clock.now(TimeUnit.NANOSECONDS) - this.start);
	}

	void firstContent() {
		timer(OpenAiMeters.TIME_TO_FIRST_CHUNK, this.tags).record(elapsed());
	}

	void tokens(Reply.Usage usage) {
		tokens("input", usage.promptTokens());
		tokens("input_cached", usage.cachedTokens());
		tokens("output", usage.completionTokens());
	}

	void attemptFailed(ChatFailure.Fault fault) {
		this.provider.met(fault);
	}

	void eventSkipped() {
		this.provider.met(Trouble.BROKEN_EVENT);
	}

	void completed() {
		ended("none");
	}

	void cancelled() {
		ended("cancelled");
	}

	void failed(ChatFailure.Fault fault) {
		ended(fault.tag());
	}

	private void ended(String errorType) {
		timer(OpenAiMeters.OPERATION_DURATION, this.tags.and(Tag.ERROR_TYPE.asString(), errorType)).record(elapsed());
	}

	private void tokens(String type, int count) {
		DistributionSummary.builder(OpenAiMeters.TOKEN_USAGE.getName())
			.tags(this.tags.and(Tag.TOKEN_TYPE.asString(), type))
			.serviceLevelObjectives(TOKEN_BUCKETS)
			.register(this.registry)
			.record(count);
	}

	private Timer timer(OpenAiMeters meter, Tags tags) {
		return Timer.builder(meter.getName()).tags(tags).serviceLevelObjectives(TIME_BUCKETS).register(this.registry);
	}

	private enum Trouble {

		/** An event that is none was skipped. */
		BROKEN_EVENT

	}

}
