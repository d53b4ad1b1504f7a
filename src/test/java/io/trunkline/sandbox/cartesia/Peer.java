package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bare WebSocket client. */
final class Peer implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Sinks.Many<WebSocketFrame> outgoing = Sinks.many().unicast().onBackpressureBuffer();

	private final BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();

	private final Sinks.One<WebSocketCloseStatus> closeStatus = Sinks.one();

	private final Sinks.Empty<Void> open = Sinks.empty();

	Peer(HttpClient client, String uri) {
		client.websocket(WebsocketClientSpec.builder().maxFramePayloadLength(1 << 20).build())
			.uri(uri)
			.handle(this::converse)
			.then()
			.subscribe((nothing) -> {
			}, this::fail, () -> this.closeStatus.tryEmitEmpty());
		this.open.asMono().block(PATIENCE);
	}

	void send(String text) {
		this.outgoing.tryEmitNext(new TextWebSocketFrame(text)).orThrow();
	}

	void send(byte[] bytes) {
		this.outgoing.tryEmitNext(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes))).orThrow();
	}

	/** The next message. */
	JsonNode next() {
		try {
			JsonNode message = this.incoming.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			if (message == null) {
				throw new AssertionError("Nothing came within " + PATIENCE);
			}
			return message;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Messages up to and including the next one of this type. */
	List<JsonNode> upTo(String type) {
		List<JsonNode> messages = new ArrayList<>();
		do {
			messages.add(next());
		}
		while (!type.equals(messages.getLast().path("type").asString()));
		return messages;
	}

	/** Whether nothing has come that was not looked at. */
	boolean isQuiet() {
		return this.incoming.isEmpty();
	}

	/** How the server closed; empty when it just broke off. */
	Mono<WebSocketCloseStatus> closeStatus() {
		return this.closeStatus.asMono().timeout(PATIENCE);
	}

	WebSocketCloseStatus awaitClose() {
		WebSocketCloseStatus status = closeStatus().block();
		if (status == null) {
			throw new AssertionError("No close frame");
		}
		return status;
	}

	@Override
	public void close() {
		this.outgoing.tryEmitComplete();
		this.closeStatus.asMono().onErrorComplete().block(PATIENCE);
	}

	static byte[] audio(List<JsonNode> messages) {
		return messages.stream()
			.filter((message) -> "chunk".equals(message.path("type").asString()))
			.map((chunk) -> Base64.getDecoder().decode(chunk.path("data").asString()))
			.reduce(new byte[0], Peer::join);
	}

	static byte[] join(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private Mono<Void> converse(WebsocketInbound in, WebsocketOutbound out) {
		this.open.tryEmitEmpty();
		in.receiveCloseStatus()
			.subscribe(this.closeStatus::tryEmitValue, (failure) -> this.closeStatus.tryEmitEmpty(),
					this.closeStatus::tryEmitEmpty);
		Mono<Void> receiving = in.receive()
			.asString()
			.map(JsonMapper.shared()::readTree)
			.doOnNext(this.incoming::add)
			.doOnTerminate(this.outgoing::tryEmitComplete)
			.then();
		return Mono.when(receiving.onErrorComplete(),
				out.sendObject(this.outgoing.asFlux(), (frame) -> true).then(Mono.defer(() -> out.sendClose())));
	}

	private void fail(Throwable failure) {
		this.open.tryEmitError(failure);
		this.closeStatus.tryEmitEmpty();
	}

}
