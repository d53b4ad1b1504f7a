package io.trunkline.call;

import java.util.List;

import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.telephony.MediaStream;

/** Begins calls, with what all of them share. */
final class LiveCalls {

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

	LiveCall begin(Reservation reservation, MediaStream stream) {
		return new LiveCall(reservation.leg(), reservation.prepared(), stream, this.pace, this.departure, this.meters,
				(leg, event) -> this.listeners.forEach((listener) -> listener.on(leg, event)));
	}

}
