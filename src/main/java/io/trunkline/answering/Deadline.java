package io.trunkline.answering;

/** What is waited for; each at most once at a time. */
public enum Deadline {

	/** A sound by which to tell who is there. */
	DECIDE,
	/** The beep behind a machine's last word. */
	PAUSE,
	/** An end of it all. */
	LIMIT

}
