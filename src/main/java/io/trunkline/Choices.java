package io.trunkline;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Which providers an operator has chosen, and which of them the agents need.
 *
 * @param cartesiaHears whether Cartesia hears the callers
 * @param cartesiaSpeaks whether Cartesia speaks for the agents
 * @param openAiThinks whether some agent thinks, and with an OpenAI-compatible server
 */
record Choices(boolean cartesiaHears, boolean cartesiaSpeaks, boolean openAiThinks) {

	private static final ConfigurationPropertyName AGENTS = ConfigurationPropertyName.of("trunkline.agents");

	/** The engine that asks no model. */
	private static final String THOUGHTLESS = "echo";

	static Choices of(Environment environment) {
		Binder settings = Binder.get(environment);
		return new Choices("cartesia".equals(provider(settings, "recognizer", "cartesia")),
				"cartesia".equals(provider(settings, "synthesizer", "cartesia")),
				"openai".equals(provider(settings, "model", "openai")) && somebodyThinks(environment, settings));
	}

	private static String provider(Binder settings, String kind, String usual) {
		return settings.bind("trunkline.providers." + kind, String.class).orElse(usual);
	}

	/** Nobody knows without agents; what is wrong then is told elsewhere. */
	private static boolean somebodyThinks(Environment environment, Binder settings) {
		Set<ConfigurationPropertyName> agents = agents(environment);
		return agents.isEmpty() || agents.stream()
			.map((agent) -> settings.bind(agent.append("engine"), Bindable.of(String.class)).orElse(""))
			.anyMatch((engine) -> !THOUGHTLESS.equalsIgnoreCase(engine));
	}

	private static Set<ConfigurationPropertyName> agents(Environment environment) {
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter(AGENTS::isAncestorOf)
			.map((name) -> name.chop(AGENTS.getNumberOfElements() + 1))
			.collect(Collectors.toUnmodifiableSet());
	}

}
