package io.trunkline.answering;

/** Who answers a call. */
public enum Answerer {

	/** A person. */
	HUMAN,
	/** A machine that plays a greeting. */
	MACHINE,
	/** Nobody made a sound. */
	SILENCE,
	/** Nobody can tell. */
	UNKNOWN

}
