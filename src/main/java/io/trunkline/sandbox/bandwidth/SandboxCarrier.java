package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.api.TokenDesk;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.bandwidth.webhook.WebhookClient;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.carrier.CallBook;
import io.trunkline.sandbox.carrier.Network;
import io.trunkline.sandbox.carrier.PhoneBook;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * A carrier with one account. It serves the Voice API, places calls to the account's
 * number and those that its service orders, and opens media sockets as its webhooks'
 * answers tell it to. It has event loops of its own, one of which carries each call. For
 * any number of threads.
 */
public final class SandboxCarrier implements AutoCloseable {

	private final SandboxCarrierOptions options;

	private final InstantSource clock = InstantSource.system();

	private final Network network = new Network("sandbox-carrier");

	private final PhoneBook book = new PhoneBook();

	private final Exchange exchange;

	private final Incoming incoming;

	private final CallDesk desk;

	private final TokenDesk tokens;

	private final CallBook<PhoneCall, Map<String, @Nullable Object>> calls = new CallBook<>();

	private volatile boolean closed;

	public SandboxCarrier(SandboxCarrierOptions options, SandboxVoice voice) {
		this.options = options;
		this.tokens = new TokenDesk(options.client(), options.tokenLifetime(), this.clock);
		this.incoming = new Incoming(new Callback(options.webhookUrl(), options.webhookCredentials()));
		WebhookClient webhooks = new WebhookClient(this.network.webhooks(), options.webhookTimeout());
		this.exchange = new Exchange(this.book, webhooks, this.network.sockets(), voice, this.clock);
		this.desk = new CallDesk(options, this.book, this.calls, this.clock, this::begin);
	}

	/** Adds the Voice API and its token endpoint, below {@code /api}. */
	public void routes(HttpServerRoutes routes) {
		new VoiceApi(this.options, this.tokens, this.calls, this.desk).routes(routes);
	}

	/** Has somebody call the account's number. The call begins soon, and on its own. */
	public SandboxCall call(Caller caller) {
		if (this.closed) {
			throw new IllegalStateException("the carrier is closed");
		}
		Envelope envelope = new Envelope(this.options.accountId(), this.options.applicationId(), Envelope.newCallId(),
				caller.from(), caller.to().isEmpty() ? this.options.number() : caller.to(), "inbound",
				this.clock.instant());
		return new SandboxCall(begin(envelope, caller, this.incoming, Duration.ZERO));
	}

	/**
	 * Fixes what happens when the service calls this number or SIP URI, or transfers a
	 * call to it whose caller does not say otherwise.
	 */
	public void whenCalled(String to, Callee callee) {
		whenCalled(to, callee, CallFaults.NONE);
	}

	/**
	 * Fixes what happens when the service calls this number or SIP URI, and what goes
	 * wrong then; failures of the Voice API begin with the order itself. A number of
	 * which nothing is known rejects each call that the service orders, and answers each
	 * transfer.
	 */
	public void whenCalled(String to, Callee callee, CallFaults faults) {
		this.book.put(to, callee, faults);
	}

	/**
	 * The latest 1,000 calls that the service has ordered, then those to come. A call
	 * whose order was refused is not among them, one whose reply was lost is.
	 */
	public Flux<SandboxCall> placed() {
		return this.calls.ordered().map(SandboxCall::new);
	}

	private PhoneCall begin(Envelope envelope, Caller party, Beginning beginning, Duration delay) {
		EventLoop loop = this.network.next();
		PhoneCall call = new PhoneCall(envelope, party, beginning, this.exchange, loop, this::finished);
		this.calls.add(envelope.callId(), call);
		call.placeIn(delay, () -> this.network.clock(loop));
		return call;
	}

	private void finished(PhoneCall call) {
		this.calls.remember(call.envelope().callId(), call.describe());
		this.calls.finished(call.envelope().callId());
	}

	/** The calls of which anything is left. */
	public List<SandboxCall> calls() {
		return this.calls.active().stream().map(SandboxCall::new).toList();
	}

	/** Answers so many requests for a token with 429 and without a body. */
	public void refuseTokens(int next) {
		this.tokens.refuse(next);
	}

	/** Accepts none of the tokens given out so far, before they expire. */
	public void revokeTokens() {
		this.tokens.revoke();
	}

	/**
	 * Cuts all calls off, tells nobody, and closes all connections. Blocks until that is
	 * done, a few seconds at most.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.network.close(Flux.fromIterable(this.calls.active()).flatMap((call) -> call.onLoop(() -> {
			call.abort();
			return true;
		})));
	}

}
