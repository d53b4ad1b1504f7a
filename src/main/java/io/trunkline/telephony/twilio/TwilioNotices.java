package io.trunkline.telephony.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.CarrierNotice.Answerer;

/** Says in our words what Twilio tells of a call. */
final class TwilioNotices {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

	private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,39}");

	private TwilioNotices() {
	}

	/** What an event means for a call; empty when nobody acts on it. */
	static Optional<CarrierNotice> notice(TwilioEvent event) {
		return switch (event.type()) {
			case STATUS, AFTER_STREAM, AFTER_DIAL, UNKNOWN -> over(event);
			case STREAM -> stream(event);
			case ANSWER -> answerer(event.form().get("AnsweredBy")).map(CarrierNotice.Recognised::new);
			case DETECTION -> Optional
				.of(new CarrierNotice.Recognised(answerer(event.form().get("AnsweredBy")).orElse(Answerer.UNKNOWN)));
			case RECORDING -> recorded(event.form());
			case VOICE, PICKED_UP, DECIDED -> Optional.empty();
		};
	}

	private static Optional<CarrierNotice> over(TwilioEvent event) {
		if (!event.isOver()) {
			return Optional.empty();
		}
		return Optional.of((event.caller() != null)
				? new CarrierNotice.TransferLegEnded(event.status(), event.status().equals("completed"))
				: new CarrierNotice.Disconnected(event.status(), fault(event)));
	}

	/** Of Twilio's words only a number is taken over: others may name somebody's. */
	private static String fault(TwilioEvent event) {
		String sip = event.form().get("SipResponseCode");
		if (!event.status().equals("failed")) {
			return "";
		}
		return sip.matches("[0-9]{3}") ? "SIP " + sip : "failed";
	}

	/** The error that our own closing of the socket makes is one as well. */
	private static Optional<CarrierNotice> stream(TwilioEvent event) {
		return switch (event.form().get("StreamEvent")) {
			case "stream-started" -> Optional.of(new CarrierNotice.StreamStarted());
			case "stream-stopped" -> Optional.of(new CarrierNotice.StreamStopped(0, false));
			case "stream-error" -> Optional.of(new CarrierNotice.StreamStopped(0, true));
			default -> Optional.empty();
		};
	}

	private static Optional<Answerer> answerer(String answeredBy) {
		return switch (answeredBy) {
			case "" -> Optional.empty();
			case "human" -> Optional.of(Answerer.HUMAN);
			case "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax" ->
				Optional.of(Answerer.MACHINE);
			default -> Optional.of(Answerer.UNKNOWN);
		};
	}

	private static Optional<CarrierNotice> recorded(WebhookForm form) {
		String status = form.get("RecordingStatus");
		String id = form.get("RecordingSid");
		if (!ID.matcher(id).matches() || status.equals("in-progress")) {
			return Optional.empty();
		}
		String seconds = form.get("RecordingDuration");
		Duration length = seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
		String shown = status.equals("completed") ? "complete" : WORD.matcher(status).matches() ? status : "unknown";
		return Optional.of(new CarrierNotice.Recorded(id, shown, length, url(form.get("RecordingUrl"))));
	}

	private static String url(String text) {
		try {
			return "https".equals(URI.create(text).getScheme()) ? text : "";
		}
		catch (IllegalArgumentException _) {
			return "";
		}
	}

}
