package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.trunkline.sandbox.line.PlayoutQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.json.JsonMapper;

/**
 * One media stream of a call: a WebSocket to the service. Everything happens on one event
 * loop, to which all methods belong; {@link Listener#ended} comes exactly once.
 */
final class MediaConnection {

	private static final int LARGEST = 256 * 1024;

	private static final Duration OPENING = Duration.ofSeconds(10);

	private static final WebsocketClientSpec SPEC = WebsocketClientSpec.builder()
		.maxFramePayloadLength(LARGEST)
		.build();

	private final Identity identity;

	private final EventLoop loop;

	private final Listener listener;

	private final PlayoutQueue playout = new PlayoutQueue();

	private final Deque<Pending> marks = new ArrayDeque<>();

	private final Sinks.Empty<Void> leaving = Sinks.empty();

	private final Disposable.Composite connection = Disposables.composite();

	private @Nullable Channel channel;

	private boolean over;

	private int sequence;

	private int chunk;

	private long offered;

	private long played;

	MediaConnection(Identity identity, EventLoop loop, Listener listener) {
		this.identity = identity;
		this.loop = loop;
		this.listener = listener;
	}

	/** Connects with a signature of the URL. */
	void open(HttpClient http, URI url, String signature) {
		var deadline = this.loop.schedule(() -> finish("31901: no answer"), OPENING.toMillis(), TimeUnit.MILLISECONDS);
		this.connection.add(() -> deadline.cancel(false));
		this.connection.add(http.runOn((useNative) -> this.loop)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) OPENING.toMillis())
			.headers((headers) -> headers.set("X-Twilio-Signature", signature))
			.websocket(SPEC)
			.uri(url)
			.handle((in, out) -> {
				deadline.cancel(false);
				return talk(in, out);
			})
			.subscribe((never) -> {
			}, (error) -> onLoop(() -> finish("31920: " + error.getMessage())), () -> onLoop(() -> finish(""))));
	}

	private Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
		if (this.over) {
			return Mono.empty();
		}
		in.withConnection((connected) -> this.channel = connected.channel());
		write(Map.of("event", "connected", "protocol", "Call", "version", "1.0.0"));
		write(message("start", this.identity.start()));
		this.listener.opened();
		Mono<Void> received = in.aggregateFrames(LARGEST).receiveFrames().doOnNext(this::receive).then();
		return Mono.firstWithSignal(received, this.leaving.asMono().then(Mono.defer(() -> out.sendClose(1000, ""))));
	}

	private void receive(WebSocketFrame frame) {
		if (!(frame instanceof TextWebSocketFrame)) {
			this.listener.violation("31950: a frame that is not text");
			return;
		}
		switch (ServiceMessage.read(ByteBufUtil.getBytes(frame.content()), this.identity.streamSid())) {
			case ServiceMessage.Media(byte[] muLaw) -> {
				if (this.playout.offer(muLaw)) {
					this.offered += muLaw.length;
				}
				else {
					this.listener.violation("31931: too much audio is queued");
				}
			}
			case ServiceMessage.Mark(String name) -> {
				this.marks.add(new Pending(name, this.offered));
				echo();
			}
			case ServiceMessage.Clear() -> {
				Duration dropped = this.playout.clear();
				this.played = this.offered;
				echo();
				this.listener.cleared(dropped);
			}
			case ServiceMessage.Refused(String why) -> this.listener.violation(why);
		}
	}

	/** Plays 20 ms, and says so where it was asked for. */
	int play(byte[] frame) {
		int drained = this.playout.drain(frame);
		this.played += drained;
		echo();
		return drained;
	}

	private void echo() {
		for (Pending next = this.marks.peek(); next != null
				&& next.position() <= this.played; next = this.marks.peek()) {
			this.marks.remove();
			write(message("mark", Map.of("name", next.name())));
		}
	}

	/** Sends 20 ms of what the far end says. */
	void send(byte[] muLaw) {
		if (this.channel != null && !this.over) {
			Map<String, Object> media = new LinkedHashMap<>();
			media.put("track", "inbound");
			media.put("chunk", String.valueOf(++this.chunk));
			media.put("timestamp", String.valueOf(20L * this.chunk));
			media.put("payload", Base64.getEncoder().encodeToString(muLaw));
			write(message("media", media));
		}
	}

	/** Tells of a key. */
	void press(char digit) {
		write(message("dtmf", Map.of("track", "inbound_track", "digit", String.valueOf(digit))));
	}

	PlayoutQueue playout() {
		return this.playout;
	}

	/** Announces the end, and closes the socket. */
	void stop() {
		write(message("stop", Map.of("accountSid", this.identity.accountSid(), "callSid", this.identity.callSid())));
		close();
	}

	/** Closes the socket without announcing it. */
	void close() {
		if (this.channel == null) {
			finish("the call ended while the socket was opening");
		}
		this.leaving.tryEmitEmpty();
	}

	/** Breaks the connection as a failing network does. */
	void reset() {
		if (this.channel != null && !this.over) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			this.channel.close();
			finish("31903: reset");
		}
	}

	private Map<String, Object> message(String event, Map<String, ?> content) {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("event", event);
		message.put("sequenceNumber", String.valueOf(++this.sequence));
		message.put("streamSid", this.identity.streamSid());
		message.put(event, content);
		return message;
	}

	private void write(Map<String, ?> message) {
		if (this.channel != null && !this.over) {
			this.channel.writeAndFlush(new TextWebSocketFrame(JsonMapper.shared().writeValueAsString(message)),
					this.channel.voidPromise());
		}
	}

	private void finish(String error) {
		if (!this.over) {
			this.over = true;
			this.connection.dispose();
			this.listener.ended(error);
		}
	}

	private void onLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	/** Whose stream it is, and what it is told. */
	record Identity(String accountSid, String callSid, String streamSid, Map<String, String> parameters) {

		Map<String, Object> start() {
			Map<String, Object> start = new LinkedHashMap<>();
			start.put("accountSid", this.accountSid);
			start.put("streamSid", this.streamSid);
			start.put("callSid", this.callSid);
			start.put("tracks", List.of("inbound"));
			start.put("mediaFormat", Map.of("encoding", "audio/x-mulaw", "sampleRate", 8000, "channels", 1));
			start.put("customParameters", this.parameters);
			return start;
		}

	}

	/** Is told what happens to a socket, on its loop. */
	interface Listener {

		void opened();

		/**
		 * It is closed.
		 * @param error what went wrong; empty if nothing did
		 */
		void ended(String error);

		/** The service dropped what was queued. */
		void cleared(Duration dropped);

		/** The service broke a rule. */
		void violation(String what);

	}

	private record Pending(String name, long position) {
	}

}
