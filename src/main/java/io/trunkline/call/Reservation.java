package io.trunkline.call;

import java.util.concurrent.atomic.AtomicBoolean;

import io.trunkline.admission.Permits.Permit;
import io.trunkline.telephony.CallLeg;
import reactor.core.Disposable;

/**
 * A call that was offered and whose media stream is to come: its place, and what is
 * warming up for it. Ends in exactly one of two ways, whoever comes first: taken by a
 * media socket, or let go.
 */
final class Reservation {

	private final CallLeg leg;

	private final Permit permit;

	private final Preparation prepared;

	/** Stops the rendering of the greeting. */
	private final Disposable greeting;

	private final AtomicBoolean gone = new AtomicBoolean();

	Reservation(CallLeg leg, Permit permit, Preparation prepared, Disposable greeting) {
		this.leg = leg;
		this.permit = permit;
		this.prepared = prepared;
		this.greeting = greeting;
	}

	CallLeg leg() {
		return this.leg;
	}

	Permit permit() {
		return this.permit;
	}

	Preparation prepared() {
		return this.prepared;
	}

	int stream() {
		return this.prepared.stream();
	}

	/** Whether the caller of this method got it. */
	boolean take() {
		return this.gone.compareAndSet(false, true);
	}

	/**
	 * Gives everything back, unless it was taken.
	 * @return whether it was not
	 */
	boolean letGo() {
		boolean free = take();
		if (free) {
			close();
		}
		return free;
	}

	/** Gives everything back; for whoever took it. */
	void close() {
		this.greeting.dispose();
		this.permit.release();
		this.prepared.session().close().onErrorComplete().subscribe();
	}

}
