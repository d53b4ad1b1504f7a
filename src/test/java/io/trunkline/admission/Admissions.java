package io.trunkline.admission;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The real thing in memory, for tests of other rooms. */
public final class Admissions {

	private Admissions() {
	}

	public static Admission inMemory() {
		return new TokenAdmission(new MemoryPendingCalls(Duration.ofMinutes(1), System::nanoTime),
				new SimpleMeterRegistry());
	}

	public static Permits permits(int capacity) {
		return new Permits(capacity, new SimpleMeterRegistry());
	}

}
