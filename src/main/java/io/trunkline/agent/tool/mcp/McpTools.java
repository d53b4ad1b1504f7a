package io.trunkline.agent.tool.mcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolSource;
import io.trunkline.agent.tool.mcp.McpProperties.Server;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The tools of all MCP servers. Agents name a server as {@code mcp:crm}, or a single tool
 * of it as {@code crm_lookup}. Tools are there while their server lists them.
 */
final class McpTools implements ToolSource, SmartLifecycle {

	private static final String ALL_OF = "mcp:";

	/** How long the start waits for servers before calls are let in without them. */
	private static final Duration START = Duration.ofSeconds(5);

	private final Map<String, McpServer> servers = new TreeMap<>();

	private Disposable.Composite watches = Disposables.composite();

	private volatile boolean running;

	/**
	 * Makes the servers; nothing is sent before the start.
	 * @param timer counts pauses
	 * @throws IllegalArgumentException when one cannot be used; names each setting to
	 * change, all at once
	 */
	McpTools(Map<String, Server> settings, McpConnections connections, Scheduler timer) {
		List<String> faults = new ArrayList<>();
		settings.forEach((name, server) -> check(name, server).ifPresentOrElse(faults::add,
				() -> this.servers.put(name, new McpServer(name, server, connections.to(server), timer))));
		if (!faults.isEmpty()) {
			throw new IllegalArgumentException("The MCP servers cannot be used: " + String.join("; ", faults));
		}
	}

	private static Optional<String> check(String name, Server server) {
		String setting = "trunkline.mcp." + name;
		if (!name.matches("[a-zA-Z0-9_-]{1,32}")) {
			return Optional.of(setting + " has a name that is not 1 to 32 letters, digits, _ or -");
		}
		if (server.url() == null || server.url().getHost() == null
				|| !List.of("http", "https").contains(server.url().getScheme())) {
			return Optional.of(setting + ".url must be an http or https URL with a host");
		}
		if (server.effect() == Effect.TERMINAL) {
			return Optional.of(setting + ".effect must be read or write");
		}
		return (server.timeout().toMillis() < 1 || server.timeout().toSeconds() > 60)
				? Optional.of(setting + ".timeout must be 1ms to 60s") : Optional.empty();
	}

	@Override
	public List<String> entries() {
		return this.servers.keySet().stream().map(ALL_OF::concat).toList();
	}

	@Override
	public Optional<Supplier<List<Tool>>> find(String entry) {
		if (entry.startsWith(ALL_OF)) {
			return Optional.ofNullable(this.servers.get(entry.substring(ALL_OF.length())))
				.map((server) -> server::tools);
		}
		List<McpServer> owners = this.servers.entrySet()
			.stream()
			.filter((server) -> entry.startsWith(server.getKey() + "_"))
			.map(Map.Entry::getValue)
			.toList();
		return owners.isEmpty() ? Optional.empty()
				: Optional.of(() -> owners.stream()
					.flatMap((server) -> server.tools().stream())
					.filter((tool) -> tool.name().equals(entry))
					.toList());
	}

	/** Waits for the first listings, but not long: this is not on an event loop. */
	@Override
	public void start() {
		this.running = true;
		CountDownLatch tried = new CountDownLatch(this.servers.size());
		this.watches = Disposables.composite();
		this.servers.values().forEach((server) -> this.watches.add(server.watch(tried::countDown)));
		try {
			boolean _ = tried.await(START.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.watches.dispose();
		Flux.fromIterable(this.servers.values())
			.flatMap(McpServer::close)
			.onErrorComplete()
			.doFinally((_) -> callback.run())
			.subscribe();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before the web server, so that calls find the tools; after it when going down. */
	@Override
	public int getPhase() {
		return 0;
	}

}
