package io.trunkline.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import io.trunkline.secret.Secret;
import redis.embedded.RedisServer;

/** A real Redis server on loopback that can be stopped and started again. */
public final class LocalRedis implements AutoCloseable {

	private final int port;

	private final RedisServer server;

	/** Not started yet. */
	public LocalRedis() {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = free.getLocalPort();
			this.server = RedisServer.newRedisServer()
				.port(this.port)
				.bind("127.0.0.1")
				.setting("save \"\"")
				.setting("appendonly no")
				.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	public Secret url() {
		return new Secret("redis://127.0.0.1:" + this.port);
	}

	public LocalRedis start() {
		try {
			this.server.start();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connects a pod.
	 * @param deadline longer than in earnest, since a busy machine is no fault of the
	 * server
	 */
	public SharedRedis connect(Duration deadline) {
		return new SharedRedis(url(), deadline);
	}

	/** Does nothing to a server that is not running. */
	@Override
	public void close() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
