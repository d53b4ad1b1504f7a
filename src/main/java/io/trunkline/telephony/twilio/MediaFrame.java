package io.trunkline.telephony.twilio;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Twilio says on a media socket. */
sealed interface MediaFrame {

	/** The socket is up; the stream follows. */
	record Connected() implements MediaFrame {
	}

	/**
	 * The stream begins. Whoever holds the socket may write anything here: the ids serve
	 * for comparison only.
	 *
	 * @param streamSid has to stand in everything that is said on this socket
	 */
	record Start(@Nullable String streamSid, @Nullable Announcement start) implements MediaFrame {
	}

	/**
	 * What the start says.
	 *
	 * @param customParameters read as a tree, so that odd ones do not cost the stream
	 */
	record Announcement(@Nullable String accountSid, @Nullable String streamSid, @Nullable String callSid,
			@Nullable MediaFormat mediaFormat, @Nullable JsonNode customParameters) {

		@Override
		public String toString() {
			return "Announcement[" + this.callSid + ", " + this.mediaFormat + "]";
		}

	}

	/** The sound of the stream. */
	record MediaFormat(@Nullable String encoding, int sampleRate, int channels) {

		/** The only one that there is. */
		boolean isTelephone() {
			return "audio/x-mulaw".equals(this.encoding) && this.sampleRate == 8000 && this.channels == 1;
		}

	}

	/**
	 * A piece of sound.
	 *
	 * @param inbound whether it is the caller's
	 * @param chunk counts the track's pieces from 1, or -1 when there is no number
	 * @param payload mu-law samples, perhaps none
	 */
	record Media(boolean inbound, long chunk, byte[] payload) implements MediaFrame {
	}

	/** The caller pressed a key. */
	record Dtmf(char digit) implements MediaFrame {

		@Override
		public String toString() {
			return "Dtmf[hidden]";
		}

	}

	/** What was sent before this mark has been played, or dropped. */
	record Mark(String name) implements MediaFrame {
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

}
