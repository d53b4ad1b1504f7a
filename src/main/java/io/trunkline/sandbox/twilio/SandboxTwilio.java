package io.trunkline.sandbox.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.line.FrameClock;
import io.trunkline.sandbox.voice.SandboxVoice;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * A carrier with one account. It serves the API of calls, places calls to the account's
 * number and those that its service orders, and opens media sockets as TwiML tells it to.
 * It has event loops of its own, one of which carries each call. For any number of
 * threads.
 */
public final class SandboxTwilio implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int REMEMBERED = 1000;

	private static final Exchange.Known UNKNOWN = new Exchange.Known(Callee.NOBODY, CallFaults.NONE);

	private final TwilioOptions options;

	private final LoopResources loops = LoopResources.create("sandbox-twilio", 1,
			Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

	/**
	 * A peer that keeps connections for 15 s never closes one that is about to be used.
	 */
	private final ConnectionProvider webhookConnections = ConnectionProvider.builder("sandbox-twilio-webhooks")
		.maxConnections(1000)
		.pendingAcquireMaxCount(10_000)
		.maxIdleTime(Duration.ofSeconds(5))
		.build();

	private final ConnectionProvider mediaConnections = ConnectionProvider.newConnection();

	private final Map<String, Exchange.Known> book = new ConcurrentHashMap<>();

	private final CallBook calls = new CallBook();

	private final Map<EventLoop, FrameClock> clocks = new ConcurrentHashMap<>();

	private final Sinks.Many<TwilioSandboxCall> placed = Sinks.many().replay().limit(REMEMBERED);

	private final Exchange exchange;

	public SandboxTwilio(TwilioOptions options, SandboxVoice voice) {
		this.options = options;
		SignedWebhooks webhooks = new SignedWebhooks(HttpClient.create(this.webhookConnections).runOn(this.loops),
				options.authToken());
		this.exchange = new Exchange(options, webhooks, HttpClient.create(this.mediaConnections), voice, this.book);
	}

	/** Adds the API of calls, below {@code /2010-04-01}. */
	public void routes(HttpServerRoutes routes) {
		new CallsResource(this.options, this.calls, this::dial, (to) -> known(to).faults()).routes(routes);
	}

	/** Has somebody call the account's number. The call begins soon, and on its own. */
	public TwilioSandboxCall call(Caller caller) {
		var route = new TwilioCall.Route(caller.from(), caller.to().isEmpty() ? this.options.number() : caller.to(),
				this.options.voiceUrl(), this.options.statusUrl(), Duration.ZERO, null, null);
		return new TwilioSandboxCall(begin(caller, route));
	}

	/**
	 * Fixes what happens when the service calls this number, or transfers a call to it.
	 */
	public void whenCalled(String to, Callee callee, CallFaults faults) {
		this.book.put(to, new Exchange.Known(callee, faults));
	}

	/** The latest calls that the service has ordered, then those to come. */
	public Flux<TwilioSandboxCall> placed() {
		return this.placed.asFlux();
	}

	private Exchange.Known known(String to) {
		return this.book.getOrDefault(to, UNKNOWN);
	}

	private synchronized TwilioCall dial(Order order) {
		Exchange.Known known = known(order.to());
		List<Step> steps = switch (known.callee()) {
			case Callee.Answers(Duration _, Duration talks) -> List.of(new Step.Pause(talks));
			case Callee.PicksUp person -> person.steps();
			case Callee.Busy _, Callee.Rejects _, Callee.NoAnswer _ -> List.of();
		};
		Caller party = new Caller(order.to(), "", steps, Map.of(), known.faults());
		TwilioCall call = begin(party, new TwilioCall.Route(order.from(), order.to(), order.url(),
				order.statusCallback(), order.ring(), order.detection(), known.callee()));
		this.placed.tryEmitNext(new TwilioSandboxCall(call));
		return call;
	}

	private TwilioCall begin(Caller party, TwilioCall.Route route) {
		EventLoop loop = this.loops.onClient(true).next();
		TwilioCall call = new TwilioCall(this.exchange, party, route, loop, this.calls::finished);
		this.calls.add(call);
		call.place(() -> this.clocks.computeIfAbsent(loop, FrameClock::new));
		return call;
	}

	/** How many calls there are of which anything is left. */
	public int calls() {
		return this.calls.all().size();
	}

	/**
	 * Ends all calls and closes all connections. Blocks until that is done, a few seconds
	 * at most.
	 */
	@Override
	public void close() {
		Flux.fromIterable(this.calls.all()).flatMap((call) -> call.onLoop(() -> {
			call.end("failed");
			return true;
		}))
			.then(Mono.defer(this.webhookConnections::disposeLater))
			.then(this.mediaConnections.disposeLater())
			.then(this.loops.disposeLater(Duration.ZERO, PATIENCE))
			.block(PATIENCE.multipliedBy(2));
	}

}
