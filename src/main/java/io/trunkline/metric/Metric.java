package io.trunkline.metric;

import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * One meter, by its name and its tags. Values of tags are constants, booleans, and names
 * that the configuration or the code gives: few, and nothing of a call. Each room
 * declares its meters as constants, or as static methods of what divides them. Immutable;
 * what is measured is in the registry.
 */
public final class Metric {

	private final String name;

	private final @Nullable String description;

	private final Tags tags;

	private final double @Nullable [] buckets;

	private Metric(String name, @Nullable String description, Tags tags, double @Nullable [] buckets) {
		this.name = name;
		this.description = description;
		this.tags = tags;
		this.buckets = buckets;
	}

	public static Metric of(String name) {
		return new Metric(name, null, Tags.empty(), null);
	}

	/** A sentence for those who look at what is published. */
	public Metric described(String sentence) {
		return new Metric(this.name, sentence, this.tags, this.buckets);
	}

	/** Upper bounds of a histogram's buckets; those of a timer in seconds. */
	public Metric buckets(double... bounds) {
		return new Metric(this.name, this.description, this.tags, bounds.clone());
	}

	/** Divides it by a constant, which is written in lower case. */
	public Metric by(String key, Enum<?> constant) {
		return named(key, constant.name().toLowerCase(Locale.ROOT));
	}

	public Metric by(String key, boolean flag) {
		return named(key, String.valueOf(flag));
	}

	/**
	 * Divides it by a name out of the configuration or the code, such as that of a
	 * provider, a carrier, an agent or a tool; never by anything that a call brings.
	 */
	public Metric named(String key, String value) {
		return new Metric(this.name, this.description, this.tags.and(key, value), this.buckets);
	}

	public void count(MeterRegistry registry) {
		count(registry, 1);
	}

	/** Adds the amount; 0 publishes it before there is anything to count. */
	public void count(MeterRegistry registry, double amount) {
		Counter.builder(this.name).description(this.description).tags(this.tags).register(registry).increment(amount);
	}

	/** Shows a value of its owner, as long as somebody holds the owner. */
	public <T> void gauge(MeterRegistry registry, T owner, ToDoubleFunction<T> value) {
		Gauge.builder(this.name, owner, value).description(this.description).tags(this.tags).register(registry);
	}

	public Timer timer(MeterRegistry registry) {
		Timer.Builder timer = Timer.builder(this.name).description(this.description).tags(this.tags);
		if (this.buckets != null) {
			timer.serviceLevelObjectives(DoubleStream.of(this.buckets)
				.mapToObj((seconds) -> Duration.ofMillis(Math.round(seconds * 1000)))
				.toArray(Duration[]::new));
		}
		return timer.register(registry);
	}

	public DistributionSummary summary(MeterRegistry registry) {
		return DistributionSummary.builder(this.name)
			.description(this.description)
			.tags(this.tags)
			.serviceLevelObjectives(this.buckets)
			.register(registry);
	}

	/** Its name, and the keys of its tags in brackets. */
	@Override
	public String toString() {
		return this.name + this.tags.stream().map((tag) -> tag.getKey()).toList();
	}

}
