package io.trunkline.sandbox;

import java.time.Duration;
import java.util.function.Function;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.sandbox.bandwidth.SandboxCall;
import io.trunkline.sandbox.bandwidth.SandboxCarrier;
import io.trunkline.sandbox.bandwidth.SandboxCarrierOptions;
import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.PlacedCall;
import io.trunkline.sandbox.cartesia.CartesiaOptions;
import io.trunkline.sandbox.cartesia.SandboxCartesia;
import io.trunkline.sandbox.openai.ModelOptions;
import io.trunkline.sandbox.openai.SandboxBrain;
import io.trunkline.sandbox.openai.SandboxModel;
import io.trunkline.sandbox.openai.realtime.RealtimeOptions;
import io.trunkline.sandbox.openai.realtime.SandboxRealtime;
import io.trunkline.sandbox.twilio.SandboxTwilio;
import io.trunkline.sandbox.twilio.TwilioOptions;
import io.trunkline.sandbox.voice.SandboxVoice;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * Carriers, Cartesia and model on one loopback port, on event loops of their own, so that
 * what they cost does not look like the service's own cost. Needs no Spring: a test or a
 * tool may start one by itself.
 */
public final class SandboxServer implements AutoCloseable {

	private static final Duration CLOSING = Duration.ofSeconds(5);

	/** The voice's first sentence takes a second, which a caller need not wait for. */
	private static final String WARM_UP = "Hello.";

	private final LoopResources loops = LoopResources.create("sandbox", 1, 2, true);

	private final SandboxCarrier carrier;

	private final SandboxTwilio twilio;

	private final SandboxCartesia cartesia;

	private final SandboxModel model;

	private final DemoDesk demo;

	private final SandboxRealtime realtime;

	private final DisposableServer server;

	private SandboxServer(SandboxCarrierOptions carrier, TwilioOptions twilio, CartesiaOptions cartesia,
			ModelOptions model, DemoDesk demo, int port) {
		this.demo = demo;
		SandboxVoice voice = new SandboxVoice();
		voice.say(WARM_UP);
		this.carrier = new SandboxCarrier(carrier, voice);
		this.twilio = new SandboxTwilio(twilio, voice);
		this.cartesia = new SandboxCartesia(voice, cartesia);
		SandboxBrain brain = new SandboxBrain();
		this.model = new SandboxModel(brain, model);
		this.realtime = new SandboxRealtime(voice, brain, this.model::part, RealtimeOptions.defaults());
		this.server = HttpServer.create().runOn(this.loops).host("127.0.0.1").port(port).route((routes) -> {
			this.carrier.routes(routes);
			this.twilio.routes(routes);
			this.cartesia.routes(routes);
			this.model.routes(routes);
			this.realtime.routes(routes);
			routes.post("/sandbox/calls", (request, response) -> this.demo.serve(request, response, this::call));
		}).bindNow();
	}

	/**
	 * Starts everything.
	 * @param port 0 takes a free one
	 */
	public static SandboxServer start(SandboxCarrierOptions carrier, TwilioOptions twilio, CartesiaOptions cartesia,
			ModelOptions model, int port) {
		return new SandboxServer(carrier, twilio, cartesia, model,
				new DemoDesk(new DemoWish(Carrier.BANDWIDTH, null), (_) -> Engine.CASCADE), port);
	}

	/**
	 * Starts everything.
	 * @param answering the engine of the agent who answers a carrier's calls
	 */
	static SandboxServer start(SandboxProperties properties, Function<Carrier, Engine> answering) {
		SandboxCarrierOptions carrier = new SandboxCarrierOptions(properties.accountId(), properties.applicationId(),
				properties.number(), properties.webhookUrl(),
				new Credentials(properties.webhookUsername(), properties.webhookPassword().value()),
				new Credentials(properties.clientId(), properties.clientSecret().value()));
		SandboxProperties.Delays delays = properties.delays();
		CartesiaOptions cartesia = CartesiaOptions.defaults();
		SandboxProperties.Twilio twilio = properties.twilio();
		TwilioOptions account = new TwilioOptions(twilio.accountSid(), twilio.authToken().value(), twilio.number(),
				twilio.webhookUrl(), twilio.statusUrl());
		return new SandboxServer(carrier, account,
				cartesia.with(cartesia.hearing().withEnds(delays.eagerEnd(), delays.turnEnd()))
					.with(cartesia.speaking().withFirstChunk(delays.firstAudio())),
				new ModelOptions("", "", delays.firstToken(), delays.betweenTokens()),
				new DemoDesk(properties.demoWish(), answering), properties.port());
	}

	/** Where it listens. */
	public int port() {
		return this.server.port();
	}

	public SandboxCartesia cartesia() {
		return this.cartesia;
	}

	public SandboxModel model() {
		return this.model;
	}

	public SandboxRealtime realtime() {
		return this.realtime;
	}

	public SandboxTwilio twilio() {
		return this.twilio;
	}

	public SandboxCarrier carrier() {
		return this.carrier;
	}

	/** Has somebody call the service for demonstration. */
	PlacedCall call(DemoWish wish) {
		return call(wish.carrier(), this.demo.caller(wish));
	}

	/** How calls for demonstration are placed. */
	DemoWish usualDemo() {
		return this.demo.usual();
	}

	/** Fixes what happens when the service calls this number, over whatever carrier. */
	void whenCalled(String to, Callee callee) {
		this.carrier.whenCalled(to, callee);
		this.twilio.whenCalled(to, callee, CallFaults.NONE);
	}

	/** Has somebody call the service over Bandwidth. */
	public SandboxCall call(Caller caller) {
		return this.carrier.call(caller);
	}

	/** Has somebody call the service. */
	public PlacedCall call(Carrier over, Caller caller) {
		return switch (over) {
			case BANDWIDTH -> this.carrier.call(caller);
			case TWILIO -> this.twilio.call(caller);
		};
	}

	/** Cuts off every call and connection; blocks a few seconds at most. */
	@Override
	public void close() {
		this.carrier.close();
		this.twilio.close();
		this.server.disposeNow(CLOSING);
		this.loops.disposeLater(Duration.ZERO, CLOSING).block(CLOSING);
	}

}
