package io.trunkline.agent.tool.mcp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class McpConfiguration {

	@Bean(destroyMethod = "close")
	McpConnections mcpConnections() {
		return new McpConnections();
	}

	@Bean
	McpTools mcpTools(McpProperties properties, McpConnections connections) {
		return new McpTools(properties.mcp(), connections, Schedulers.parallel());
	}

}
