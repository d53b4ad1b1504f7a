package io.trunkline.sandbox.bandwidth;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A carrier, its HTTP server, and a service that it calls. */
final class CarrierWorld implements AutoCloseable {

	static final String ACCOUNT = "9900000";

	static final String APPLICATION = "1d0c0b0a-0000-4000-8000-000000000001";

	static final Credentials CLIENT = new Credentials("client", "client-secret");

	static final Duration LONG = Duration.ofSeconds(30);

	final FakeService service = new FakeService();

	final SandboxCarrier carrier;

	private final DisposableServer server;

	CarrierWorld() {
		this((options) -> options);
	}

	CarrierWorld(UnaryOperator<SandboxCarrierOptions> change) {
		this.carrier = new SandboxCarrier(change.apply(new SandboxCarrierOptions(ACCOUNT, APPLICATION, "+12025550100",
				this.service.webhookUrl(), FakeService.CREDENTIALS, CLIENT)), FakeMedia.VOICE);
		this.server = HttpServer.create().host("127.0.0.1").port(0).route(this.carrier::routes).bindNow();
	}

	/** Has a call made, and waits until nothing of it is left. */
	SandboxCallReport call(Caller caller) {
		return Objects.requireNonNull(this.carrier.call(caller).finished().block(LONG));
	}

	static Caller caller() {
		return Caller.from("+12025550101");
	}

	URI api(String path) {
		return URI.create("http://127.0.0.1:" + this.server.port() + path);
	}

	@Override
	public void close() {
		this.carrier.close();
		this.server.disposeNow(LONG);
		this.service.close();
	}

}
