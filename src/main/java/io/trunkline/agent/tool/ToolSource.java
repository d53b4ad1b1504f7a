package io.trunkline.agent.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where tools come from. */
public interface ToolSource {

	/** What agents may name, for whoever misspelt it; in a stable order. */
	List<String> entries();

	/**
	 * What an entry of an agent's list of tools stands for.
	 * @return empty if the entry is not of this source. The tools themselves may come and
	 * go, and are asked for each time
	 */
	Optional<Supplier<List<Tool>>> find(String entry);

	/** A source whose tools stay the same, each an entry of its own. */
	@FunctionalInterface
	interface Fixed extends ToolSource {

		/** By name, in a stable order. */
		Map<String, Tool> tools();

		@Override
		default List<String> entries() {
			return List.copyOf(tools().keySet());
		}

		@Override
		default Optional<Supplier<List<Tool>>> find(String entry) {
			return Optional.ofNullable(tools().get(entry)).map((tool) -> () -> List.of(tool));
		}

	}

}
