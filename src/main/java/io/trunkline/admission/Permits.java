package io.trunkline.admission;

import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.admission.AdmissionMeters.Reason;

/**
 * The places for calls on this pod. A place is reserved when a call is announced, so that
 * a burst of webhooks cannot promise more than there is, and active while its media
 * socket is open. Any thread may call; the monitor of this object guards all counts and
 * is held for a few instructions.
 */
public final class Permits {

	private final int capacity;

	private final MeterRegistry meters;

	private int reserved;

	private int active;

	Permits(int capacity, MeterRegistry meters) {
		this.capacity = capacity;
		this.meters = meters;
		AdmissionMeters.RESERVED.gauge(meters, this, Permits::reserved);
		AdmissionMeters.ACTIVE.gauge(meters, this, Permits::active);
		AdmissionMeters.CAPACITY.gauge(meters, this, Permits::capacity);
	}

	/** Reserves a place; empty when reserved and active calls fill the pod. */
	public Optional<Permit> take() {
		Optional<Permit> taken = reserve();
		if (taken.isEmpty()) {
			AdmissionMeters.rejected(Reason.FULL).count(this.meters);
		}
		return taken;
	}

	/** The most calls that may be reserved or active together. */
	public int capacity() {
		return this.capacity;
	}

	/** Places that wait for their media socket. */
	public synchronized int reserved() {
		return this.reserved;
	}

	/** Places whose media socket is open. */
	public synchronized int active() {
		return this.active;
	}

	private synchronized Optional<Permit> reserve() {
		if (this.reserved + this.active == this.capacity) {
			return Optional.empty();
		}
		this.reserved++;
		return Optional.of(new Permit());
	}

	private enum State {

		RESERVED, ACTIVE, RELEASED

	}

	/**
	 * One place, from its reservation to its release. Whoever took it must release it.
	 */
	public final class Permit {

		/** Guarded by the monitor of the enclosing object, like the counts. */
		private State state = State.RESERVED;

		private Permit() {
		}

		/**
		 * The media socket is open.
		 * @return false when the place was released before; then there is no place for
		 * the call
		 */
		public boolean activate() {
			synchronized (Permits.this) {
				if (this.state == State.RESERVED) {
					Permits.this.reserved--;
					Permits.this.active++;
					this.state = State.ACTIVE;
				}
				return this.state == State.ACTIVE;
			}
		}

		/** Gives the place back; more than once does no harm. */
		public void release() {
			synchronized (Permits.this) {
				switch (this.state) {
					case RESERVED -> Permits.this.reserved--;
					case ACTIVE -> Permits.this.active--;
					case RELEASED -> {
					}
				}
				this.state = State.RELEASED;
			}
		}

	}

}
