package io.trunkline.telephony;

/** What came of a transfer. */
public enum TransferResult {

	/** The two have spoken, and one of them has hung up. */
	TALKED,
	/** Everybody was busy. */
	BUSY,
	/** Nobody answered in time. */
	NO_ANSWER,
	/** It was answered or seen, and not wanted. */
	REJECTED,
	/** It could not be rung. */
	FAILED

}
