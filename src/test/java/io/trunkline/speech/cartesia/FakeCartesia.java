package io.trunkline.speech.cartesia;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cartesia's three sockets on loopback. It answers what a test tells it to, and notes
 * whatever the documentation forbids; closing it fails the test for that.
 */
final class FakeCartesia implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final WebsocketServerSpec SPEC = WebsocketServerSpec.builder().handlePing(true).build();

	private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();

	private final List<String> offences = new CopyOnWriteArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private final Set<String> contextsOfThePast = ConcurrentHashMap.newKeySet();

	private final DisposableServer server;

	private volatile int refusal;

	private volatile boolean answering = true;

	private volatile boolean ponging = true;

	FakeCartesia() {
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	/** Refuses upgrades with this status, 0 for no more. */
	void refuse(int status) {
		this.refusal = status;
	}

	/** Takes connections without ever answering the upgrade. */
	void stayMute() {
		this.answering = false;
	}

	void stopPonging() {
		this.ponging = false;
	}

	/** The next connection made to it. */
	Peer accept() {
		return taken(this.accepted, "connection");
	}

	boolean idle() {
		return this.accepted.isEmpty() && this.open.get() == 0;
	}

	@Override
	public void close() {
		try {
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.open).hasValue(0));
			assertThat(this.offences).isEmpty();
		}
		finally {
			this.server.disposeNow();
		}
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		check("Bearer sk_car_test".equals(request.requestHeaders().get("Authorization")), "no bearer token");
		check("2026-03-01".equals(request.requestHeaders().get("Cartesia-Version")), "no version");
		if (this.refusal != 0) {
			return response.status(this.refusal)
				.sendString(
						Mono.just("{\"error_code\":null,\"title\":\"No\",\"message\":\"No\",\"request_id\":\"r\"}"));
		}
		if (!this.answering) {
			request.withConnection((connection) -> track(connection.channel()));
			return Mono.never();
		}
		response.header("X-Request-Id", "req-1");
		return response.sendWebsocket((in, out) -> serve(request.uri(), in, out), SPEC);
	}

	private Publisher<Void> serve(String uri, WebsocketInbound in, WebsocketOutbound out) {
		Peer peer = new Peer(uri, out);
		in.withConnection((connection) -> {
			track(connection.channel());
			peer.channel = connection.channel();
		});
		this.accepted.add(peer);
		Mono<Void> closing = in.receiveCloseStatus().doOnNext((status) -> peer.closed.add(status.code())).then();
		return in.receiveFrames().doOnNext(peer::receive).then(closing);
	}

	private void track(Channel channel) {
		this.open.incrementAndGet();
		channel.closeFuture().addListener((_) -> this.open.decrementAndGet());
	}

	private void check(boolean holds, String offence) {
		if (!holds) {
			this.offences.add(offence);
		}
	}

	private static <T> T taken(BlockingQueue<T> queue, String what) {
		try {
			T value = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(value).as(what).isNotNull();
			return Objects.requireNonNull(value);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** One accepted connection. */
	final class Peer {

		private final String uri;

		private final WebsocketOutbound out;

		private final BlockingQueue<byte[]> audio = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

		private final Map<String, ObjectNode> contexts = new ConcurrentHashMap<>();

		private volatile @Nullable Channel channel;

		private Peer(String uri, WebsocketOutbound out) {
			this.uri = uri;
			this.out = out;
		}

		String uri() {
			return this.uri;
		}

		byte[] audio() {
			return taken(this.audio, "audio");
		}

		boolean hasAudio() {
			return !this.audio.isEmpty();
		}

		String text() {
			return taken(this.texts, "text");
		}

		JsonNode json() {
			return JSON.readTree(text());
		}

		boolean hasText() {
			return !this.texts.isEmpty();
		}

		int closed() {
			return taken(this.closed, "close");
		}

		/** Sends text frames, in order. */
		void send(String... messages) {
			for (String message : messages) {
				channel().writeAndFlush(new TextWebSocketFrame(message));
			}
		}

		/** Sends one message in two frames. */
		void sendSplit(String message) {
			int half = message.length() / 2;
			channel().write(new TextWebSocketFrame(false, 0, message.substring(0, half)));
			channel().writeAndFlush(new ContinuationWebSocketFrame(true, 0, message.substring(half)));
		}

		void close(int code, String reason) {
			this.out.sendClose(code, reason).subscribe();
		}

		/** Ends the connection without a word. */
		void reset() {
			channel().config().setOption(ChannelOption.SO_LINGER, 0);
			channel().close();
		}

		/** Stops taking anything from the connection. */
		void stopReading() {
			channel().config().setAutoRead(false);
		}

		private Channel channel() {
			return Objects.requireNonNull(this.channel);
		}

		private void receive(WebSocketFrame frame) {
			switch (frame) {
				case BinaryWebSocketFrame binary -> receive(ByteBufUtil.getBytes(binary.content()));
				case TextWebSocketFrame text -> receive(text.text());
				case PingWebSocketFrame ping when FakeCartesia.this.ponging ->
					channel().writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
				default -> {
				}
			}
		}

		private void receive(byte[] bytes) {
			check(!this.uri.startsWith("/tts"), "audio sent to a speech socket");
			this.audio.add(bytes);
		}

		private void receive(String text) {
			if (this.uri.startsWith("/stt/turns/websocket?")) {
				check("{\"type\":\"close\"}".equals(text), "not of the turns dialect: " + text);
			}
			else if (this.uri.startsWith("/stt/websocket?")) {
				check(Set.of("finalize", "close").contains(text), "not of the manual dialect: " + text);
			}
			else {
				check("/tts/websocket".equals(this.uri), "unknown path " + this.uri);
				receive((ObjectNode) JSON.readTree(text));
			}
			this.texts.add(text);
		}

		private void receive(ObjectNode request) {
			String context = request.path("context_id").asString("");
			if (request.has("cancel")) {
				check(request.size() == 2 && request.path("cancel").booleanValue(), "cancel with more: " + request);
				check(this.contexts.remove(context) != null, "cancel of an unknown context");
				FakeCartesia.this.contextsOfThePast.add(context);
				return;
			}
			check(!FakeCartesia.this.contextsOfThePast.contains(context), "a context used after its end");
			check(List.of("model_id", "voice", "output_format", "transcript", "continue", "max_buffer_delay_ms")
				.stream()
				.allMatch(request::has), "fields missing: " + request);
			ObjectNode style = request.deepCopy();
			style.remove(List.of("transcript", "continue"));
			ObjectNode before = this.contexts.putIfAbsent(context, style);
			check(before == null || before.equals(style), "fields of a context vary: " + request);
			check(before != null || !request.path("transcript").stringValue().isEmpty(), "a context without text");
			if (!request.path("continue").booleanValue()) {
				FakeCartesia.this.contextsOfThePast.add(context);
			}
		}

	}

}
