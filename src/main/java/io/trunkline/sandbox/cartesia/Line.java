package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.util.concurrent.Queues;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way out of one socket, with the timers and faults that belong to it. Used on the
 * socket's event loop only, where its timers run too.
 */
final class Line {

	private static final int MESSAGES = 4096;

	private final CartesiaEndpoint endpoint;

	private final String requestId;

	private final CartesiaFaults faults;

	private final Connection connection;

	private final Scheduler loop;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.Many<String> messages = Sinks.many()
		.unicast()
		.onBackpressureBuffer(Queues.<String>get(MESSAGES).get());

	private final Duration idle;

	private long stirredMillis;

	private boolean stalled;

	private @Nullable WebSocketCloseStatus closing;

	Line(CartesiaEndpoint endpoint, String requestId, CartesiaFaults faults, Connection connection, Duration idle) {
		this.endpoint = endpoint;
		this.requestId = requestId;
		this.faults = faults;
		this.connection = connection;
		this.loop = Schedulers.fromExecutorService(connection.channel().eventLoop());
		this.idle = idle;
		stir();
		watch();
	}

	static String newRequestId() {
		return UUID.randomUUID().toString();
	}

	/** Reads a message; a missing node if it is no JSON. */
	static JsonNode parse(String message) {
		try {
			return JsonMapper.shared().readTree(message);
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().missingNode();
		}
	}

	String requestId() {
		return this.requestId;
	}

	long nowMillis() {
		return this.loop.now(TimeUnit.MILLISECONDS);
	}

	/** What goes out; completes when the line closes. */
	Flux<String> messages() {
		return this.messages.asFlux();
	}

	/** How to close once the messages are out. */
	WebSocketCloseStatus closeStatus() {
		return (this.closing != null) ? this.closing : WebSocketCloseStatus.NORMAL_CLOSURE;
	}

	/**
	 * Sends a message, unless a fault strikes instead of it.
	 * @return whether it is on its way
	 */
	boolean send(ObjectNode message) {
		if (this.closing != null || this.stalled) {
			return false;
		}
		CartesiaFault.AtMessage fault = this.faults.atMessage(this.endpoint);
		switch (fault) {
			case null -> emit(message);
			case CartesiaFault.Close(int _, int code) -> close(code, "");
			case CartesiaFault.Cut _ -> this.connection.channel().close();
			case CartesiaFault.Stall _ -> this.stalled = true;
			case CartesiaFault.Fail(int _, int status, boolean withContext) -> {
				Refusal refusal = new Refusal(status, null, "Sandbox fault", "This error was asked for");
				ObjectNode error = error(refusal);
				if (withContext && message.has("context_id")) {
					error.set("context_id", message.get("context_id"));
				}
				emit(error);
			}
		}
		return fault == null;
	}

	/** Sends an error event; faults do not strike it. */
	void refuse(Refusal refusal) {
		refuse(refusal, "");
	}

	/** Sends an error event about a context, or about the socket if it is empty. */
	void refuse(Refusal refusal, String contextId) {
		if (this.closing == null && !this.stalled) {
			ObjectNode event = error(refusal);
			emit(contextId.isEmpty() ? event : event.put("context_id", contextId));
		}
	}

	/** Closes after what was sent before. */
	void close(int code, String reason) {
		if (this.closing == null) {
			this.closing = new WebSocketCloseStatus(code, reason);
			this.messages.tryEmitComplete();
		}
	}

	/** Something came in, or goes out: the socket is not idle. */
	void stir() {
		this.stirredMillis = nowMillis();
	}

	private void watch() {
		long left = this.idle.toMillis() - (nowMillis() - this.stirredMillis);
		if (left <= 0) {
			close(1000, "connection idle timeout");
		}
		else {
			after(Duration.ofMillis(left), this::watch);
		}
	}

	/** Runs a task later, unless disposed of or the socket is gone by then. */
	Disposable after(Duration delay, Runnable task) {
		Disposable.Swap handle = Disposables.swap();
		this.owned.add(handle);
		handle.update(this.loop.schedule(() -> {
			this.owned.remove(handle);
			task.run();
		}, delay.toNanos(), TimeUnit.NANOSECONDS));
		return handle;
	}

	/** Hands on what comes of this, unless the socket is gone by then. */
	<T> void await(Mono<T> result, Consumer<T> next) {
		Disposable.Swap handle = Disposables.swap();
		this.owned.add(handle);
		handle.update(result.publishOn(this.loop).subscribe((value) -> {
			this.owned.remove(handle);
			next.accept(value);
		}, (failure) -> close(1011, "internal error")));
	}

	/** Ends everything that still runs. */
	void closed() {
		this.owned.dispose();
		this.messages.tryEmitComplete();
	}

	/** Only where several speak on one socket does an error tell that one is done. */
	private ObjectNode error(Refusal refusal) {
		ObjectNode event = refusal.event(this.requestId);
		return (this.endpoint == CartesiaEndpoint.SPEECH) ? event.put("done", true) : event;
	}

	private void emit(ObjectNode message) {
		if (this.messages.tryEmitNext(message.toString()) == Sinks.EmitResult.FAIL_OVERFLOW) {
			this.connection.channel().close();
		}
	}

	/** One open socket; every call comes on its event loop. */
	sealed interface Session permits TurnsSession, ManualSession, SpeechSession {

		/** The socket is open. */
		default void opened() {
		}

		void text(String message);

		/** The buffer is only lent. */
		void binary(ByteBuf bytes);

		/** The socket is gone. */
		default void closed() {
		}

	}

}
