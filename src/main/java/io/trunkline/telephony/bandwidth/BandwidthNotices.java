package io.trunkline.telephony.bandwidth;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.CarrierNotice.Answerer;

/** Says in our words what Bandwidth tells of a call. */
final class BandwidthNotices {

	private BandwidthNotices() {
	}

	/**
	 * What an event means for a call; empty when nobody acts on it.
	 * @param arrival when it came, for an event that does not say when it was
	 */
	static Optional<CarrierNotice> notice(BandwidthEvent event, Instant arrival) {
		return switch (event) {
			case BandwidthEvent.Disconnect over ->
				Optional.of(new CarrierNotice.Disconnected(over.cause(), over.fault()));
			case BandwidthEvent.Dtmf dtmf -> Optional.of(new CarrierNotice.KeyPressed(dtmf.digit(),
					Objects.requireNonNullElse(dtmf.envelope().eventTime(), arrival)));
			case BandwidthEvent.Answer answer -> recognised(answer.answerer());
			case BandwidthEvent.MachineDetectionComplete detection ->
				recognised(detection.answerer()).or(() -> Optional.of(new CarrierNotice.Recognised(Answerer.UNKNOWN)));
			case BandwidthEvent.RecordComplete complete -> recorded(complete.recording());
			case BandwidthEvent.RecordingAvailable available -> recorded(available.recording());
			case BandwidthEvent.TranscriptionAvailable available ->
				Optional.of(new CarrierNotice.Transcribed(available.id(), available.status(), available.url()));
			case BandwidthEvent.MediaStreamStarted _ -> Optional.of(new CarrierNotice.StreamStarted());
			case BandwidthEvent.MediaStreamRejected rejected ->
				Optional.of(new CarrierNotice.StreamRejected(rejected.stream(), rejected.cause()));
			case BandwidthEvent.MediaStreamStopped stopped ->
				Optional.of(new CarrierNotice.StreamStopped(stopped.stream(), stopped.broken()));
			case BandwidthEvent.TransferDisconnect over ->
				Optional.of(new CarrierNotice.TransferLegEnded(over.cause(), over.answered()));
			case BandwidthEvent.Initiate _, BandwidthEvent.Redirect _, BandwidthEvent.TransferAnswer _,
					BandwidthEvent.Gather _, BandwidthEvent.TransferComplete _, BandwidthEvent.Unsolicited _,
					BandwidthEvent.Acknowledged _, BandwidthEvent.Unrecognised _ ->
				Optional.empty();
		};
	}

	/** A tone is that of a machine, if not of one that takes messages. */
	private static Optional<CarrierNotice> recognised(String answerer) {
		return switch (answerer) {
			case "" -> Optional.empty();
			case "human" -> Optional.of(new CarrierNotice.Recognised(Answerer.HUMAN));
			case "answering-machine", "tone-detected" -> Optional.of(new CarrierNotice.Recognised(Answerer.MACHINE));
			case "silence" -> Optional.of(new CarrierNotice.Recognised(Answerer.SILENCE));
			default -> Optional.of(new CarrierNotice.Recognised(Answerer.UNKNOWN));
		};
	}

	private static Optional<CarrierNotice> recorded(BandwidthEvent.Recording recording) {
		return Optional
			.of(new CarrierNotice.Recorded(recording.id(), recording.status(), recording.length(), recording.url()));
	}

	/** The call that has to know; empty when the event does not name it. */
	static Optional<CallLeg> concerned(BandwidthEvent event) {
		return (event instanceof BandwidthEvent.TransferDisconnect rungUp) ? rungUp.envelope().parentLeg()
				: Optional.ofNullable(event.envelope().leg());
	}

}
