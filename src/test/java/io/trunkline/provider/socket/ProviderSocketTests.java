package io.trunkline.provider.socket;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.trunkline.provider.Provider;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ProviderSocket} and {@link SocketClient}. */
class ProviderSocketTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Provider provider = new Provider("voice", 4, "trunkline.voice.most", this.meters);

	private final EventLoop loop = SocketClient.loop();

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final List<Ending> endings = new CopyOnWriteArrayList<>();

	private final List<String> peerHeard = new CopyOnWriteArrayList<>();

	private final List<Integer> peerClosed = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final Sinks.Many<String> peerSays = Sinks.many().unicast().onBackpressureBuffer();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::handle)
		.bindNow();

	private volatile int refusal;

	private volatile boolean answers = true;

	private volatile boolean pongs = true;

	private @Nullable ProviderSocket socket;

	@AfterEach
	void nothingIsLeft() {
		try {
			this.loop.execute(() -> {
				if (this.socket != null) {
					this.socket.close();
				}
			});
			until(() -> assertThat(this.connections).hasValue(0));
			until(() -> assertThat(this.meters.get("trunkline.provider.in.use").gauge().value()).isZero());
		}
		finally {
			this.server.disposeNow();
		}
	}

	@Test
	void textGoesBothWaysAndTheWayThereIsMeasured() {
		open(limits());
		this.peerSays.tryEmitNext("{\"a\":1}").orThrow();
		until(() -> assertThat(this.heard).containsExactly("opened", "{\"a\":1}"));
		onLoop((opened) -> opened.write("hello"));
		until(() -> assertThat(this.peerHeard).containsExactly("hello"));
		assertThat(this.meters.get("trunkline.provider.connect").tag("provider", "voice").timer().count()).isOne();
	}

	@Test
	void closingSaysGoodbyeOnceAndTheListenerHearsNoMore() {
		ProviderSocket opened = open(limits());
		until(() -> assertThat(this.heard).contains("opened"));
		onLoop(ProviderSocket::close);
		onLoop(ProviderSocket::close);
		opened.gone().block(PATIENCE);
		until(() -> assertThat(this.peerClosed).containsExactly(1000));
		assertThat(this.endings).isEmpty();
	}

	@Test
	void theEndOfThePeerIsToldWithItsCode() {
		open(limits());
		until(() -> assertThat(this.heard).contains("opened"));
		this.peerSays.tryEmitNext("close").orThrow();
		until(() -> assertThat(this.endings).containsExactly(new Ending.Closed(4001, "enough")));
	}

	@Test
	void anUpgradeIsRefusedWithAStatus() {
		this.refusal = 503;
		open(limits());
		until(() -> assertThat(this.endings).containsExactly(new Ending.Refused(503)));
	}

	@Test
	void anUpgradeWithoutAnswerIsLate() {
		this.answers = false;
		open(new SocketLimits(Duration.ofMillis(200), PATIENCE, PATIENCE, 1_000_000, 64_000));
		until(() -> assertThat(this.endings).containsExactly(new Ending.Late()));
	}

	@Test
	void aPeerWithoutASignOfLifeIsMute() {
		this.pongs = false;
		open(new SocketLimits(PATIENCE, Duration.ofMillis(200), Duration.ofMillis(100), 1_000_000, 64_000));
		until(() -> assertThat(this.endings).containsExactly(new Ending.Mute()));
	}

	@Test
	void whatIsNotJsonIsCountedAndPassedOver() {
		open(limits());
		this.peerSays.tryEmitNext("no json").orThrow();
		this.peerSays.tryEmitNext("{}").orThrow();
		until(() -> assertThat(this.heard).containsExactly("opened", "{}"));
		assertThat(this.meters.get("trunkline.provider.errors")
			.tags("provider", "voice", "error", "malformed")
			.counter()
			.count()).isOne();
	}

	@Test
	void aProviderThatIsGivenARestIsNotAsked() {
		for (int i = 0; i < 10; i++) {
			this.provider.failed();
		}
		open(limits());
		until(() -> assertThat(this.endings).singleElement().isInstanceOf(Ending.NotAsked.class));
		assertThat(this.connections).hasValue(0);
	}

	@Test
	void outagesCountAgainstTheProviderAndRefusalsDoNot() {
		this.refusal = 401;
		openOneAfterAnother(10);
		assertThat(circuitOpen()).isZero();
		this.refusal = 503;
		openOneAfterAnother(10);
		assertThat(circuitOpen()).isOne();
	}

	@Test
	void tasksAreForgottenAtTheEnd() {
		open(limits());
		until(() -> assertThat(this.heard).contains("opened"));
		onLoop((opened) -> {
			opened.after(Duration.ofMillis(100), () -> this.heard.add("before the end"));
			opened.close();
			opened.after(Duration.ZERO, () -> this.heard.add("after the end"));
		});
		Awaitility.await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> this.heard.size() == 1);
	}

	private void openOneAfterAnother(int times) {
		for (int i = 0; i < times; i++) {
			int told = this.endings.size();
			open(limits());
			until(() -> assertThat(this.endings).hasSize(told + 1));
		}
	}

	private double circuitOpen() {
		return this.meters.get("trunkline.provider.circuit.open").gauge().value();
	}

	private ProviderSocket open(SocketLimits limits) {
		SocketClient client = new SocketClient(limits, (headers) -> headers.set("Authorization", "Bearer key"));
		URI uri = URI.create("ws://127.0.0.1:" + this.server.port());
		ProviderSocket opened = client.open(uri, this.provider, this.loop, new Ear());
		this.socket = opened;
		return opened;
	}

	private void onLoop(Consumer<ProviderSocket> task) {
		ProviderSocket opened = this.socket;
		if (opened != null) {
			this.loop.execute(() -> task.accept(opened));
		}
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		request.withConnection((connection) -> {
			this.connections.incrementAndGet();
			connection.channel().closeFuture().addListener((_) -> this.connections.decrementAndGet());
		});
		assertThat(request.requestHeaders().get("Authorization")).isEqualTo("Bearer key");
		if (this.refusal != 0) {
			return response.status(this.refusal).send();
		}
		return this.answers
				? response.sendWebsocket(this::serve, WebsocketServerSpec.builder().handlePing(!this.pongs).build())
				: Mono.never();
	}

	/** With {@code handlePing} the pings are ours to answer, and are not. */
	private Publisher<Void> serve(WebsocketInbound in, WebsocketOutbound out) {
		in.receiveCloseStatus().subscribe((status) -> this.peerClosed.add(status.code()));
		in.receive().asString().onErrorComplete().subscribe(this.peerHeard::add);
		return this.peerSays.asFlux()
			.concatMap((text) -> text.equals("close") ? out.sendClose(4001, "enough")
					: out.sendString(Mono.just(text)).then())
			.then();
	}

	private static SocketLimits limits() {
		return new SocketLimits(PATIENCE, PATIENCE, PATIENCE, 1_000_000, 64_000);
	}

	private static void until(ThrowingRunnable assertion) {
		Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
	}

	private final class Ear implements ProviderSocket.Listener {

		@Override
		public void opened() {
			ProviderSocketTests.this.heard.add("opened");
		}

		@Override
		public void received(ByteBuf json) {
			String text = json.toString(StandardCharsets.UTF_8);
			JsonMapper.shared().readTree(text);
			ProviderSocketTests.this.heard.add(text);
		}

		@Override
		public void closed(Ending why) {
			ProviderSocketTests.this.endings.add(why);
		}

	}

}
