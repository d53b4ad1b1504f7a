package io.trunkline.sandbox.scenario;

/** A scenario file does not say what it should; the message names file and line. */
class ScenarioFormatException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ScenarioFormatException(String message) {
		super(message);
	}

}
