package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way out of one socket, with the timers that belong to it. Used on the socket's
 * event loop only, where its timers run too.
 */
final class Outlet {

	private static final int MESSAGES = 8192;

	private final Connection connection;

	private final Scheduler loop;

	private final Disposable.Composite owned = Disposables.composite();

	private final Sinks.Many<String> messages = Sinks.many()
		.unicast()
		.onBackpressureBuffer(Queues.<String>get(MESSAGES).get());

	private @Nullable WebSocketCloseStatus closing;

	Outlet(Connection connection) {
		this.connection = connection;
		this.loop = Schedulers.fromExecutorService(connection.channel().eventLoop());
	}

	static String newId(String kind) {
		return kind + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
	}

	static ObjectNode event(String type) {
		return JsonMapper.shared().createObjectNode().put("type", type);
	}

	/** What goes out; completes when the socket is to be closed. */
	Flux<String> messages() {
		return this.messages.asFlux();
	}

	/** How to close once the messages are out. */
	WebSocketCloseStatus closeStatus() {
		return (this.closing != null) ? this.closing : WebSocketCloseStatus.NORMAL_CLOSURE;
	}

	void send(ObjectNode event) {
		if (this.closing == null) {
			event.put("event_id", newId("event"));
			if (this.messages.tryEmitNext(event.toString()) == Sinks.EmitResult.FAIL_OVERFLOW) {
				this.connection.channel().close();
			}
		}
	}

	/** Closes after what was sent before. */
	void close(int code, String reason) {
		if (this.closing == null) {
			this.closing = new WebSocketCloseStatus(code, reason);
			this.messages.tryEmitComplete();
		}
	}

	/** Breaks the connection off. */
	void cut() {
		this.connection.channel().close();
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

	/** On the loop, unless the socket is gone by then. */
	<T> Mono<T> here(Mono<T> result) {
		return result.publishOn(this.loop);
	}

	/** Ends with the socket. */
	void own(Disposable disposable) {
		this.owned.add(disposable);
	}

	/** From any thread. */
	void run(Runnable task) {
		this.loop.schedule(task);
	}

	/** Ends everything that still runs. */
	void closed() {
		this.owned.dispose();
		this.messages.tryEmitComplete();
	}

}
