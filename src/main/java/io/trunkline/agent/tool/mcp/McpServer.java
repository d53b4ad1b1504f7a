package io.trunkline.agent.tool.mcp;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Invocation;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolFailure;
import io.trunkline.agent.tool.mcp.McpProperties.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One MCP server and the tools that it offered when it was last asked. */
final class McpServer {

	private static final Logger log = LoggerFactory.getLogger(McpServer.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int PAGES = 10;

	private static final int TOOLS = 100;

	private static final int DESCRIPTION = 2000;

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private static final Duration REFRESH = Duration.ofMinutes(5);

	/** By then the SDK has begun a new session. */
	private static final Duration NEW_SESSION = Duration.ofMillis(100);

	private final String name;

	private final Server settings;

	private final McpAsyncClient client;

	private final Scheduler timer;

	/** Those that somebody has been warned of. */
	private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

	private volatile List<Tool> tools = List.of();

	McpServer(String name, Server settings, McpClientTransport transport, Scheduler timer) {
		this.name = name;
		this.settings = settings;
		this.timer = timer;
		this.client = McpClient.async(transport)
			.requestTimeout(settings.timeout())
			.initializationTimeout(settings.timeout())
			.clientInfo(McpSchema.Implementation.builder("trunkline", "1").build())
			.build();
	}

	/** Those of the last listing, in the order of their names. */
	List<Tool> tools() {
		return this.tools;
	}

	/**
	 * Lists the tools again and again until it is disposed of: after a failure with
	 * growing pauses, else every few minutes.
	 * @param tried told after each attempt
	 */
	Disposable watch(Runnable tried) {
		return list().doOnNext((listed) -> this.tools = listed)
			.doOnError((cause) -> log.warn(
					"The MCP server at trunkline.mcp.{}.url does not list its tools, which stay as they were ({} of them);"
							+ " trying again: {}",
					this.name, this.tools.size(), cause.getClass().getSimpleName()))
			.doFinally((_) -> tried.run())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE).scheduler(this.timer))
			.repeatWhen((listed) -> listed.delayElements(REFRESH, this.timer))
			.subscribe();
	}

	Mono<Void> close() {
		return this.client.closeGracefully();
	}

	private Mono<List<Tool>> list() {
		return this.client.listTools((String) null).expand((page) -> {
			String next = page.nextCursor();
			return (next == null || next.isEmpty()) ? Mono.empty() : this.client.listTools(next);
		})
			.take(PAGES)
			.flatMapIterable(McpSchema.ListToolsResult::tools)
			.filter((tool) -> this.settings.tools().isEmpty() || this.settings.tools().contains(tool.name()))
			.take(TOOLS)
			.flatMapIterable((tool) -> tool(tool).stream().toList())
			.collectSortedList(Comparator.comparing(Tool::name));
	}

	private Optional<Tool> tool(McpSchema.Tool offered) {
		String known = this.name + "_" + offered.name().replaceAll("[^a-zA-Z0-9_-]", "_");
		try {
			return Optional.of(new Tool(known, shortened(Optional.ofNullable(offered.description()).orElse(known)),
					ArgumentSchema.of(JSON.valueToTree(offered.inputSchema())), effect(offered),
					this.settings.timeout(), this.settings.maxOutput(),
					(invocation) -> run(offered.name(), invocation)));
		}
		catch (IllegalArgumentException ex) {
			if (this.leftOut.add(known)) {
				log.warn("The tool {} of trunkline.mcp.{} is left out: it {}", known, this.name, ex.getMessage());
			}
			return Optional.empty();
		}
	}

	private Effect effect(McpSchema.Tool offered) {
		if (this.settings.effect() != null) {
			return this.settings.effect();
		}
		McpSchema.ToolAnnotations hints = offered.annotations();
		return (hints != null && Boolean.TRUE.equals(hints.readOnlyHint())) ? Effect.READ : Effect.WRITE;
	}

	private Mono<String> run(String tool, Invocation invocation) {
		Map<String, Object> arguments = JSON.convertValue(invocation.arguments(), new TypeReference<>() {
		});
		CallToolRequest request = CallToolRequest.builder(tool).arguments(arguments).build();
		return call(request)
			.retryWhen(Retry.fixedDelay(1, NEW_SESSION)
				.scheduler(this.timer)
				.filter(McpTransportSessionNotFoundException.class::isInstance)
				.onRetryExhaustedThrow((_, attempt) -> attempt.failure()))
			.map(McpServer::told);
	}

	/**
	 * Nothing of the SDK is ever cancelled: a caller who left while a session was being
	 * begun would leave it half begun for all who come after.
	 */
	private Mono<CallToolResult> call(CallToolRequest request) {
		return Mono.<Signal<CallToolResult>>create((sink) -> {
			Exchange exchange = new Exchange();
			sink.onCancel(exchange::cancel);
			this.client.callTool(request)
				.contextWrite((context) -> context.put(Exchange.class, exchange))
				.materialize()
				.subscribe(sink::success);
		}).dematerialize();
	}

	private static String told(CallToolResult result) {
		String text = Optional.ofNullable(result.content())
			.orElse(List.of())
			.stream()
			.map((content) -> (content instanceof McpSchema.TextContent part) ? part.text()
					: "[" + content.type() + "]")
			.collect(Collectors.joining("\n"));
		if (Boolean.TRUE.equals(result.isError())) {
			throw new ToolFailure(text.isEmpty() ? "The tool failed." : text);
		}
		return (text.isEmpty() && result.structuredContent() != null)
				? JSON.writeValueAsString(result.structuredContent()) : text;
	}

	private static String shortened(String text) {
		return (text.length() <= DESCRIPTION) ? text : text.substring(0, DESCRIPTION);
	}

}
