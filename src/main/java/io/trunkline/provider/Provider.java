package io.trunkline.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.provider.ProviderMeters.Outcome;
import io.trunkline.provider.ProviderMeters.Reason;

/**
 * One provider as all calls of this process see it: a circuit that opens when half of the
 * latest 20 uses failed, lets three through after ten seconds to see whether it is well
 * again, and a number of uses that may go on at once. Nobody ever waits here. For any
 * number of threads.
 */
public final class Provider {

	private static final int WINDOW = 20;

	private static final int FEWEST = 10;

	private static final int PROBES = 3;

	private static final Duration REST = Duration.ofSeconds(10);

	private final String name;

	private final int most;

	private final String setting;

	private final MeterRegistry registry;

	private final CircuitBreaker circuit;

	private final Semaphore places;

	/**
	 * For the whole process, so make one only.
	 * @param name as the meters' tag {@code provider} names it
	 * @param most how many uses may go on at once
	 * @param setting what to change for more
	 */
	public Provider(String name, int most, String setting, MeterRegistry registry) {
		this(name, most, setting, registry, new SteadyClock(System::nanoTime));
	}

	Provider(String name, int most, String setting, MeterRegistry registry, Clock clock) {
		this.name = name;
		this.most = most;
		this.setting = setting;
		this.registry = registry;
		this.places = new Semaphore(most);
		this.circuit = CircuitBreaker.of(name,
				CircuitBreakerConfig.custom()
					.clock(clock)
					.slidingWindow(WINDOW, FEWEST, SlidingWindowType.COUNT_BASED)
					.failureRateThreshold(50)
					.waitDurationInOpenState(REST)
					.permittedNumberOfCallsInHalfOpenState(PROBES)
					.writableStackTraceEnabled(false)
					.build());
		ProviderMeters.circuitOpen(name).gauge(registry, this, (provider) -> provider.isWell() ? 0 : 1);
		ProviderMeters.inUse(name).gauge(registry, this, Provider::inUse);
	}

	public String name() {
		return this.name;
	}

	/**
	 * Begins a use; whoever gets it closes it.
	 * @throws ProviderUnavailableException at once, if the provider is not to be asked
	 */
	public Use begin() {
		if (!this.places.tryAcquire()) {
			ProviderMeters.refused(this.name, Reason.BUDGET).count(this.registry);
			throw new ProviderUnavailableException("%s is used %d times at once, and no more are allowed: raise %s"
				.formatted(this.name, this.most, this.setting));
		}
		if (!this.circuit.tryAcquirePermission()) {
			this.places.release();
			ProviderMeters.refused(this.name, Reason.CIRCUIT).count(this.registry);
			throw new ProviderUnavailableException(
					this.name + " failed too often of late and is given a rest of " + REST.toSeconds() + " s");
		}
		return new Use();
	}

	/** It served, beside what its uses say. */
	public void succeeded() {
		this.circuit.onSuccess(0, TimeUnit.NANOSECONDS);
	}

	/**
	 * It failed, beside what its uses say. Not to be told of what a caller caused, or of
	 * a request that is wrong.
	 */
	public void failed() {
		this.circuit.onError(0, TimeUnit.NANOSECONDS, new ProviderUnavailableException(this.name + " failed"));
	}

	/**
	 * Something went wrong; whether that says that it is not well is said elsewhere.
	 * @param error a constant of the room that met it: few, and without anything of a
	 * call
	 */
	public void met(Enum<?> error) {
		ProviderMeters.errors(this.name, error).count(this.registry);
	}

	/** A WebSocket was accepted so long after the first packet. */
	public void connected(Duration time) {
		ProviderMeters.connect(this.name).timer(this.registry).record(time);
	}

	/** A connection that a call had lost was opened anew, or could not be. */
	public void reconnected(boolean restored) {
		Outcome outcome = restored ? Outcome.RESTORED : Outcome.FAILED;
		ProviderMeters.reconnects(this.name, outcome).count(this.registry);
	}

	/** So much audio was sent a second time, to a new connection. */
	public void replayed(Duration audio) {
		ProviderMeters.replayed(this.name).count(this.registry, audio.toMillis() / 1000.0);
	}

	/** Whether it is asked as usual. */
	boolean isWell() {
		return this.circuit.getState() == CircuitBreaker.State.CLOSED;
	}

	CircuitBreaker.State state() {
		return this.circuit.getState();
	}

	int inUse() {
		return this.most - this.places.availablePermits();
	}

	int most() {
		return this.most;
	}

	/** A connection or a request, from its beginning to its end. */
	public final class Use implements AutoCloseable {

		private final AtomicBoolean judged = new AtomicBoolean();

		private final AtomicBoolean closed = new AtomicBoolean();

		private Use() {
		}

		/** The provider served; only the first verdict on a use counts. */
		public void succeeded() {
			if (this.judged.compareAndSet(false, true)) {
				Provider.this.succeeded();
			}
		}

		/** The provider failed; only the first verdict on a use counts. */
		public void failed() {
			if (this.judged.compareAndSet(false, true)) {
				Provider.this.failed();
			}
		}

		/** Ends it; without a verdict it says nothing about the provider. Repeatable. */
		@Override
		public void close() {
			if (this.judged.compareAndSet(false, true)) {
				Provider.this.circuit.releasePermission();
			}
			if (this.closed.compareAndSet(false, true)) {
				Provider.this.places.release();
			}
		}

	}

}
