package io.trunkline.agent.tool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tools of one agent. Made once; any thread may use it. Whatever the model was talked
 * into, nothing runs that is not this agent's, or with arguments that do not fit.
 */
public final class Toolbox {

	private final List<Supplier<List<Offered>>> entries;

	/**
	 * Makes it.
	 * @param entries in the order in which the agent names them; where two tools have one
	 * name, the first has it
	 */
	Toolbox(Collection<Supplier<List<Offered>>> entries) {
		this.entries = List.copyOf(entries);
	}

	/**
	 * What the model is told, in the same order each time so that a provider can cache
	 * it. Tools of a server that is away are not among them.
	 */
	public List<ToolDescription> descriptions() {
		return offered().values().stream().map(Offered::described).toList();
	}

	/**
	 * Checks a tool call. Nothing runs yet.
	 * @param id the model's name of this call, unique in the conversation
	 * @param name as the model gave it
	 * @param arguments what should be a JSON object
	 * @return what to do; a refusal when the tool is not this agent's or the arguments
	 * are wrong
	 */
	public Deed check(String id, String name, String arguments, ToolContext context) {
		Offered tool = offered().get(name);
		return (tool != null) ? tool.check(id, arguments, context) : new Deed.Refused("There is no such tool.");
	}

	private Map<String, Offered> offered() {
		Map<String, Offered> offered = new LinkedHashMap<>();
		this.entries.forEach((entry) -> entry.get().forEach((tool) -> offered.putIfAbsent(tool.name(), tool)));
		return offered;
	}

}
