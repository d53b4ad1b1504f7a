package io.trunkline.telephony.bandwidth;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Bandwidth says on a media socket. */
sealed interface MediaFrame {

	/**
	 * The stream begins. Whoever holds the socket may write anything here: the ids serve
	 * for comparison only.
	 *
	 * @param streamParams read as a tree, so that odd ones do not cost the stream
	 */
	record Start(@Nullable Metadata metadata, @Nullable JsonNode streamParams) implements MediaFrame {

		@Override
		public String toString() {
			return "Start[" + this.metadata + "]";
		}

	}

	/**
	 * A piece of sound.
	 *
	 * @param sequenceNumber counts from 1, or -1 when there is none
	 * @param payload mu-law samples, perhaps none
	 */
	record Media(Track track, long sequenceNumber, byte[] payload) implements MediaFrame {
	}

	/** The stream is over. */
	record Stop() implements MediaFrame {
	}

	/** An event that we do not know. */
	record Unrecognised() implements MediaFrame {
	}

	/** Not what the protocol says. */
	record Malformed() implements MediaFrame {
	}

	/** Whose sound it is, seen from Bandwidth. */
	enum Track {

		/** The caller's, also where no track is named. */
		INBOUND,
		/** What we sent ourselves, echoed. */
		OUTBOUND,
		/** Some other. */
		OTHER

	}

	/** Which call and stream it claims to be. */
	record Metadata(@Nullable String accountId, @Nullable String callId, @Nullable List<AnnouncedTrack> tracks) {
	}

	/** A track that the stream will carry. */
	record AnnouncedTrack(@Nullable String name, @Nullable MediaFormat mediaFormat) {
	}

	/** The sound of a track. */
	record MediaFormat(@Nullable String encoding, int sampleRate) {

		/** One of two spellings of the same thing, since the documentation has both. */
		boolean isTelephone() {
			return this.sampleRate == 8000
					&& ("PCMU".equalsIgnoreCase(this.encoding) || "audio/PCMU".equalsIgnoreCase(this.encoding));
		}

	}

}
