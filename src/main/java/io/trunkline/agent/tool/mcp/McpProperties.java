package io.trunkline.agent.tool.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.tool.Effect;
import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * MCP servers.
 *
 * @param mcp by name
 */
@ConfigurationProperties("trunkline")
record McpProperties(@DefaultValue Map<String, Server> mcp) {

	/**
	 * One server.
	 *
	 * @param url of its endpoint, which speaks streamable HTTP
	 * @param headers sent with each request, and hidden like keys
	 * @param timeout of one call, at most 60s
	 * @param tools the server's names of those that may be used; empty means all
	 * @param effect of all its tools; by default a tool that says it is read-only reads,
	 * and the others write
	 * @param maxOutput the longest answer in characters
	 */
	record Server(@Nullable URI url, @DefaultValue Map<String, Secret> headers, @DefaultValue("10s") Duration timeout,
			@DefaultValue List<String> tools, @Nullable Effect effect, @DefaultValue("4000") int maxOutput) {
	}

}
