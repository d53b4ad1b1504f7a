package io.trunkline.language.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageException.Kind;
import io.trunkline.language.Reply.Finished;
import io.trunkline.language.Reply.Reason;
import io.trunkline.language.Reply.Text;
import io.trunkline.language.openai.FakeChatServer.Request;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import static io.trunkline.language.openai.FakeChatServer.events;
import static io.trunkline.language.openai.FakeChatServer.held;
import static io.trunkline.language.openai.OpenAiFixtures.finish;
import static io.trunkline.language.openai.OpenAiFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

/** HTTP/2 and its absence, with a certificate made for the occasion. */
class EncryptedEndpointTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private static final String SAY = "data: " + text("Su") + "\n\n";

	@TempDir
	@SuppressWarnings("NullAway.Init") // set by JUnit
	private static Path directory;

	@BeforeAll
	static void makeCertificate() throws IOException, InterruptedException {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "server", "-keyalg", "EC",
				"-dname", "CN=localhost", "-ext", "SAN=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12",
				"-keystore", keyStoreFile().toString(), "-storepass", new String(PASSWORD))
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(said).isZero();
		}
	}

	@Test
	void anInterruptedAnswerDoesNotCostItsHttp2Connection() throws InterruptedException {
		try (ModelUnderTest model = new ModelUnderTest(http2Server(), "https", Map.of(), Schedulers.parallel(),
				EncryptedEndpointTests::trusting)) {
			model.server.willAnswer(held(SAY), events(text("Sure"), finish("stop"), "[DONE]"));
			CountDownLatch heard = new CountDownLatch(1);
			Disposable reply = model.reply().subscribe((_) -> heard.countDown());
			assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
			Request interrupted = model.server.takeRequest();
			long cancelled = System.nanoTime();
			reply.dispose();
			assertThat(Duration.ofNanos(interrupted.awaitClose() - cancelled)).isLessThan(Duration.ofSeconds(2));
			assertThat(model.wholeReply()).containsExactly(new Text("Sure"), new Finished(Reason.COMPLETE));
			Request next = model.server.takeRequest();
			assertThat(interrupted.parent()).isNotZero();
			assertThat(next.parent()).isEqualTo(interrupted.parent());
		}
	}

	@Test
	void cancellingBeforeTheHeadersResetsTheStream() {
		try (ModelUnderTest model = new ModelUnderTest(http2Server(), "https", Map.of(), Schedulers.parallel(),
				EncryptedEndpointTests::trusting)) {
			model.server.willAnswer(FakeChatServer.silence());
			Disposable reply = model.reply().subscribe();
			Request request = model.server.takeRequest();
			long cancelled = System.nanoTime();
			reply.dispose();
			assertThat(Duration.ofNanos(request.awaitClose() - cancelled)).isLessThan(Duration.ofSeconds(2));
		}
	}

	@Test
	void aServerWithoutHttp2IsSpokenToAsItCan() {
		try (ModelUnderTest model = new ModelUnderTest(http11Server(), "https", Map.of(), Schedulers.parallel(),
				EncryptedEndpointTests::trusting)) {
			model.server.willAnswer(events(text("Sure"), finish("stop"), "[DONE]"));
			assertThat(model.wholeReply()).containsExactly(new Text("Sure"), new Finished(Reason.COMPLETE));
			assertThat(model.server.takeRequest().parent()).isZero();
		}
	}

	@Test
	void aCertificateThatIsNotTrustedIsNotRetried() {
		try (ModelUnderTest model = new ModelUnderTest(http2Server(), "https", Map.of(), Schedulers.parallel(),
				(http) -> http)) {
			LanguageException failure = model.failure();
			assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
			assertThat(failure).hasMessageContaining("trunkline.openai.base-url");
			assertThat(model.errors(ChatFailure.Fault.CERTIFICATE)).isEqualTo(1);
		}
	}

	private static FakeChatServer http2Server() {
		return new FakeChatServer((http) -> http.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
			.secure((tls) -> tls.sslContext((GenericSslContextSpec<?>) Http2SslContextSpec.forServer(keys()))));
	}

	private static FakeChatServer http11Server() {
		return new FakeChatServer((http) -> http
			.secure((tls) -> tls.sslContext((GenericSslContextSpec<?>) Http11SslContextSpec.forServer(keys()))));
	}

	/** As in production, but trusts the certificate of the occasion. */
	private static HttpClient trusting(HttpClient http) {
		GenericSslContextSpec<?> context = Http2SslContextSpec.forClient()
			.configure((builder) -> builder.trustManager(certificates()));
		return http.secure((tls) -> tls.sslContext(context));
	}

	private static Path keyStoreFile() {
		return directory.resolve("server.p12");
	}

	private static KeyManagerFactory keys() {
		try {
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(keyStore(), PASSWORD);
			return factory;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static TrustManagerFactory certificates() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("server", keyStore().getCertificate("server"));
			factory.init(trusted);
			return factory;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore keyStore() {
		try (InputStream file = Files.newInputStream(keyStoreFile())) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(file, PASSWORD);
			return store;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
