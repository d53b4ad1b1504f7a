package io.trunkline.admission;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.trunkline.secret.Secret;
import javax.net.ssl.KeyManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** A Redis behind TLS, which the bundled server does not speak itself. */
class SecureRedisTests {

	private static final String PASSWORD = "changeit";

	@TempDir
	private Path directory;

	@Test
	void aSecureUrlSpeaksTls() throws Exception {
		SslContext certificate = certificate();
		try (LocalRedis server = new LocalRedis().start()) {
			DisposableServer terminator = TcpServer.create()
				.host("127.0.0.1")
				.port(0)
				.secure((tls) -> tls.sslContext(certificate))
				.handle((client, reply) -> relay(server.port(), client, reply))
				.bindNow();
			String url = "rediss://localhost:" + terminator.port() + "?verifyPeer=NONE";
			try (SharedRedis redis = new SharedRedis(new Secret(url))) {
				Awaitility.await()
					.ignoreExceptionsInstanceOf(SharedRedisException.class)
					.until(() -> "PONG".equals(redis.run((commands) -> commands.ping()).block()));
			}
			finally {
				terminator.disposeNow();
			}
		}
	}

	@Test
	void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
		SslContext certificate = certificate();
		DisposableServer terminator = TcpServer.create()
			.host("127.0.0.1")
			.port(0)
			.secure((tls) -> tls.sslContext(certificate))
			.bindNow();
		try (SharedRedis redis = new SharedRedis(new Secret("rediss://localhost:" + terminator.port()))) {
			assertThat(
					redis.run((commands) -> commands.ping()).map((pong) -> "let in").onErrorReturn("refused").block())
				.isEqualTo("refused");
		}
		finally {
			terminator.disposeNow();
		}
	}

	private static Publisher<Void> relay(int port, NettyInbound client, NettyOutbound reply) {
		return TcpClient.create().host("127.0.0.1").port(port).connect().flatMap((server) -> {
			Publisher<Void> there = server.outbound().send(client.receive().retain()).then();
			Publisher<Void> back = reply.send(server.inbound().receive().retain()).then();
			return Mono.firstWithSignal(Mono.from(there), Mono.from(back)).doFinally((end) -> server.dispose());
		});
	}

	private SslContext certificate() throws Exception {
		File store = this.directory.resolve("redis.p12").toFile();
		keytool("-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "2",
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.getPath());
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(KeyStore.getInstance(store, PASSWORD.toCharArray()), PASSWORD.toCharArray());
		return SslContextBuilder.forServer(keys).build();
	}

	private static void keytool(String... arguments) throws IOException, InterruptedException {
		ProcessBuilder keytool = new ProcessBuilder(
				Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		keytool.command().addAll(List.of(arguments));
		assertThat(keytool.inheritIO().start().waitFor()).isZero();
	}

}
