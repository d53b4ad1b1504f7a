package io.trunkline.sandbox.carrier;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.trunkline.sandbox.line.OnLoop;
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

/**
 * A WebSocket to the service, for text. Lives from {@link #open} to
 * {@link Listener#ended}, which comes exactly once; everything happens on one event loop,
 * and all methods belong to it.
 */
public final class ServiceSocket {

	/** No message is longer; what is too long for a carrier is its business. */
	private static final int LONGEST = 256 * 1024;

	/** How long the service may take to accept the socket. */
	private static final Duration OPENING = Duration.ofSeconds(10);

	/** How long the service may take to let go of a socket. */
	private static final Duration CLOSING = Duration.ofSeconds(2);

	private static final int ABNORMAL = 1006;

	private static final WebsocketClientSpec SPEC = WebsocketClientSpec.builder()
		.maxFramePayloadLength(LONGEST)
		.build();

	private final EventLoop loop;

	private final Listener listener;

	private final Sinks.Empty<Void> leaving = Sinks.empty();

	private final Disposable.Composite connection = Disposables.composite();

	private @Nullable Channel channel;

	private boolean leftByUs;

	private boolean stalled;

	private boolean over;

	private int closeCode = ABNORMAL;

	public ServiceSocket(EventLoop loop, Listener listener) {
		this.loop = loop;
		this.listener = listener;
	}

	/**
	 * Connects.
	 * @param http makes a connection of its own for each socket
	 * @param headers adds to those of the upgrade
	 */
	public void open(HttpClient http, URI to, Consumer<HttpHeaders> headers) {
		Disposable deadline = after(OPENING, () -> end(How.NO_ANSWER, "no answer within " + OPENING));
		this.connection.add(http.runOn((useNative) -> this.loop)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) OPENING.toMillis())
			.headers(headers)
			.websocket(SPEC)
			.uri(to)
			.handle((in, out) -> {
				deadline.dispose();
				return talk(in, out);
			})
			.subscribe((never) -> {
			}, (error) -> OnLoop.run(this.loop, () -> end(How.FAILED, error.toString())),
					() -> OnLoop.run(this.loop, () -> end(How.CLOSED, "closed"))));
	}

	/** Whether it can be written to. */
	public boolean isOpen() {
		return this.channel != null && !this.leftByUs && !this.over;
	}

	/** Sends a message, unless the socket is not open. */
	public void write(String text) {
		write(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
	}

	/** Sends a message that is encoded already, likewise. */
	public void write(ByteBuf text) {
		TextWebSocketFrame frame = new TextWebSocketFrame(text);
		Channel open = isOpen() ? this.channel : null;
		if (open != null && open.isWritable()) {
			open.writeAndFlush(frame, open.voidPromise());
			return;
		}
		frame.release();
		if (open != null && open.isActive() && !this.stalled) {
			this.stalled = true;
			this.listener.violation("the service does not read its socket");
		}
	}

	/** Closes the socket as it should be. */
	public void close() {
		if (this.channel == null) {
			end(How.LEFT, "the call ended while the socket was opening");
		}
		else if (isOpen()) {
			this.leftByUs = true;
			after(CLOSING, () -> end(How.CLOSED, "the service does not let go"));
			this.leaving.tryEmitEmpty();
		}
	}

	/** Breaks the connection as a failing network does. */
	public void reset() {
		if (this.channel != null && !this.over) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			this.channel.close();
			end(How.RESET, "reset");
		}
	}

	private Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
		if (this.over) {
			return Mono.empty();
		}
		in.withConnection((connected) -> this.channel = connected.channel());
		this.connection.add(in.receiveCloseStatus().subscribe((status) -> this.closeCode = status.code(), (error) -> {
		}));
		this.listener.opened();
		Mono<Void> received = in.aggregateFrames(LONGEST).receiveFrames().doOnNext(this::receive).then();
		Mono<Void> left = this.leaving.asMono().then(Mono.defer(() -> out.sendClose(1000, "")));
		return Mono.firstWithSignal(received, left);
	}

	private void receive(WebSocketFrame frame) {
		if (frame instanceof TextWebSocketFrame) {
			this.listener.received(ByteBufUtil.getBytes(frame.content()));
		}
		else {
			this.listener.violation("a frame that is not text");
		}
	}

	private void end(How how, String why) {
		if (!this.over) {
			this.over = true;
			this.connection.dispose();
			boolean clean = this.leftByUs || this.closeCode == 1000 || this.closeCode == 1001;
			this.listener.ended(new Ending(this.channel != null, clean, this.closeCode, how, why));
		}
	}

	private Disposable after(Duration delay, Runnable task) {
		Disposable timer = OnLoop.after(this.loop, delay, task);
		this.connection.add(timer);
		return timer;
	}

	/**
	 * How a socket ended.
	 *
	 * @param opened whether the service had accepted it
	 * @param clean whether one side closed it as it should
	 * @param code the close code of the service, 1006 if it sent none
	 * @param why for people
	 */
	public record Ending(boolean opened, boolean clean, int code, How how, String why) {
	}

	/** What ended a socket. */
	public enum How {

		/** The service did not accept it in time. */
		NO_ANSWER,
		/** It could not be opened, or broke. */
		FAILED,
		/** Somebody closed it. */
		CLOSED,
		/** It was broken on purpose. */
		RESET,
		/** It was given up before it was open. */
		LEFT

	}

	/** Is told what happens to a socket, on its loop. */
	public interface Listener {

		void opened();

		/** The service sent a message. */
		void received(byte[] text);

		/** The service broke a rule. */
		void violation(String what);

		void ended(Ending ending);

	}

}
