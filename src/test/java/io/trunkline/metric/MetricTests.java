package io.trunkline.metric;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a registry holds of a meter. */
class MetricTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void constantsAreWrittenInLowerCaseAndNamesAsTheyAre() {
		Metric.of("room.doors")
			.named("house", "Villa Rosa")
			.by("state", State.WIDE_OPEN)
			.by("front", true)
			.count(this.registry);
		assertThat(this.registry.getMeters()).singleElement()
			.extracting((meter) -> meter.getId().getTags().toString())
			.isEqualTo("[tag(front=true), tag(house=Villa Rosa), tag(state=wide_open)]");
	}

	@Test
	void dividingOneLeavesItAsItWas() {
		Metric doors = Metric.of("room.doors");
		doors.by("front", true).described("Doors").buckets(1);
		assertThat(doors).hasToString("room.doors[]");
		assertThat(doors.by("front", false)).hasToString("room.doors[front]");
	}

	@Test
	void countsFromNothingOn() {
		Metric doors = Metric.of("room.doors").described("Doors that were opened");
		doors.count(this.registry, 0);
		assertThat(this.registry.get("room.doors").counter().count()).isZero();
		doors.count(this.registry);
		doors.count(this.registry, 1.5);
		assertThat(this.registry.get("room.doors").counter().count()).isEqualTo(2.5);
		assertThat(this.registry.get("room.doors").meter().getId().getDescription())
			.isEqualTo("Doors that were opened");
	}

	@Test
	void aGaugeShowsWhatItsOwnerHas() {
		AtomicInteger guests = new AtomicInteger(3);
		Metric.of("room.guests").gauge(this.registry, guests, AtomicInteger::get);
		guests.incrementAndGet();
		assertThat(this.registry.get("room.guests").gauge().value()).isEqualTo(4);
	}

	@Test
	void bucketsOfATimerAreInSeconds() {
		Timer stay = Metric.of("room.stay").buckets(0.002, 90).timer(this.registry);
		stay.record(Duration.ofSeconds(7));
		assertThat(bounds(stay.takeSnapshot())).containsExactly(2e6, 90e9);
		assertThat(bounds(Metric.of("room.queue").timer(this.registry).takeSnapshot())).isEmpty();
	}

	@Test
	void bucketsOfASummaryAreInItsOwnUnit() {
		assertThat(bounds(Metric.of("room.steps").buckets(1, 4, 16).summary(this.registry).takeSnapshot()))
			.containsExactly(1, 4, 16);
		assertThat(this.registry.get("room.steps").meter().getId().getType())
			.isEqualTo(Meter.Type.DISTRIBUTION_SUMMARY);
	}

	private static double[] bounds(HistogramSnapshot snapshot) {
		return Arrays.stream(snapshot.histogramCounts()).mapToDouble(CountAtBucket::bucket).toArray();
	}

	private enum State {

		WIDE_OPEN

	}

}
