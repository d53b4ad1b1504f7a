package io.trunkline.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.trunkline.agent.Agent.Engine;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is to call for demonstration.
 *
 * @param carrier who carries the call
 * @param engine what the agent is to listen and speak with; null for its own
 */
record DemoWish(Carrier carrier, @Nullable Engine engine) {

	static final String CARRIERS = names(Carrier.values());

	static final String ENGINES = names(Engine.values());

	private static final Set<String> KNOWN = Set.of("carrier", "engine");

	/**
	 * The same with other choices.
	 * @param said by name; what is not said stays as it is
	 * @throws IllegalArgumentException says what there is to choose from
	 */
	DemoWish with(Map<String, String> said) {
		said.keySet().stream().filter((name) -> !KNOWN.contains(name)).findFirst().ifPresent((name) -> {
			throw new IllegalArgumentException("there is nothing but carrier and engine to choose");
		});
		return new DemoWish(said.containsKey("carrier") ? one("carrier", said, Carrier.class, CARRIERS) : this.carrier,
				said.containsKey("engine") ? one("engine", said, Engine.class, ENGINES) : this.engine);
	}

	private static <E extends Enum<E>> E one(String name, Map<String, String> said, Class<E> type, String choices) {
		String value = said.getOrDefault(name, "");
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> constant.name().equalsIgnoreCase(value))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(name + " must be one of " + choices));
	}

	/** As people write them. */
	static String name(Enum<?> choice) {
		return choice.name().toLowerCase(Locale.ROOT);
	}

	private static String names(Enum<?>[] choices) {
		return Arrays.stream(choices).map(DemoWish::name).collect(Collectors.joining(", "));
	}

}
