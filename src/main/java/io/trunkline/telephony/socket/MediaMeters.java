package io.trunkline.telephony.socket;

import io.trunkline.metric.Metric;

/** What carriers' media sockets count. */
public final class MediaMeters {

	/** Frames of caller audio that came and that nobody took in time. */
	static final Metric DROPPED_FRAMES = Metric.of("trunkline.audio.dropped.frames");

	private MediaMeters() {
	}

	/** Doings that an honest carrier has no cause for. */
	static Metric security(SecurityEvent event) {
		return Metric.of("trunkline.security").by("event", event);
	}

	/** What may be an attack on the media socket. */
	public enum SecurityEvent {

		/** A browser knocked. */
		MEDIA_ORIGIN,
		/** Wrong credentials, or a wrong signature. */
		MEDIA_CREDENTIALS,
		/** A token that is none, or unknown, used or expired. */
		MEDIA_TOKEN,
		/** The start frame names another call than the token. */
		MEDIA_IDS,
		/** Nothing, or something else than a start frame, after the upgrade. */
		MEDIA_NO_START,
		/** More or longer messages than any call has, or binary ones. */
		MEDIA_ABUSE

	}

	/** What can be wrong with a media stream. */
	public enum MediaError {

		/** A frame that is none. */
		MEDIA_MALFORMED,
		/** A kind of frame that we do not know. */
		MEDIA_UNRECOGNISED,
		/** Another start frame. */
		MEDIA_RESTART,
		/** Frames are missing between two others. */
		MEDIA_GAP,
		/** A frame came twice. */
		MEDIA_DUPLICATE,
		/** A frame came after a later one. */
		MEDIA_REORDERED,
		/** Sound that is not the caller's. */
		MEDIA_FOREIGN_TRACK,
		/** Not mu-law at 8 kHz. */
		MEDIA_FORMAT,
		/** The connection went away without a stop frame. */
		MEDIA_LOST,
		/** The stream brought no media. */
		MEDIA_SILENT,
		/** A ping was not answered. */
		MEDIA_UNRESPONSIVE,
		/** What we sent was not read. */
		MEDIA_STALLED,
		/** Too many malformed frames, or no WebSocket frames at all. */
		MEDIA_CORRUPT

	}

}
