package io.trunkline.secret;

/**
 * A key, password or the like. A properties record may hold it without giving it away,
 * since {@link #toString()} does not show it.
 *
 * @param value the text itself; empty when it is not configured
 */
public record Secret(String value) {

	/** Whether there is something to hide. */
	public boolean isSet() {
		return !this.value.isBlank();
	}

	@Override
	public String toString() {
		return isSet() ? "Secret[hidden]" : "Secret[not set]";
	}

}
