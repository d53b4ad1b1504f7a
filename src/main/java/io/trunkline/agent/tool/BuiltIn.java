package io.trunkline.agent.tool;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.trunkline.agent.Agent;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools that are built in. All of them take the caller away from the agent. A model
 * never names a telephone number: it picks an alias.
 */
enum BuiltIn {

	HANG_UP("Ends the call. Say goodbye in the same answer; the caller hears it first."),
	TRANSFER("Connects the caller with somebody else. Say so in the same answer; the caller hears it first."),
	HAND_OVER("Lets another agent go on with this call. Say so in the same answer; the caller hears it first.");

	private final String description;

	BuiltIn(String description) {
		this.description = description;
	}

	/** The name by which a model calls it. */
	String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Optional<BuiltIn> of(String wireName) {
		return Arrays.stream(values()).filter((tool) -> tool.wireName().equals(wireName)).findFirst();
	}

	/** Empty if there is nothing that it could be used for. */
	List<Offered> offeredTo(Agent agent) {
		return switch (this) {
			case HANG_UP ->
				List.of(new Offered(wireName(), this.description, ArgumentSchema.none(), (_) -> new Deed.HangUp()));
			case TRANSFER ->
				choice("destination", agent.destinations().keySet().stream().sorted().toList(), Deed.Transfer::new);
			case HAND_OVER -> choice("agent", agent.handOver(), Deed.HandOver::new);
		};
	}

	private List<Offered> choice(String argument, Collection<String> choices, Function<String, Deed> deed) {
		if (choices.isEmpty()) {
			return List.of();
		}
		var schema = JsonMapper.shared().createObjectNode().put("type", "object");
		var property = schema.putObject("properties").putObject(argument).put("type", "string");
		choices.forEach(property.putArray("enum")::add);
		schema.putArray("required").add(argument);
		schema.put("additionalProperties", false);
		return List.of(new Offered(wireName(), this.description, ArgumentSchema.of(schema),
				(invocation) -> deed.apply(invocation.arguments().path(argument).asString(""))));
	}

}
