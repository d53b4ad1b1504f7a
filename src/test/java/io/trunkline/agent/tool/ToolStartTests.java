package io.trunkline.agent.tool;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.tool.bean.AgentTool;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

import static org.assertj.core.api.Assertions.assertThat;

/** All sources of tools together, as the service starts with them. */
class ToolStartTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Rooms.class)
		.withBean("clock", Clock.class)
		.withPropertyValues("trunkline.agents.reception.instructions=Help.",
				"trunkline.agents.reception.tools=tell_time,mcp:crm,order_status,hang_up,transfer",
				"trunkline.tools.order_status.description=Looks an order up.",
				"trunkline.tools.order_status.url=https://orders.example.com/",
				"trunkline.tools.order_status.allowed-hosts=orders.example.com",
				"trunkline.mcp.crm.url=http://127.0.0.1:1/mcp");

	@Test
	void agentHasToolsOfAllSourcesInItsOwnOrder() {
		this.runner.run((context) -> {
			Agent reception = context.getBean(Agents.class).all().getFirst();
			Toolbox box = context.getBean(Toolboxes.class).of(reception);
			assertThat(box.descriptions()).extracting(ToolDescription::name)
				.containsExactly("tell_time", "order_status", "hang_up");
			assertThat(Toolbelts.run(box, "tell_time", "")).isEqualTo("noon");
			assertThat(context.getBean(Toolboxes.class).of(reception)).isSameAs(box);
		});
	}

	@Test
	void missingToolStopsTheStartAndNamesTheSetting() {
		this.runner.withPropertyValues("trunkline.agents.reception.tools=order_state")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("trunkline.agents.reception.tools[0] names order_state")
				.hasMessageContaining("tell_time, order_status, mcp:crm"));
	}

	@Test
	void toolsOfTwoSourcesWithOneNameStopTheStart() {
		this.runner
			.withPropertyValues("trunkline.tools.tell_time.description=Tells.",
					"trunkline.tools.tell_time.url=https://orders.example.com/",
					"trunkline.tools.tell_time.allowed-hosts=orders.example.com")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("all but one must change: tell_time"));
	}

	static class Clock {

		@AgentTool(name = "tell_time", description = "Tells the time.", effect = Effect.READ)
		String now() {
			return "noon";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ComponentScan(basePackages = "io.trunkline.agent",
			excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Tests.*"))
	@ConfigurationPropertiesScan("io.trunkline.agent")
	static class Rooms {

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
