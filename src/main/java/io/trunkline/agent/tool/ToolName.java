package io.trunkline.agent.tool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tools that are built in. */
public enum ToolName {

	/** Ends the call. */
	HANG_UP,
	/** Connects the caller with somebody else. */
	TRANSFER;

	/** The name by which a model calls it. */
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Optional<ToolName> of(String wireName) {
		return Arrays.stream(values()).filter((tool) -> tool.wireName().equals(wireName)).findFirst();
	}

}
