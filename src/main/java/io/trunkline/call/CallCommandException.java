package io.trunkline.call;

/** A call cannot do what it is told. */
public final class CallCommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	public CallCommandException(Kind kind, String message) {
		super(message);
		this.kind = kind;
	}

	public Kind kind() {
		return this.kind;
	}

	/** Why. */
	public enum Kind {

		/** No call of this name is live on this pod. */
		UNKNOWN,
		/** The call is in a state in which this is not possible. */
		CONFLICT,
		/** What was asked for is not configured for this call's agent. */
		UNKNOWN_DESTINATION,
		/** The carrier refused, or did not answer. */
		CARRIER

	}

}
