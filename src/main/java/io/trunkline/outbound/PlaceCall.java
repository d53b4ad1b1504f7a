package io.trunkline.outbound;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A wish to have somebody called, unchecked.
 *
 * @param idempotencyKey 1-255 visible ASCII characters that stand for this wish, however
 * often it is sent; null for a wish that nobody repeats
 * @param to whom to call, in E.164
 * @param agent who speaks
 * @param variables values for variables that the agent declares
 * @param from the number that is shown; null for the configured one
 * @param ring how long to ring, 1-300 s; null leaves it to the agent
 * @param callback how long the carrier waits for each answer of ours, 1-25 s; null for 15
 * s
 */
public record PlaceCall(@Nullable String idempotencyKey, String to, String agent, Map<String, String> variables,
		@Nullable String from, @Nullable Duration ring, @Nullable Duration callback) {

	public PlaceCall {
		variables = Map.copyOf(variables);
	}

	/** Without numbers and values, so that it can stand in a log. */
	@Override
	public String toString() {
		return "PlaceCall[agent=" + this.agent + "]";
	}

}
