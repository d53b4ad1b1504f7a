package io.trunkline.telephony;

/** What a carrier is to do with a call. */
public sealed interface Answer {

	/**
	 * Open a media stream.
	 *
	 * @param token the single-use key of the media socket's URL; it hides itself in logs
	 * @param stream counts the streams of this call from 1, for a name that is new each
	 * time
	 * @param plan what goes with it
	 */
	record Connect(Token token, int stream, StreamPlan plan) implements Answer {

		/** A stream and nothing else. */
		public Connect(Token token, int stream) {
			this(token, stream, StreamPlan.PLAIN);
		}

	}

	/** Nobody can serve the call: ring somebody else. */
	record PassOn(PhoneNumber to) implements Answer {
	}

	/** Nobody can serve the call: say so and hang up. */
	record Apologise(String sentence) implements Answer {
	}

	/** The call is not wanted: it is not even answered. */
	record Reject() implements Answer {
	}

	/** The call is done. */
	record HangUp() implements Answer {
	}

	/** A token in the clear, on its way to the carrier. */
	record Token(String value) {

		@Override
		public String toString() {
			return "Token[hidden]";
		}

	}

}
