package io.trunkline.agent.tool;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.trunkline.agent.Agent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools that are built in: they change what becomes of the call. A model never names
 * a telephone number: it picks an alias.
 */
enum BuiltIn {

	HANG_UP("Ends the call. Say goodbye in the same answer; the caller hears it first."),
	TRANSFER("Connects the caller with somebody else. Say so in the same answer; the caller hears it first."),
	HAND_OVER("Lets another agent go on with this call. Say so in the same answer; the caller hears it first."),
	ASK_DIGITS("Sets how the digits are collected that the caller enters next with the keys of the telephone. "
			+ "Ask for them in the same answer, and say which key ends them."),
	SEND_DIGITS("Presses keys of the telephone, for a machine that asks for them. w waits for half a second."),
	PAUSE_RECORDING("Pauses the recording of this call, before the caller tells something that must not be recorded."),
	RESUME_RECORDING("Goes on with the recording of this call.");

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final ArgumentSchema DIGITS_TO_ASK_FOR = ArgumentSchema.of(JSON.readTree("""
			{"type":"object","additionalProperties":false,"properties":{
			"length":{"type":"integer","minimum":1,"maximum":64,"description":"how many there are, if that is known"},
			"terminator":{"type":"string","pattern":"^[0-9*#A-D]?$","description":"the key that ends them"},
			"secret":{"type":"boolean","description":"whether nobody may read them, such as a PIN; tools can"},
			"timeout":{"type":"integer","minimum":1,"maximum":30,"description":"seconds after the last key"}}}"""));

	private static final ArgumentSchema DIGITS_TO_SEND = ArgumentSchema.of(JSON.readTree("""
			{"type":"object","additionalProperties":false,"required":["digits"],"properties":{
			"digits":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[0-9*#A-Dw]+$"}}}"""));

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
			case HANG_UP -> offered(ArgumentSchema.none(), (_) -> new Deed.HangUp());
			case TRANSFER ->
				choice("destination", agent.destinations().keySet().stream().sorted().toList(), Deed.Transfer::new);
			case HAND_OVER -> choice("agent", agent.handOver(), Deed.HandOver::new);
			case ASK_DIGITS -> offered(DIGITS_TO_ASK_FOR, (given) -> asking(agent.keys(), given));
			case SEND_DIGITS ->
				offered(DIGITS_TO_SEND, (given) -> new Deed.SendDigits(given.path("digits").asString("")));
			case PAUSE_RECORDING -> recording(agent, false);
			case RESUME_RECORDING -> recording(agent, true);
		};
	}

	private List<Offered> offered(ArgumentSchema arguments, Function<JsonNode, Deed> deed) {
		return List.of(new Offered(wireName(), this.description, arguments,
				(invocation) -> deed.apply(invocation.arguments())));
	}

	private List<Offered> recording(Agent agent, boolean on) {
		return agent.recording().on() ? offered(ArgumentSchema.none(), (_) -> new Deed.SetRecording(on)) : List.of();
	}

	/** What the model leaves out is as the agent has it. */
	private static Deed asking(Agent.Keys usual, JsonNode given) {
		return new Deed.AskDigits(new Agent.Keys(given.path("terminator").asString(usual.terminator()),
				given.path("length").asInt(usual.length()),
				given.has("timeout") ? Duration.ofSeconds(given.path("timeout").asInt()) : usual.timeout(),
				given.path("secret").asBoolean(usual.secret()), Map.of()));
	}

	private List<Offered> choice(String argument, Collection<String> choices, Function<String, Deed> deed) {
		if (choices.isEmpty()) {
			return List.of();
		}
		var schema = JSON.createObjectNode().put("type", "object");
		var property = schema.putObject("properties").putObject(argument).put("type", "string");
		choices.forEach(property.putArray("enum")::add);
		schema.putArray("required").add(argument);
		schema.put("additionalProperties", false);
		return offered(ArgumentSchema.of(schema), (given) -> deed.apply(given.path(argument).asString("")));
	}

}
