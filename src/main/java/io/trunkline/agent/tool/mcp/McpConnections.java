package io.trunkline.agent.tool.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import io.modelcontextprotocol.spec.McpClientTransport;
import io.netty.channel.ChannelOption;
import io.trunkline.agent.tool.mcp.McpProperties.Server;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The connections to all MCP servers. Redirects are not followed, nothing is retried. */
final class McpConnections implements AutoCloseable {

	private static final int CONNECTIONS = 50;

	private static final Duration ACQUIRE = Duration.ofSeconds(2);

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final int CONNECT_MILLIS = 3000;

	private static final int LARGEST_MESSAGE = 1024 * 1024;

	/** Each host has as many of its own. */
	private final ConnectionProvider connections = ConnectionProvider.builder("mcp")
		.maxConnections(CONNECTIONS)
		.pendingAcquireMaxCount(CONNECTIONS)
		.pendingAcquireTimeout(ACQUIRE)
		.maxIdleTime(IDLE)
		.evictInBackground(IDLE)
		.lifo()
		.build();

	McpClientTransport to(Server server) {
		HttpClient http = HttpClient.create(this.connections)
			.disableRetry(true)
			.followRedirect(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
		WebClient web = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LARGEST_MESSAGE))
			.defaultHeaders((headers) -> server.headers().forEach((name, value) -> {
				if (value.isSet()) {
					headers.set(name, value.value());
				}
			}))
			.build();
		URI url = Objects.requireNonNull(server.url(), "url");
		return new StreamableHttp(web, url, server.timeout());
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

}
