package io.trunkline.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads the agents from wherever settings come from, as Boot does: a variable of the
 * environment wins over a file. Goes on after a fault, so that all are found.
 */
final class AgentsReader {

	private static final ConfigurationPropertyName AGENTS = ConfigurationPropertyName.of("trunkline.agents");

	private static final int NAME = AGENTS.getNumberOfElements() + 1;

	private AgentsReader() {
	}

	static AgentsReading read(ConfigurableEnvironment environment) {
		return read(ConfigurationPropertySources.from(environment.getPropertySources()),
				new PropertySourcesPlaceholdersResolver(environment.getPropertySources()));
	}

	static AgentsReading read(Iterable<ConfigurationPropertySource> from, PlaceholdersResolver placeholders) {
		List<ConfigurationPropertySource> sources = StreamSupport.stream(from.spliterator(), false).toList();
		FaultCollector collector = new FaultCollector();
		Map<String, AgentsProperties.Definition> definitions = new Binder(sources, placeholders)
			.bind(AGENTS, Bindable.mapOf(String.class, AgentsProperties.Definition.class), collector)
			.orElse(Map.of());
		Set<AgentFault> faults = new LinkedHashSet<>(unknownSettings(sources));
		faults.addAll(collector.faults());
		List<Agent> agents = new ArrayList<>();
		definitions.forEach((name, definition) -> {
			if (Objects.nonNull(definition)) {
				agents.add(definition.named(name));
			}
		});
		return new AgentsReading(List.copyOf(agents), List.copyOf(faults), new Places(sources));
	}

	/**
	 * Settings that mean nothing, in files and arguments. Variables of the environment
	 * are left alone: other software names its own as it likes.
	 */
	private static List<AgentFault> unknownSettings(List<ConfigurationPropertySource> sources) {
		UnboundElementsSourceFilter written = new UnboundElementsSourceFilter();
		return sources.stream()
			.filter((source) -> written.apply(source))
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter((name) -> AGENTS.isAncestorOf(name))
			.flatMap((name) -> KnownSettings.judge(name, NAME).stream())
			.distinct()
			.toList();
	}

}
