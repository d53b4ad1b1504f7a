package io.trunkline.call;

import java.util.List;

import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.MediaStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins calls, with what all of them share. */
final class LiveCalls {

	private static final Logger log = LoggerFactory.getLogger(LiveCalls.class);

	private final PlaybackProperties pace;

	private final CallDeparture departure;

	private final CallMeters meters;

	private final List<CallListener> listeners;

	LiveCalls(PlaybackProperties pace, CallDeparture departure, CallMeters meters, List<CallListener> listeners) {
		this.pace = pace;
		this.departure = departure;
		this.meters = meters;
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * A call on one of its streams; to be served on the stream's loop.
	 * @param whereabouts is told where its caller is about to go
	 * @param told is told of its events, after everybody else
	 */
	LiveCall begin(Reservation reservation, MediaStream stream, CallDeparture.Whereabouts whereabouts,
			CallListener told) {
		return new LiveCall(reservation.leg(), reservation.prepared(), stream, this.pace,
				this.departure.telling(whereabouts), this.meters, (leg, event) -> {
					tell(leg, event);
					told.on(leg, event);
				});
	}

	void tell(CallLeg leg, CallEvent event) {
		this.listeners.forEach((listener) -> {
			try {
				listener.on(leg, event);
			}
			catch (RuntimeException ex) {
				log.error("Call {}: a listener failed", leg, ex);
			}
		});
	}

	CallDeparture departure() {
		return this.departure;
	}

	CallMeters meters() {
		return this.meters;
	}

}
