package io.trunkline.call;

import java.util.Map;
import java.util.function.Consumer;

import io.trunkline.telephony.CallLoop;
import io.trunkline.telephony.MediaStream;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A media socket that came for a call, with what is ready for it. Served once, or turned
 * away.
 *
 * @param parameters what the stream brought, read on its loop
 * @param over completes when nothing is left of it
 */
record Arrival(Reservation reservation, MediaStream stream, Map<String, String> parameters, Sinks.Empty<Void> over) {

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
	LiveCall begin(LiveCalls liveCalls, CallDeparture.Whereabouts whereabouts, Consumer<CallEvent.StreamOver> ended) {
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
