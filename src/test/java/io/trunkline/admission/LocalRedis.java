package io.trunkline.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.trunkline.secret.Secret;
import redis.embedded.RedisServer;

/** A real Redis server on loopback that can be stopped and started again. */
final class LocalRedis implements AutoCloseable {

	private final int port;

	private final RedisServer server;

	/** Not started yet. */
	LocalRedis() {
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

	Secret url() {
		return new Secret("redis://127.0.0.1:" + this.port);
	}

	LocalRedis start() {
		try {
			this.server.start();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
