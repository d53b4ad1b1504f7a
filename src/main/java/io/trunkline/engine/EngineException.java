package io.trunkline.engine;

/** An engine cannot go on; says which part of it failed. */
public final class EngineException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Part part;

	public EngineException(Part part, Throwable cause) {
		super(part + " failed: " + cause.getMessage(), cause);
		this.part = part;
	}

	public Part part() {
		return this.part;
	}

	/** Parts of an engine. */
	public enum Part {

		/** Speech to text. */
		HEARING,
		/** The language model. */
		THINKING,
		/** Text to speech. */
		SPEAKING

	}

}
