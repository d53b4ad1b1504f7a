package io.trunkline.call.progress;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of a call's way.
 *
 * @param stage where it stands
 * @param streams how many streams it was given so far
 * @param replaced how many of them replaced a broken one
 * @param transfer one whose end is not known; null if there is none
 * @param watch number of the latest deadline; one with a lower number is late
 */
public record Progress(Stage stage, int streams, int replaced, @Nullable Transfer transfer, int watch) {

	/** Whoever takes the calls that no agent can serve, as a transfer's destination. */
	public static final String FALLBACK = "fallback";

	/** Before anything was heard. */
	public static final Progress UNKNOWN = new Progress(new Stage.Unknown(), 0, 0, null, 0);

	public boolean isOver() {
		return this.stage instanceof Stage.Over;
	}

	/** The alias of the transfer under way; null if there is none. */
	public @Nullable String destination() {
		return (this.transfer != null) ? this.transfer.destination() : null;
	}

	Progress at(Stage next) {
		return new Progress(next, this.streams, this.replaced, this.transfer, this.watch);
	}

	Progress with(@Nullable Transfer next) {
		return new Progress(this.stage, this.streams, this.replaced, next, this.watch);
	}

	Progress upTo(int stream) {
		return new Progress(this.stage, Math.max(stream, this.streams), this.replaced, this.transfer, this.watch);
	}

	Progress replacedOnceMore() {
		return new Progress(this.stage, this.streams, this.replaced + 1, this.transfer, this.watch);
	}

	Progress watched() {
		return new Progress(this.stage, this.streams, this.replaced, this.transfer, this.watch + 1);
	}

}
