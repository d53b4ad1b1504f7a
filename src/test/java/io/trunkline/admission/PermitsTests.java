package io.trunkline.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.admission.Permits.Permit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PermitsTests {

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final Permits permits = new Permits(3, this.meters);

	@Test
	void aPlaceIsReservedThenActiveThenFree() {
		Permit permit = this.permits.take().orElseThrow();
		assertCounts(1, 0);
		assertThat(permit.activate()).isTrue();
		assertCounts(0, 1);
		permit.release();
		assertCounts(0, 0);
	}

	@Test
	void activatingTwiceCountsOnce() {
		Permit permit = this.permits.take().orElseThrow();
		assertThat(permit.activate()).isTrue();
		assertThat(permit.activate()).isTrue();
		assertCounts(0, 1);
	}

	@Test
	void releasingTwiceCountsOnce() {
		Permit other = this.permits.take().orElseThrow();
		Permit permit = this.permits.take().orElseThrow();
		permit.release();
		permit.release();
		assertCounts(1, 0);
		other.release();
	}

	@Test
	void aReleasedPlaceCannotBecomeActive() {
		Permit permit = this.permits.take().orElseThrow();
		permit.release();
		assertThat(permit.activate()).isFalse();
		assertCounts(0, 0);
	}

	@Test
	void reservationsFillThePodAsMuchAsCalls() {
		this.permits.take().orElseThrow().activate();
		Permit reserved = this.permits.take().orElseThrow();
		assertThat(this.permits.take()).isPresent();
		assertThat(this.permits.take()).isEmpty();
		assertThat(this.meters.get("trunkline.admission.rejected").tag("reason", "full").counter().count())
			.isEqualTo(1);
		reserved.release();
		assertThat(this.permits.take()).isPresent();
	}

	@Test
	void gaugesTellTheTruth() {
		assertThat(this.permits.take()).isPresent();
		this.permits.take().orElseThrow().activate();
		this.permits.take().orElseThrow().activate();
		assertThat(this.meters.get("trunkline.calls.reserved").gauge().value()).isEqualTo(1);
		assertThat(this.meters.get("trunkline.calls.active").gauge().value()).isEqualTo(2);
		assertThat(this.meters.get("trunkline.calls.capacity").gauge().value()).isEqualTo(3);
	}

	@Test
	void healthTellsWhenThePodIsFull() {
		CallCapacityHealth health = new CallCapacityHealth(this.permits);
		assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
		this.permits.take().orElseThrow().activate();
		assertThat(this.permits.take()).isPresent();
		assertThat(this.permits.take()).isPresent();
		assertThat(health.health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
		assertThat(health.health().getDetails()).containsEntry("active", 1)
			.containsEntry("reserved", 2)
			.containsEntry("capacity", 3);
	}

	@RepeatedTest(200)
	void anyOrderOfStepsKeepsTheCountsRight() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		Permits permits = new Permits(1 + random.nextInt(5), this.meters);
		List<Permit> taken = new ArrayList<>();
		for (int step = 0; step < 200; step++) {
			switch (taken.isEmpty() ? 0 : random.nextInt(3)) {
				case 0 -> permits.take().ifPresent(taken::add);
				case 1 -> taken.get(random.nextInt(taken.size())).activate();
				default -> taken.get(random.nextInt(taken.size())).release();
			}
			assertThat(permits.reserved()).as("seed %d", seed).isNotNegative();
			assertThat(permits.active()).as("seed %d", seed).isNotNegative();
			assertThat(permits.reserved() + permits.active()).as("seed %d", seed).isBetween(0, permits.capacity());
		}
		taken.forEach(Permit::release);
		assertThat(permits.reserved() + permits.active()).as("seed %d", seed).isZero();
	}

	@RepeatedTest(20)
	void manyThreadsNeverExceedTheCapacity() throws Exception {
		Permits permits = new Permits(7, this.meters);
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				callers.add(threads.submit(() -> {
					start.await();
					for (int round = 0; round < 50; round++) {
						permits.take().ifPresent((permit) -> visit(permit, inside, most));
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> caller : callers) {
				join(caller);
			}
		}
		assertThat(most).hasPositiveValue().hasValueLessThanOrEqualTo(7);
		assertThat(permits.reserved()).isZero();
		assertThat(permits.active()).isZero();
	}

	@RepeatedTest(200)
	void releaseAndActivationMayRace() throws Exception {
		Permits permits = new Permits(1, this.meters);
		Permit permit = permits.take().orElseThrow();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> racers = List.of(threads.submit(permit::activate), threads.submit(permit::release),
					threads.submit(permit::release));
			for (Future<?> racer : racers) {
				join(racer);
			}
		}
		assertThat(permits.reserved()).isZero();
		assertThat(permits.active()).isZero();
		assertThat(permits.take()).isPresent();
		assertThat(permits.take()).isEmpty();
	}

	private static void visit(Permit permit, AtomicInteger inside, AtomicInteger most) {
		most.accumulateAndGet(inside.incrementAndGet(), Math::max);
		permit.activate();
		inside.decrementAndGet();
		permit.release();
		permit.release();
	}

	private static void join(Future<?> thread) throws InterruptedException, ExecutionException {
		thread.get();
	}

	private void assertCounts(int reserved, int active) {
		assertThat(this.permits.reserved()).isEqualTo(reserved);
		assertThat(this.permits.active()).isEqualTo(active);
	}

}
