package io.trunkline.agent.tool.http;

import java.util.Optional;

import io.trunkline.agent.tool.Invocation;
import io.trunkline.agent.tool.ToolFailure;
import tools.jackson.databind.JsonNode;

/** What placeholders stand for in one call of a tool. */
record Values(Invocation invocation) {

	/** Empty if the model left it out. */
	Optional<JsonNode> argument(String name) {
		return Optional.<JsonNode>ofNullable(this.invocation.arguments().get(name)).filter((value) -> !value.isNull());
	}

	/**
	 * An argument as text.
	 * @throws ToolFailure if it is a list or an object
	 */
	Optional<String> plain(String name) {
		return argument(name).map((value) -> {
			if (value.isContainer()) {
				throw new ToolFailure(name + " must be a single value.");
			}
			return value.asString();
		});
	}

	/** Something that the call brought along; empty if it did not. */
	Optional<String> variable(String name) {
		var call = this.invocation.context();
		return Optional.ofNullable(switch (name) {
			case "call" -> call.call();
			case "from" -> call.from();
			case "to" -> call.to();
			case "keys" -> call.keyed().isSet() ? call.keyed().value() : null;
			default -> call.variable(name);
		});
	}

}
