package io.trunkline.agent.tool;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.agent.Agents;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class ToolConfiguration {

	@Bean
	Toolboxes toolboxes(Agents agents, ObjectProvider<ToolSource> sources, MeterRegistry meters) {
		List<ToolSource> all = sources.orderedStream().toList();
		return new Toolboxes(agents, all, Schedulers.parallel(), meters);
	}

}
