package io.trunkline.sandbox.scenario;

/**
 * There is no such scenario, or its file does not say what it should; the message names
 * file and line.
 */
class ScenarioFormatException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	ScenarioFormatException(String message) {
		super(message);
	}

}
