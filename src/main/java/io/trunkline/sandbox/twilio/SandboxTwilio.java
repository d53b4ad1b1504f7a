package io.trunkline.sandbox.twilio;

import java.time.Duration;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.carrier.CallBook;
import io.trunkline.sandbox.carrier.Network;
import io.trunkline.sandbox.carrier.PhoneBook;
import io.trunkline.sandbox.voice.SandboxVoice;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * A carrier with one account. It serves the API of calls, places calls to the account's
 * number and those that its service orders, and opens media sockets as TwiML tells it to.
 * It has event loops of its own, one of which carries each call. For any number of
 * threads.
 */
public final class SandboxTwilio implements AutoCloseable {

	private final TwilioOptions options;

	private final Network network = new Network("sandbox-twilio");

	private final PhoneBook book = new PhoneBook();

	private final CallBook<TwilioCall, CallSheet> calls = new CallBook<>();

	private final Exchange exchange;

	public SandboxTwilio(TwilioOptions options, SandboxVoice voice) {
		this.options = options;
		SignedWebhooks webhooks = new SignedWebhooks(this.network.webhooks(), options.authToken());
		this.exchange = new Exchange(options, webhooks, this.network.sockets(), voice, this.book);
	}

	/** Adds the API of calls, below {@code /2010-04-01}. */
	public void routes(HttpServerRoutes routes) {
		new CallsResource(this.options, this.calls, this::dial, this::faults).routes(routes);
	}

	/** Has somebody call the account's number. The call begins soon, and on its own. */
	public TwilioSandboxCall call(Caller caller) {
		var route = new Route(caller.from(), caller.to().isEmpty() ? this.options.number() : caller.to(),
				this.options.voiceUrl(), this.options.statusUrl(), Duration.ZERO, null, null);
		return new TwilioSandboxCall(begin(caller, route));
	}

	/**
	 * Fixes what happens when the service calls this number, or transfers a call to it.
	 */
	public void whenCalled(String to, Callee callee, CallFaults faults) {
		this.book.put(to, callee, faults);
	}

	/** The latest calls that the service has ordered, then those to come. */
	public Flux<TwilioSandboxCall> placed() {
		return this.calls.ordered().map(TwilioSandboxCall::new);
	}

	private CallFaults faults(String to) {
		return this.book.find(to).map(PhoneBook.Entry::faults).orElse(CallFaults.NONE);
	}

	private TwilioCall dial(Order order) {
		Callee callee = this.book.find(order.to()).map(PhoneBook.Entry::callee).orElse(Callee.NOBODY);
		Caller party = new Caller(order.to(), "", Callee.steps(callee), Map.of(), faults(order.to()));
		TwilioCall call = begin(party, new Route(order.from(), order.to(), order.url(), order.statusCallback(),
				order.ring(), order.detection(), callee));
		this.calls.order(call);
		return call;
	}

	private TwilioCall begin(Caller party, Route route) {
		EventLoop loop = this.network.next();
		TwilioCall call = new TwilioCall(this.exchange, party, route, loop,
				(finished) -> this.calls.finished(finished.callSid()));
		this.calls.remember(call.callSid(), call.sheet());
		this.calls.add(call.callSid(), call);
		call.place(() -> this.network.clock(loop));
		return call;
	}

	/** How many calls there are of which anything is left. */
	public int calls() {
		return this.calls.active().size();
	}

	/**
	 * Ends all calls and closes all connections. Blocks until that is done, a few seconds
	 * at most.
	 */
	@Override
	public void close() {
		this.network.close(Flux.fromIterable(this.calls.active()).flatMap((call) -> call.onLoop(() -> {
			call.end("failed");
			return true;
		})));
	}

}
