package io.trunkline.agent.tool;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools of one agent. A model never names a telephone number: it picks an alias, and
 * one that is not configured is refused here, whatever the model was talked into.
 */
public final class Toolbox {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final NavigableSet<ToolName> tools;

	private final NavigableSet<String> destinations;

	public Toolbox(Set<ToolName> tools, Set<String> destinations) {
		this.tools = new TreeSet<>(tools);
		this.destinations = new TreeSet<>(destinations);
		if (this.destinations.isEmpty()) {
			this.tools.remove(ToolName.TRANSFER);
		}
	}

	/**
	 * What the model is told, in the same order each time so that a provider can cache
	 * it.
	 */
	public List<ToolDescription> descriptions() {
		return this.tools.stream().map(this::describe).toList();
	}

	/**
	 * Checks a tool call.
	 * @param name as the model gave it
	 * @param arguments what should be a JSON object
	 * @return what to do; a refusal when the tool is not this agent's or the arguments
	 * are wrong
	 */
	public Deed check(String name, String arguments) {
		Optional<ToolName> tool = ToolName.of(name).filter(this.tools::contains);
		return tool.map((known) -> switch (known) {
			case HANG_UP -> new Deed.HangUp();
			case TRANSFER -> transfer(arguments);
		}).orElseGet(() -> new Deed.Refused("There is no such tool."));
	}

	private Deed transfer(String arguments) {
		try {
			JsonNode destination = JSON.readTree(arguments).path("destination");
			if (destination.isString() && this.destinations.contains(destination.stringValue())) {
				return new Deed.Transfer(destination.stringValue());
			}
			return new Deed.Refused("destination must be one of: " + String.join(", ", this.destinations));
		}
		catch (JacksonException _) {
			return new Deed.Refused("The arguments are not a JSON object.");
		}
	}

	private ToolDescription describe(ToolName tool) {
		return switch (tool) {
			case HANG_UP -> new ToolDescription(tool.wireName(),
					"Ends the call. Say goodbye in the same answer; the caller hears it first.", """
							{"type":"object","properties":{},"additionalProperties":false}""");
			case TRANSFER -> new ToolDescription(tool.wireName(),
					"Connects the caller with somebody else. Say so in the same answer; the caller hears it first.",
					transferSchema());
		};
	}

	private String transferSchema() {
		var schema = JSON.createObjectNode().put("type", "object");
		var destination = schema.putObject("properties").putObject("destination").put("type", "string");
		this.destinations.forEach(destination.putArray("enum")::add);
		schema.putArray("required").add("destination");
		return schema.put("additionalProperties", false).toString();
	}

}
