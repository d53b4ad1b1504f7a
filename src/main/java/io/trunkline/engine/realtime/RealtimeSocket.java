package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.provider.Provider;
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
 * One WebSocket to the server, from its handshake to its end. All methods belong to its
 * event loop, on which the listener is called as well.
 */
final class RealtimeSocket {

	private static final Logger log = LoggerFactory.getLogger(RealtimeSocket.class);

	/** For a goodbye to leave the machine before the connection is cut. */
	private static final Duration GOODBYE = Duration.ofSeconds(1);

	private final EventLoop loop;

	private final RealtimeProperties.Deadlines deadlines;

	private final Listener listener;

	private final Sinks.Empty<Void> gone = Sinks.empty();

	private final Disposable.Composite owned = Disposables.composite();

	private WebSocketCloseStatus closeStatus = WebSocketCloseStatus.ABNORMAL_CLOSURE;

	private @Nullable Channel channel;

	private Provider.@Nullable Use use;

	/** Whether something came since the last ping. */
	private boolean alive;

	private boolean over;

	RealtimeSocket(EventLoop loop, RealtimeProperties.Deadlines deadlines, Listener listener) {
		this.loop = loop;
		this.deadlines = deadlines;
		this.listener = listener;
	}

	/** Connects on the loop; the use ends when the connection is gone. */
	void connect(Provider.Use begun, Mono<? extends Connection> connector) {
		this.use = begun;
		after(this.deadlines.connect(), () -> {
			if (this.channel == null) {
				fail(new RealtimeException(Kind.LOST, "OpenAI Realtime took too long to connect"));
			}
		});
		this.loop.execute(() -> {
			if (!this.over) {
				this.owned.add(connector.subscribe(this::opened, (cause) -> fail(unreachable(cause))));
			}
		});
	}

	/** Fails later on the loop, without a connection. */
	void refuse(RealtimeException why) {
		this.loop.execute(() -> fail(why));
	}

	/** Whether the peer keeps up, so that what is written now leaves soon. */
	boolean writable() {
		return this.channel != null && this.channel.isWritable();
	}

	/** After the end it is dropped. */
	void write(String text) {
		if (this.channel != null && !this.over) {
			this.channel.writeAndFlush(new TextWebSocketFrame(text));
		}
	}

	/** The provider serves. */
	void serves() {
		if (this.use != null) {
			this.use.succeeded();
		}
	}

	/** Ends it because of what the server said; the listener is told. */
	void fail(RealtimeException why) {
		if (this.over) {
			return;
		}
		if (this.use != null && why.kind().isOutage()) {
			this.use.failed();
		}
		if (this.channel != null) {
			this.channel.close();
		}
		end();
		this.listener.closed(why);
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

	/** Runs a task later, unless the socket is over by then. */
	Disposable after(Duration delay, Runnable task) {
		Disposable.Swap handle = Disposables.swap();
		this.owned.add(handle);
		ScheduledFuture<?> timer = this.loop.schedule(() -> {
			this.owned.remove(handle);
			task.run();
		}, delay.toNanos(), TimeUnit.NANOSECONDS);
		handle.update(() -> timer.cancel(false));
		return () -> {
			this.owned.remove(handle);
			handle.dispose();
		};
	}

	private void opened(Connection connection) {
		WebsocketInbound inbound = (WebsocketInbound) connection.inbound();
		this.channel = connection.channel();
		this.channel.closeFuture().addListener((_) -> left());
		log.debug("Connected to OpenAI Realtime, request id {}", inbound.headers().get("x-request-id"));
		every(this.deadlines.ping(), this.deadlines.ping(), this::ping);
		every(this.deadlines.ping().plus(this.deadlines.pong()), this.deadlines.ping(), this::expectLife);
		this.listener.opened();
		this.owned.add(inbound.receiveCloseStatus().subscribe((status) -> this.closeStatus = status));
		// Not among what is owned: to cancel it would send a second goodbye.
		inbound.aggregateFrames(RealtimeEndpoint.LONGEST_MESSAGE)
			.receiveFrames()
			.subscribe(this::read, (cause) -> fail(unreachable(cause)), () -> fail(closed(this.closeStatus)));
	}

	private void read(WebSocketFrame frame) {
		this.alive = true;
		if (this.over || !(frame instanceof TextWebSocketFrame text)) {
			return;
		}
		try {
			this.listener.received(text.text());
		}
		catch (JacksonException | IllegalArgumentException malformed) {
			log.debug("Passed over a malformed message");
		}
	}

	/** A peer may be gone although its connection looks well. */
	private void ping() {
		this.alive = false;
		if (this.channel != null) {
			this.channel.writeAndFlush(new PingWebSocketFrame());
		}
	}

	private void expectLife() {
		if (!this.alive) {
			fail(new RealtimeException(Kind.LOST, "OpenAI Realtime gave no sign of life"));
		}
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

	private static RealtimeException unreachable(Throwable cause) {
		HttpResponse response = (cause instanceof WebSocketClientHandshakeException handshake) ? handshake.response()
				: null;
		if (response == null) {
			return new RealtimeException(Kind.LOST,
					"No connection to OpenAI Realtime: " + cause.getClass().getSimpleName());
		}
		int status = response.status().code();
		Kind kind = switch (status) {
			case 429 -> Kind.BUSY;
			case 408 -> Kind.LOST;
			default -> (status >= 500) ? Kind.LOST : Kind.REFUSED;
		};
		String advice = switch (status) {
			case 401, 403 -> "; check trunkline.realtime.api-key";
			case 400, 404 -> "; check trunkline.realtime.url and trunkline.realtime.model";
			default -> "";
		};
		return new RealtimeException(kind, "OpenAI Realtime refused the connection with status " + status + advice);
	}

	private static RealtimeException closed(WebSocketCloseStatus status) {
		return new RealtimeException(Kind.LOST, "OpenAI Realtime closed the connection: " + status.code());
	}

	/** Who reads from a socket. */
	interface Listener {

		/** Once, unless the connection fails. */
		void opened();

		/**
		 * A text frame.
		 * @throws JacksonException if it is not JSON; it is passed over then
		 */
		void received(String json);

		/** Once, at the end, unless the socket was closed by its owner. */
		void closed(RealtimeException why);

	}

}
