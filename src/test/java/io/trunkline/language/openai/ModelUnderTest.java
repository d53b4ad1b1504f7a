package io.trunkline.language.openai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Reply;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import static io.trunkline.language.openai.OpenAiFixtures.HELLO;
import static io.trunkline.language.openai.OpenAiFixtures.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * A model and the fake server that it asks. Its buffers come from an allocator of its
 * own; closing it asserts that all of them were given back.
 */
final class ModelUnderTest implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	final FakeChatServer server;

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);

	private final List<ModelServer> models = new ArrayList<>();

	private final LanguageModel model;

	ModelUnderTest(Map<String, String> settings) {
		this(settings, Schedulers.parallel());
	}

	ModelUnderTest(Map<String, String> settings, Scheduler timer) {
		this(new FakeChatServer(), "http", settings, timer, UnaryOperator.identity());
	}

	/** A deadline that is not set is so long that a slow machine does not meet it. */
	ModelUnderTest(FakeChatServer server, String scheme, Map<String, String> settings, Scheduler timer,
			UnaryOperator<HttpClient> http) {
		this.server = server;
		Map<String, String> all = new HashMap<>(Map.of("base-url", server.baseUrl(scheme).toString(),
				"timeouts.connect", "1m", "timeouts.first-content", "1m", "timeouts.between-chunks", "1m",
				"timeouts.whole", "1h", "pool.acquire-timeout", "1m"));
		all.putAll(settings);
		OpenAiProperties properties = properties(all);
		OpenAiProperties fallback = properties.ofFallback();
		this.model = new OpenAiLanguageModel(model(ModelServer.FIRST, properties, timer, http),
				(fallback != null) ? model(ModelServer.FALLBACK, fallback, timer, http) : null);
	}

	private ModelServer model(String name, OpenAiProperties properties, Scheduler timer,
			UnaryOperator<HttpClient> http) {
		ConnectionProvider connections = ChatEndpoint.connections(properties.pool());
		ChatEndpoint endpoint = new ChatEndpoint(properties, connections,
				http.apply(ChatEndpoint.http(properties, connections)).option(ChannelOption.ALLOCATOR, this.buffers),
				timer);
		ModelServer model = new ModelServer(endpoint, properties, ModelServer.provider(name, properties, this.meters),
				this.meters, timer);
		this.models.add(model);
		return model;
	}

	/** A reply to a prompt that does not matter. */
	Flux<Reply> reply() {
		return this.model.reply(HELLO);
	}

	/** The whole reply. */
	List<Reply> wholeReply() {
		List<Reply> replies = reply().collectList().block(PATIENCE);
		assertThat(replies).isNotNull();
		return replies;
	}

	/** How the reply fails. */
	LanguageException failure() {
		return failureOf(reply().then().toFuture());
	}

	/** How a reply that is already asked for fails. */
	static LanguageException failureOf(CompletableFuture<@Nullable Void> reply) {
		LanguageException failure = catchThrowableOfType(LanguageException.class,
				() -> Mono.fromFuture(reply).block(PATIENCE));
		assertThat(failure).as("a failure").isNotNull();
		return failure;
	}

	double errors(ChatFailure.Fault fault) {
		return errors(fault.name().toLowerCase(Locale.ROOT));
	}

	double errors(String error) {
		return errors("openai", error);
	}

	double errors(String provider, String error) {
		return this.meters.find("trunkline.provider.errors")
			.tags("provider", provider, "error", error)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	@Override
	public void close() {
		this.server.close();
		this.models.forEach(ModelServer::close);
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.buffers.metric().usedDirectMemory() + this.buffers.metric().usedHeapMemory())
						.as("bytes in buffers that were not released")
						.isZero());
	}

}
