package io.trunkline.keys;

import java.time.Duration;

/** Something to be done, in the order given. */
public sealed interface KeyEffect {

	/** A key belongs to an entry that is not over yet: the caller wants the floor. */
	record Collecting() implements KeyEffect {
	}

	/** The entry is over. */
	record Entered(KeyEntry entry) implements KeyEffect {
	}

	/** A key with a meaning of its own was pressed outside of an entry. */
	record Bound(char key) implements KeyEffect {
	}

	/** Say so when this time is over; replaces an earlier wait. */
	record Wait(Duration time) implements KeyEffect {
	}

}
