package io.trunkline.provider.socket;

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
import io.trunkline.provider.ProviderUnavailableException;
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
 * One WebSocket to a provider, from its handshake to its end, which is one use of it. All
 * methods belong to its event loop, on which the listener is called as well.
 */
public final class ProviderSocket {

	private static final Logger log = LoggerFactory.getLogger(ProviderSocket.class);

	/** For a goodbye to leave the machine before the connection is cut. */
	private static final Duration GOODBYE = Duration.ofSeconds(1);

	private final Provider provider;

	private final SocketLimits limits;

	private final EventLoop loop;

	private final Listener listener;

	private final LoopTimers timers;

	private final long begun = System.nanoTime();

	private final Sinks.Empty<Void> gone = Sinks.empty();

	private final Disposable.Composite owned = Disposables.composite();

	private WebSocketCloseStatus closeStatus = WebSocketCloseStatus.ABNORMAL_CLOSURE;

	private @Nullable Channel channel;

	private Provider.@Nullable Use use;

	/** Whether something came since the last ping. */
	private boolean alive;

	private boolean over;

	ProviderSocket(Provider provider, SocketLimits limits, EventLoop loop, Listener listener) {
		this.provider = provider;
		this.limits = limits;
		this.loop = loop;
		this.listener = listener;
		this.timers = new LoopTimers(loop);
	}

	/** Subscribes on the loop, so that the connection runs there, too. */
	void connect(Mono<? extends Connection> connector) {
		try {
			this.use = this.provider.begin();
		}
		catch (ProviderUnavailableException unavailable) {
			this.loop.execute(() -> fail(new Ending.NotAsked(unavailable)));
			return;
		}
		Disposable deadline = this.timers.after(this.limits.connect(), () -> fail(new Ending.Late()));
		this.loop.execute(() -> {
			if (!this.over) {
				this.owned.add(connector.doOnNext((_) -> deadline.dispose())
					.subscribe(this::opened, (cause) -> fail(Ending.of(cause))));
			}
		});
	}

	/** The provider serves; only the first verdict counts. */
	public void succeeded() {
		if (this.use != null) {
			this.use.succeeded();
		}
	}

	/** The provider does not serve, though connected; only the first verdict counts. */
	public void failed() {
		if (this.use != null) {
			this.use.failed();
		}
	}

	/** Whether the peer keeps up, so that a frame written now leaves soon. */
	public boolean writable() {
		return this.channel != null && this.channel.isWritable();
	}

	public void write(String text) {
		write(new TextWebSocketFrame(text));
	}

	/** Takes the frame over; after the end it is dropped. */
	public void write(WebSocketFrame frame) {
		if (this.channel == null || this.over) {
			ReferenceCountUtil.release(frame);
			return;
		}
		this.channel.writeAndFlush(frame);
	}

	/** Runs a task later, unless the socket is over by then. */
	public Disposable after(Duration delay, Runnable task) {
		return this.over ? Disposables.disposed() : this.timers.after(delay, task);
	}

	/** Says goodbye and closes; the listener hears nothing more. Repeatable. */
	public void close() {
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
	public Mono<Void> gone() {
		return this.gone.asMono();
	}

	private void opened(Connection connection) {
		WebsocketInbound inbound = (WebsocketInbound) connection.inbound();
		this.channel = connection.channel();
		this.channel.closeFuture().addListener((_) -> left());
		this.provider.connected(Duration.ofNanos(System.nanoTime() - this.begun));
		log.debug("Connected to {}, request id {}", this.provider.name(), inbound.headers().get("x-request-id"));
		this.timers.every(this.limits.ping(), this::ping);
		this.timers.every(this.limits.ping().plus(this.limits.pong()), this.limits.ping(), this::expectLife);
		this.listener.opened();
		this.owned.add(inbound.receiveCloseStatus().subscribe((status) -> this.closeStatus = status));
		// Not among what is owned: to cancel it would send a second goodbye.
		inbound.aggregateFrames(this.limits.longestMessage())
			.receiveFrames()
			.subscribe(this::read, (cause) -> fail(Ending.of(cause)),
					() -> fail(new Ending.Closed(this.closeStatus.code(), this.closeStatus.reasonText())));
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
			this.provider.met(Trouble.MALFORMED);
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
			fail(new Ending.Mute());
		}
	}

	private void fail(Ending why) {
		if (this.over) {
			return;
		}
		if (why.isOutage()) {
			failed();
		}
		if (this.channel != null) {
			this.channel.close();
		}
		end();
		this.listener.closed(why);
	}

	private void end() {
		this.over = true;
		this.timers.cancel();
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

	/** Who reads from a socket. */
	public interface Listener {

		/** Once, unless the connection fails. */
		void opened();

		/**
		 * A text frame, to be read before this returns.
		 * @throws JacksonException if it is not as expected; it is passed over then
		 */
		void received(ByteBuf json);

		/** Once, at the end, unless the socket was closed by its owner. */
		void closed(Ending why);

	}

	private enum Trouble {

		/** A message that could not be read was dropped. */
		MALFORMED

	}

}
