package io.trunkline;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * What an operator has chosen, as far as it decides which settings production needs.
 *
 * @param recognizer who hears
 * @param synthesizer who speaks
 * @param model who thinks
 * @param carrier who places the calls of agents that name no carrier; empty takes whoever
 * can
 * @param agents all agents; none if nobody knows: what is wrong then is told elsewhere
 */
record Choices(String recognizer, String synthesizer, String model, String carrier, List<AgentChoice> agents) {

	private static final ConfigurationPropertyName AGENTS = ConfigurationPropertyName.of("trunkline.agents");

	static Choices of(Environment environment) {
		Binder settings = Binder.get(environment);
		return new Choices(value(settings, "trunkline.providers.recognizer", "cartesia"),
				value(settings, "trunkline.providers.synthesizer", "cartesia"),
				value(settings, "trunkline.providers.model", "openai"),
				value(settings, "trunkline.outbound.carrier", ""), agents(environment, settings));
	}

	/** The names of the agents of which something holds. */
	List<String> agents(Predicate<AgentChoice> which) {
		return this.agents.stream().filter(which).map(AgentChoice::name).toList();
	}

	private static List<AgentChoice> agents(Environment environment, Binder settings) {
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter(AGENTS::isAncestorOf)
			.map((name) -> name.chop(AGENTS.getNumberOfElements() + 1))
			.distinct()
			.map((agent) -> AgentChoice.of(agent, settings))
			.toList();
	}

	private static String value(Binder settings, String name, String usual) {
		return settings.bind(name, String.class).orElse(usual).strip();
	}

	/**
	 * What one agent has chosen.
	 *
	 * @param name the whole name of its settings
	 * @param engine in lower case
	 * @param voice empty takes the provider's configured one
	 * @param carrier empty takes the service's
	 */
	record AgentChoice(String name, String engine, String voice, String carrier) {

		private static AgentChoice of(ConfigurationPropertyName agent, Binder settings) {
			String engine = text(settings, agent.append("engine")).toLowerCase(Locale.ROOT);
			return new AgentChoice(agent.toString(), engine.isEmpty() ? "cascade" : engine,
					text(settings, agent.append("voice")), text(settings, agent.append("outbound.carrier")));
		}

		private static String text(Binder settings, ConfigurationPropertyName name) {
			return settings.bind(name, Bindable.of(String.class)).orElse("").strip();
		}

		/** Whether it hears and speaks with a recogniser and a synthesiser. */
		boolean hasEarAndVoice() {
			return thinks() || this.engine.equals("echo");
		}

		/** Whether it asks a language model. */
		boolean thinks() {
			return this.engine.equals("cascade");
		}

		/** Whether it does all of it over one socket. */
		boolean hasOneSocket() {
			return this.engine.equals("realtime");
		}

	}

}
