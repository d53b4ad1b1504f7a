package io.trunkline.sandbox.socket;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.util.concurrent.Queues;

/**
 * The WebSocket of one client, with the timers that belong to it. Used on the socket's
 * event loop only, where its timers run too, unless a method says otherwise.
 */
public class ClientSocket {

	private static final int MESSAGES = 8192;

	private final Connection connection;

	private final Scheduler loop;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.Many<String> messages = Sinks.many()
		.unicast()
		.onBackpressureBuffer(Queues.<String>get(MESSAGES).get());

	private @Nullable WebSocketCloseStatus closing;

	protected ClientSocket(Connection connection) {
		this.connection = connection;
		this.loop = loop(connection);
	}

	/** The connection on which something comes in. */
	public static Connection connection(NettyInbound in) {
		AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
		in.withConnection(connection::set);
		return Objects.requireNonNull(connection.get());
	}

	/** Never to be disposed of: the event loop belongs to the server. */
	public static Scheduler loop(Connection connection) {
		return Schedulers.fromExecutorService(connection.channel().eventLoop());
	}

	/**
	 * Serves the client until one of both closes the socket.
	 * @param longest so many bytes a message may have
	 */
	public final Mono<Void> serve(WebsocketInbound in, WebsocketOutbound out, int longest, Session session) {
		Mono<Void> receiving = in.aggregateFrames(longest)
			.receiveFrames()
			.doOnSubscribe((_) -> session.opened())
			.doOnNext((frame) -> receive(session, frame))
			.doOnTerminate(() -> close(1000, ""))
			.then();
		Mono<Void> sending = out.sendString(this.messages.asFlux())
			.then(Mono.defer(() -> out.sendClose(closeStatus().code(), closeStatus().reasonText())))
			.then();
		return Mono.when(receiving, sending).doFinally((_) -> {
			session.closed();
			this.owned.dispose();
			this.messages.tryEmitComplete();
		});
	}

	/** Hands a frame on. */
	protected void receive(Session session, WebSocketFrame frame) {
		switch (frame) {
			case TextWebSocketFrame text -> session.text(text.text());
			case BinaryWebSocketFrame binary -> session.binary(binary.content());
			default -> {
			}
		}
	}

	/** Sends a message, unless the socket is closing. */
	protected final void emit(String message) {
		if (this.closing == null && this.messages.tryEmitNext(message) == Sinks.EmitResult.FAIL_OVERFLOW) {
			cut();
		}
	}

	protected final boolean isClosing() {
		return this.closing != null;
	}

	/** Closes after what was sent before. */
	public final void close(int code, String reason) {
		if (this.closing == null) {
			this.closing = new WebSocketCloseStatus(code, reason);
			this.messages.tryEmitComplete();
		}
	}

	/** Breaks the connection off. */
	public final void cut() {
		this.connection.channel().close();
	}

	public final long nowMillis() {
		return this.loop.now(TimeUnit.MILLISECONDS);
	}

	/** Runs a task later, unless disposed of or the socket is gone by then. */
	public final Disposable after(Duration delay, Runnable task) {
		Disposable.Swap handle = Disposables.swap();
		this.owned.add(handle);
		handle.update(this.loop.schedule(() -> {
			this.owned.remove(handle);
			task.run();
		}, delay.toNanos(), TimeUnit.NANOSECONDS));
		return handle;
	}

	/** Hands on what comes of this, unless the socket is gone by then. */
	public final <T> void await(Mono<T> result, Consumer<T> next) {
		Disposable.Swap handle = Disposables.swap();
		this.owned.add(handle);
		handle.update(result.publishOn(this.loop).subscribe((value) -> {
			this.owned.remove(handle);
			next.accept(value);
		}, (failure) -> close(1011, "internal error")));
	}

	/** Runs a task on the event loop; from any thread. */
	public final void run(Runnable task) {
		this.loop.schedule(task);
	}

	private WebSocketCloseStatus closeStatus() {
		return (this.closing != null) ? this.closing : WebSocketCloseStatus.NORMAL_CLOSURE;
	}

	/** What is done on a socket; every call comes on its event loop. */
	public interface Session {

		/** The socket is open. */
		default void opened() {
		}

		void text(String message);

		/** The buffer is only lent. */
		default void binary(ByteBuf bytes) {
		}

		/** The socket is gone. */
		default void closed() {
		}

	}

}
