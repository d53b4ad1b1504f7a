package io.trunkline.agent.tool;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.trunkline.agent.CallVariables;
import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The call in which a tool is asked for. The model sees none of it.
 *
 * @param call the carrier's name of the call
 * @param from the caller's number, or what the carrier gave instead
 * @param to the dialled number
 * @param variables what the call was given on its way, by name
 * @param heard the conversation as heard so far; asked from the thread on which the tool
 * runs
 * @param keyed what the caller entered last with keys, also when that is secret; not set
 * if nothing was
 */
public record ToolContext(String call, String from, String to, Map<String, String> variables,
		Supplier<List<Spoken>> heard, Secret keyed) {

	/** A variable by any of its spellings; null if the call has none of that name. */
	public @Nullable String variable(String name) {
		String value = this.variables.get(name);
		return (value != null) ? value : this.variables.get(CallVariables.key(name));
	}

}
