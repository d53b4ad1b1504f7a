package io.trunkline.sandbox.bandwidth;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.sandbox.voice.WordReader;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's end of one media socket. */
final class FakeMedia {

	static final SandboxVoice VOICE = new SandboxVoice();

	private static final JsonMapper JSON = JsonMapper.shared();

	/** All frames but those of the inbound track. */
	final List<JsonNode> frames = new CopyOnWriteArrayList<>();

	final List<String> sequenceNumbers = new CopyOnWriteArrayList<>();

	final List<Integer> sizes = new CopyOnWriteArrayList<>();

	final List<String> heard = new CopyOnWriteArrayList<>();

	final WordReader reader = new WordReader();

	private final Sinks.Many<WebSocketFrame> out = Sinks.many().unicast().onBackpressureBuffer();

	private final WebsocketInbound inbound;

	private final WebsocketOutbound outbound;

	private final Consumer<FakeMedia> agent;

	private BiConsumer<FakeMedia, String> onWord = (media, word) -> {
	};

	private volatile @Nullable String end;

	FakeMedia(WebsocketInbound inbound, WebsocketOutbound outbound, Consumer<FakeMedia> agent) {
		this.inbound = inbound;
		this.outbound = outbound;
		this.agent = agent;
	}

	Mono<Void> run() {
		Mono<Void> received = this.inbound.aggregateFrames().receiveFrames().doOnNext((frame) -> {
			if (frame instanceof TextWebSocketFrame text) {
				take(JSON.readTree(text.text()));
			}
		}).doOnComplete(() -> this.end = "closed").doOnError((error) -> this.end = "broken").onErrorComplete().then();
		Mono<Void> sent = this.outbound.sendObject(Flux.from(this.out.asFlux()), (frame) -> true).then();
		return Mono.firstWithSignal(received, sent);
	}

	private void take(JsonNode frame) {
		String eventType = frame.path("eventType").asString();
		if (eventType.equals("media") && frame.path("track").asString().equals("inbound")) {
			byte[] payload = Base64.getDecoder().decode(frame.path("payload").asString());
			this.sequenceNumbers.add(frame.path("sequenceNumber").asString());
			this.sizes.add(payload.length);
			for (Heard word : this.reader.read(payload, 0, payload.length)) {
				this.heard.add(word.word());
				this.onWord.accept(this, word.word());
			}
			return;
		}
		this.frames.add(frame);
		if (eventType.equals("start")) {
			this.agent.accept(this);
		}
	}

	FakeMedia onWord(BiConsumer<FakeMedia, String> listener) {
		this.onWord = listener;
		return this;
	}

	/** Sends speech in one message of at most 8,000 bytes after the other. */
	void say(String text) {
		byte[] sound = VOICE.say(text).muLaw();
		for (int from = 0; from < sound.length; from += 8000) {
			playAudio("audio/pcmu", Arrays.copyOfRange(sound, from, Math.min(sound.length, from + 8000)));
		}
	}

	void playAudio(String contentType, byte[] sound) {
		send("{\"eventType\":\"playAudio\",\"media\":{\"contentType\":\"" + contentType + "\",\"payload\":\""
				+ Base64.getEncoder().encodeToString(sound) + "\"}}");
	}

	void clear() {
		send("{\"eventType\":\"clear\"}");
	}

	void send(String text) {
		this.out.tryEmitNext(new TextWebSocketFrame(text));
	}

	void send(WebSocketFrame frame) {
		this.out.tryEmitNext(frame);
	}

	void close(int code) {
		this.out.tryEmitNext(new CloseWebSocketFrame(code, ""));
		this.out.tryEmitComplete();
	}

	JsonNode frame(String eventType) {
		return this.frames.stream()
			.filter((frame) -> frame.path("eventType").asString().equals(eventType))
			.findFirst()
			.orElseThrow();
	}

	boolean has(String eventType) {
		return this.frames.stream().anyMatch((frame) -> frame.path("eventType").asString().equals(eventType));
	}

	/** How the socket ended: {@code closed} or {@code broken}; null while it is open. */
	@Nullable String end() {
		return this.end;
	}

}
