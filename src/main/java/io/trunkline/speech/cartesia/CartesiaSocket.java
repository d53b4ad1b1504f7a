package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.trunkline.provider.Provider;
import io.trunkline.speech.SpeechException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.websocket.WebsocketInbound;
import tools.jackson.core.JacksonException;

/**
 * One WebSocket to Cartesia, from its handshake to its end. All methods belong to its
 * event loop, on which the listener is called as well.
 */
final class CartesiaSocket {

	private static final Logger log = LoggerFactory.getLogger(CartesiaSocket.class);

	/** For a goodbye to leave the machine before the connection is cut. */
	private static final Duration GOODBYE = Duration.ofSeconds(1);

	private final EventLoop loop;

	private final CartesiaProperties.Deadlines deadlines;

	private final Listener listener;

	private final Tally tally;

	private final long begun = System.nanoTime();

	private final Sinks.Empty<Void> gone = Sinks.empty();

	private final Disposable.Composite owned = Disposables.composite();

	private WebSocketCloseStatus closeStatus = WebSocketCloseStatus.ABNORMAL_CLOSURE;

	private @Nullable Channel channel;

	private Provider.@Nullable Use use;

	/** Whether something came since the last ping. */
	private boolean alive;

	private boolean mute;

	private boolean over;

	CartesiaSocket(EventLoop loop, CartesiaProperties.Deadlines deadlines, Listener listener, Tally tally) {
		this.loop = loop;
		this.deadlines = deadlines;
		this.listener = listener;
		this.tally = tally;
	}

	/**
	 * Subscribes on the loop, so that the connection runs there, too. The use ends when
	 * the connection is gone.
	 */
	void connect(Provider.Use begun, Mono<? extends Connection> connector) {
		this.use = begun;
		ScheduledFuture<?> deadline = this.loop.schedule(() -> fail(late("connect")),
				this.deadlines.connect().toNanos(), TimeUnit.NANOSECONDS);
		this.owned.add(() -> deadline.cancel(false));
		this.loop.execute(() -> {
			if (!this.over) {
				this.owned.add(connector.doOnNext((_) -> deadline.cancel(false))
					.subscribe(this::opened, (cause) -> fail(CartesiaErrors.unreachable(cause))));
			}
		});
	}

	/** Fails later on the loop, without a connection. */
	void refuse(SpeechException why) {
		this.loop.execute(() -> fail(why));
	}

	/** Whether it ended since the peer gave no sign of life. */
	boolean wasMute() {
		return this.mute;
	}

	/** Whether the peer keeps up, so that a frame written now leaves soon. */
	boolean writable() {
		return this.channel != null && this.channel.isWritable();
	}

	void write(String text) {
		write(new TextWebSocketFrame(text));
	}

	/** Takes the frame over; after the end it is dropped. */
	void write(WebSocketFrame frame) {
		if (this.channel == null || this.over) {
			ReferenceCountUtil.release(frame);
			return;
		}
		this.channel.writeAndFlush(frame);
	}

	/** Says goodbye and closes; the listener hears nothing more. Repeatable. */
	void close() {
		if (this.over) {
			return;
		}
		end();
		if (this.channel != null) {
			Channel closing = this.channel;
			ScheduledFuture<?> patience = this.loop.schedule(() -> closing.close(), GOODBYE.toMillis(),
					TimeUnit.MILLISECONDS);
			closing.closeFuture().addListener((_) -> patience.cancel(false));
			closing.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
				.addListener(ChannelFutureListener.CLOSE);
		}
	}

	/** Completes when the connection is closed. */
	Mono<Void> gone() {
		return this.gone.asMono();
	}

	private void opened(Connection connection) {
		WebsocketInbound inbound = (WebsocketInbound) connection.inbound();
		this.channel = connection.channel();
		this.channel.closeFuture().addListener((_) -> left());
		if (this.use != null) {
			this.use.succeeded();
		}
		this.tally.connected(Duration.ofNanos(System.nanoTime() - this.begun));
		log.debug("Connected to Cartesia, request id {}", inbound.headers().get("X-Request-Id"));
		every(this.deadlines.ping(), this.deadlines.ping(), this::ping);
		every(this.deadlines.ping().plus(this.deadlines.pong()), this.deadlines.ping(), this::expectLife);
		this.listener.opened();
		this.owned.add(inbound.receiveCloseStatus().subscribe((status) -> this.closeStatus = status));
		// Not among what is owned: to cancel it would send a second goodbye.
		inbound.aggregateFrames(CartesiaEndpoint.LONGEST_MESSAGE)
			.receiveFrames()
			.subscribe(this::read, (cause) -> fail(CartesiaErrors.unreachable(cause)),
					() -> fail(CartesiaErrors.closed(this.closeStatus)));
	}

	private void read(WebSocketFrame frame) {
		this.alive = true;
		if (this.over || !(frame instanceof TextWebSocketFrame text)) {
			return;
		}
		try {
			this.listener.received(text.content());
		}
		catch (JacksonException malformed) {
			this.tally.met(Tally.Trouble.MALFORMED);
			log.debug("Passed over a malformed message");
		}
	}

	/** A peer may be gone although its connection looks well. */
	private void ping() {
		this.alive = false;
		write(new PingWebSocketFrame());
	}

	private void expectLife() {
		if (!this.alive) {
			this.mute = true;
			fail(late("give a sign of life"));
		}
	}

	private void fail(SpeechException why) {
		if (this.over) {
			return;
		}
		if (this.channel != null) {
			this.channel.close();
		}
		else if (this.use != null && CartesiaErrors.isOutage(why.kind())) {
			this.use.failed();
		}
		end();
		this.listener.closed(why);
	}

	private void end() {
		this.over = true;
		this.owned.dispose();
		if (this.channel == null) {
			left();
		}
	}

	private void left() {
		this.gone.tryEmitEmpty();
		if (this.use != null) {
			this.use.close();
		}
	}

	private void every(Duration delay, Duration period, Runnable task) {
		ScheduledFuture<?> timer = this.loop.scheduleAtFixedRate(task, delay.toNanos(), period.toNanos(),
				TimeUnit.NANOSECONDS);
		this.owned.add(() -> timer.cancel(false));
	}

	private static SpeechException late(String what) {
		return new SpeechException(SpeechException.Kind.RETRYABLE, "Cartesia took too long to " + what);
	}

	/** Who reads from a socket. */
	interface Listener {

		/** Once, unless the connection fails. */
		void opened();

		/**
		 * A text frame, to be read before this returns.
		 * @throws JacksonException if it is not JSON; it is passed over then
		 */
		void received(ByteBuf json);

		/** Once, at the end, unless the socket was closed by its owner. */
		void closed(SpeechException why);

	}

}
