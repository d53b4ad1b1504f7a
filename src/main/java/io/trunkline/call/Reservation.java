package io.trunkline.call;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.trunkline.admission.Permits.Permit;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

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

	/**
	 * A media socket that came for a call, with what is ready for it. Served once, or
	 * turned away.
	 *
	 * @param parameters what the stream brought, read on its loop
	 * @param over completes when nothing is left of it
	 */
	record Arrival(Reservation reservation, MediaStream stream, Map<String, String> parameters,
			Sinks.Empty<Void> over) {

		/** The socket of this stream has come; called on its loop. */
		static Arrival of(Reservation reservation, MediaStream stream) {
			return new Arrival(reservation, stream, stream.parameters(), Sinks.empty());
		}

		/** Completes when nothing is left of it. */
		Mono<Void> closed() {
			return this.over.asMono();
		}

		/**
		 * What is to be served with {@link #serve}.
		 * @param ended told of the stream's end, on its loop. Its place is free by then,
		 * before the last of its connections is closed.
		 */
		LiveCall begin(LiveCalls liveCalls, CallDeparture.Whereabouts whereabouts,
				Consumer<CallEvent.StreamOver> ended) {
			Preparation prepared = this.reservation.prepared();
			if (prepared.briefing().learn(this.parameters)) {
				prepared.session().become(prepared.briefing().agent());
			}
			this.reservation.permit().activate();
			return liveCalls.begin(this.reservation, this.stream, whereabouts, (_, event) -> {
				if (event instanceof CallEvent.StreamOver streamOver) {
					this.reservation.permit().release();
					ended.accept(streamOver);
				}
			});
		}

		/** Has it served on the stream's loop, at once if that is where we are. */
		void serve(LiveCall call) {
			CallLoop loop = this.stream.loop();
			Runnable serve = () -> call.serve().doFinally((_) -> {
				this.reservation.permit().release();
				this.over.tryEmitEmpty();
			}).subscribe();
			if (loop.isCurrent()) {
				serve.run();
			}
			else {
				loop.execute(serve);
			}
		}

		/** Closes it: nobody waits for it any more. */
		void turnAway() {
			this.reservation.close();
			this.stream.close(MediaStream.Ending.CLOSED);
			this.over.tryEmitEmpty();
		}

	}

}
