package io.trunkline.telephony.bandwidth;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;

/** Says in our words what Bandwidth tells of a call. */
final class BandwidthNotices {

	private BandwidthNotices() {
	}

	/** What an event means for a call; empty when nobody acts on it. */
	static Optional<CarrierNotice> notice(BandwidthEvent event) {
		return switch (event) {
			case BandwidthEvent.Disconnect over -> Optional.of(new CarrierNotice.Disconnected(over.cause(), ""));
			case BandwidthEvent.Dtmf dtmf -> Optional.of(new CarrierNotice.KeyPressed(dtmf.digit(),
					Objects.requireNonNullElse(dtmf.envelope().eventTime(), Instant.EPOCH)));
			case BandwidthEvent.MediaStreamStarted _ -> Optional.of(new CarrierNotice.StreamStarted());
			case BandwidthEvent.MediaStreamRejected rejected ->
				Optional.of(new CarrierNotice.StreamRejected(rejected.cause()));
			case BandwidthEvent.MediaStreamStopped stopped ->
				Optional.of(new CarrierNotice.StreamStopped(stopped.broken()));
			case BandwidthEvent.TransferDisconnect over ->
				Optional.of(new CarrierNotice.TransferLegEnded(over.cause(), false));
			case BandwidthEvent.Initiate _, BandwidthEvent.Answer _, BandwidthEvent.Redirect _,
					BandwidthEvent.TransferAnswer _, BandwidthEvent.TransferComplete _, BandwidthEvent.Unsolicited _,
					BandwidthEvent.Acknowledged _, BandwidthEvent.Unrecognised _ ->
				Optional.empty();
		};
	}

	/** The call that has to know; empty when the event does not name it. */
	static Optional<CallLeg> concerned(BandwidthEvent event) {
		return (event instanceof BandwidthEvent.TransferDisconnect rungUp) ? rungUp.envelope().parentLeg()
				: Optional.ofNullable(event.envelope().leg());
	}

}
