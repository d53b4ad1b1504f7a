package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.trunkline.sandbox.voice.SandboxVoice;
import org.awaitility.Awaitility;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** The stand-in on a port of its own. */
final class CartesiaServer implements AutoCloseable {

	static final SandboxVoice VOICE = new SandboxVoice();

	static final String EAR = "model=ink-2&encoding=pcm_mulaw&sample_rate=8000";

	final SandboxCartesia cartesia;

	private final DisposableServer server;

	CartesiaServer(CartesiaOptions options) {
		this.cartesia = new SandboxCartesia(VOICE, options);
		this.server = HttpServer.create().host("127.0.0.1").port(0).route(this.cartesia::routes).bindNow();
	}

	/** A client with valid headers. */
	HttpClient client() {
		return HttpClient.newConnection()
			.host("127.0.0.1")
			.port(this.server.port())
			.headers((headers) -> headers.set("Authorization", "Bearer sk_car_test")
				.set("Cartesia-Version", "2026-03-01"));
	}

	HttpClient bareClient() {
		return HttpClient.newConnection().host("127.0.0.1").port(this.server.port());
	}

	/** Options under which audio may be sent at once. */
	static CartesiaOptions patient() {
		CartesiaOptions options = CartesiaOptions.defaults();
		return options.with(options.hearing().withBurst(Duration.ofHours(1)));
	}

	static byte[] silence(int millis) {
		byte[] silence = new byte[millis * 8];
		Arrays.fill(silence, (byte) 0xFF);
		return silence;
	}

	@Override
	public void close() {
		await(() -> openSockets() == 0 && this.cartesia.openContexts() == 0);
		this.server.disposeNow();
	}

	static void await(Callable<Boolean> condition) {
		Awaitility.await()
			.atMost(Peer.PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(condition);
	}

	private int openSockets() {
		return Stream.of(CartesiaEndpoint.values()).mapToInt(this.cartesia::openSockets).sum();
	}

}
