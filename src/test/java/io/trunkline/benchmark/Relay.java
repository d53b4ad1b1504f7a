package io.trunkline.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * The least that a service can do: base64 to binary from the carrier's socket to a
 * peer's, and back; no words, no turns, no pacing. Arguments: its port, the peer's port.
 */
final class Relay {

	private static final byte[] KEY = "\"payload\":\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] HEAD = "{\"eventType\":\"playAudio\",\"media\":{\"contentType\":\"audio/pcmu\",\"payload\":\""
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TAIL = "\"}}".getBytes(StandardCharsets.US_ASCII);

	private final String peer;

	private final String media;

	private Relay(String port, String peerPort) {
		this.peer = "ws://127.0.0.1:" + peerPort + "/peer";
		this.media = "ws://127.0.0.1:" + port + "/media";
	}

	public static void main(String[] args) {
		QuietLogs.please();
		Relay relay = new Relay(args[0], args[1]);
		HttpServer.create()
			.host("127.0.0.1")
			.port(Integer.parseInt(args[0]))
			.route((routes) -> routes.post("/webhooks/bandwidth", relay::answer).ws("/media", relay::relay))
			.bindNow()
			.onDispose()
			.block();
	}

	private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		return request.receive()
			.aggregate()
			.asString()
			.flatMap((event) -> event.contains("\"initiate\"") ? response
				.header("Content-Type", "application/xml; charset=utf-8")
				.sendString(Mono.just("<Response><StartStream name=\"agent\" mode=\"bidirectional\" destination=\""
						+ this.media + "\"/><StopStream name=\"agent\" wait=\"true\"/></Response>"))
				.then() : response.status(204).send());
	}

	private Mono<Void> relay(WebsocketInbound carrier, WebsocketOutbound toCarrier) {
		Flux<Object> caller = carrier.receive().mapNotNull(Relay::decode);
		return HttpClient.newConnection()
			.websocket()
			.uri(this.peer)
			.handle((fromPeer, toPeer) -> Mono.when(toPeer.sendObject(caller),
					toCarrier.sendObject(fromPeer.receive().map(Relay::encode))))
			.then();
	}

	private static @Nullable Object decode(ByteBuf frame) {
		int at = indexOf(frame);
		if (at < 0) {
			return null;
		}
		int end = frame.indexOf(at, frame.writerIndex(), (byte) '"');
		byte[] base64 = new byte[end - at];
		frame.getBytes(at, base64);
		return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(Base64.getDecoder().decode(base64)));
	}

	private static Object encode(ByteBuf audio) {
		ByteBuffer base64 = Base64.getEncoder().encode(audio.nioBuffer());
		return new TextWebSocketFrame(Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(HEAD),
				Unpooled.wrappedBuffer(base64), Unpooled.wrappedBuffer(TAIL)));
	}

	private static int indexOf(ByteBuf frame) {
		int from = frame.readerIndex();
		for (int at = from; at <= frame.writerIndex() - KEY.length; at++) {
			int matched = 0;
			while (matched < KEY.length && frame.getByte(at + matched) == KEY[matched]) {
				matched++;
			}
			if (matched == KEY.length) {
				return at + KEY.length;
			}
		}
		return -1;
	}

}
