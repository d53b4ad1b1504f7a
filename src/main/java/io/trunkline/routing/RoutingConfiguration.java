package io.trunkline.routing;

import java.util.List;

import io.trunkline.agent.AgentFault;
import io.trunkline.agent.Agents;
import io.trunkline.call.Doorkeeper;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

	/**
	 * Routes name agents, so agents that change must stay those that routes name.
	 * @throws RoutesRefusedException when the routes cannot work
	 */
	@Bean
	Doorkeeper doorkeeper(Environment environment, Agents agents) {
		RoutesReader.Reading reading = RoutesReader.read(definitions(environment));
		agents.require((_, roster) -> reading.agents()
			.stream()
			.filter((reference) -> roster.named(reference.agent()).isEmpty())
			.map((reference) -> new AgentFault(reference.setting(),
					"names " + reference.agent() + ", but there is no trunkline.agents." + reference.agent())));
		return new RouteDoor(reading.routes(), agents);
	}

	/**
	 * A setting that means nothing is refused: a route with a slip would let calls in.
	 */
	private static List<RouteDefinition> definitions(Environment environment) {
		try {
			return Binder.get(environment)
				.bind("trunkline.routes", Bindable.listOf(RouteDefinition.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
				.orElse(List.of());
		}
		catch (BindException ex) {
			throw new RoutesRefusedException(problems(ex));
		}
	}

	/** Without the cause, which quotes values: they are people's numbers. */
	private static List<String> problems(BindException failure) {
		return (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound)
				? unbound.getUnboundProperties()
					.stream()
					.map((property) -> property.getName() + " is no setting of a route")
					.toList()
				: List.of(failure.getName() + " cannot be read");
	}

}
