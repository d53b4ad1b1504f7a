package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.Ending;
import io.trunkline.provider.socket.LoopTimers;
import io.trunkline.provider.socket.ProviderSocket;
import io.trunkline.provider.socket.SocketClient;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpeechException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * The voice of one call: one connection, and on it a context per turn. State belongs to
 * the event loop chosen when the call began.
 */
final class CartesiaSpeaker implements Speaker, ProviderSocket.Listener {

	private static final Logger log = LoggerFactory.getLogger(CartesiaSpeaker.class);

	/** Messages nobody took, about a minute and a half of sound. */
	private static final int MOST_WAITING = 4096;

	private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);

	private final CartesiaEndpoint endpoint;

	private final EventLoop loop = SocketClient.loop();

	private final LoopTimers timers = new LoopTimers(this.loop);

	private final SynthesisRequest.Style style;

	private final CartesiaProperties properties;

	private final Provider provider;

	private final String name = UUID.randomUUID().toString();

	private final Set<SpokenTurn> turns = new LinkedHashSet<>();

	/** Who is meant by a context id. Whatever comes for another one is of the past. */
	private final Map<String, SpokenTurn> contexts = new HashMap<>();

	private @Nullable ProviderSocket socket;

	private boolean connectedBefore;

	private boolean open;

	private boolean closed;

	private int contextsBegun;

	CartesiaSpeaker(CartesiaEndpoint endpoint, SynthesisRequest.Style style, CartesiaProperties properties,
			Provider provider) {
		this.endpoint = endpoint;
		this.style = style;
		this.properties = properties;
		this.provider = provider;
	}

	/** Connects ahead of the first turn. */
	void open() {
		if (usable() == null) {
			this.timers.now(this::connect);
		}
	}

	@Override
	public Flux<Speech> speak(Flux<String> pieces) {
		return Flux
			.<Speech>create((sink) -> this.timers.now(() -> begin(pieces, sink)), FluxSink.OverflowStrategy.IGNORE)
			.onBackpressureBuffer(MOST_WAITING)
			.onErrorMap(Exceptions::isOverflow,
					(overflow) -> new SpeechException(Kind.REJECTED, "Nobody takes what is spoken", overflow));
	}

	@Override
	public Mono<Void> close() {
		return Mono.<Void>create((sink) -> this.timers.now(() -> {
			Mono<Void> gone = hangUp();
			sink.onCancel(gone.subscribe((_) -> {
			}, sink::error, sink::success));
		})).timeout(LONGEST_GOODBYE, Mono.empty());
	}

	@Override
	public void opened() {
		if (this.socket != null) {
			this.socket.succeeded();
		}
		reconnected(true);
		this.connectedBefore = true;
		this.open = true;
		List.copyOf(this.turns).forEach(SpokenTurn::proceed);
	}

	@Override
	public void received(ByteBuf json) {
		switch (SynthesisEvent.decode(json)) {
			case SynthesisEvent.OfContext event -> {
				SpokenTurn turn = this.contexts.get(event.contextId());
				if (turn != null) {
					noteSuccess(event);
					turn.received(event);
				}
			}
			case SynthesisEvent.Failed(var context, var refusal) -> refused(context, CartesiaErrors.refused(refusal));
			case SynthesisEvent.Unrecognised(var type) -> log.debug("Passed over a speech event of type {}", type);
		}
	}

	@Override
	public void closed(Ending ending) {
		lost(CartesiaErrors.ended(ending));
	}

	/** Those who wait for a connection, or speak over this one, lose by its end. */
	private void lost(SpeechException why) {
		List<SpokenTurn> losers = List.copyOf(this.open ? this.contexts.values() : this.turns);
		if (!this.open) {
			reconnected(false);
			this.provider.met(why.kind());
		}
		else if (!losers.isEmpty()) {
			CartesiaErrors.count(this.provider, why);
		}
		if (!this.open || !losers.isEmpty()) {
			log.warn("Speech connection lost: {}", why.getMessage());
		}
		this.socket = null;
		this.open = false;
		losers.forEach((turn) -> turn.lost(why));
	}

	/** Whether text can be sent now; if not, a connection is on its way. */
	boolean ready() {
		if (this.socket == null) {
			connect();
		}
		return this.open;
	}

	/** Names a new context of this turn. */
	String begin(SpokenTurn turn) {
		String context = this.name + "-" + ++this.contextsBegun;
		this.contexts.put(context, turn);
		return context;
	}

	void write(SynthesisRequest request) {
		if (this.socket != null) {
			this.socket.write(request.encode());
		}
	}

	/** Whatever still comes for this context is dropped. */
	void forget(String context) {
		this.contexts.remove(context);
	}

	void ended(SpokenTurn turn) {
		this.turns.remove(turn);
	}

	/**
	 * Streams can stop without a word; then nothing on the connection is to be trusted.
	 */
	void stalled() {
		if (this.socket != null) {
			this.socket.close();
			lost(new SpeechException(Kind.RETRYABLE, "Cartesia took too long to speak"));
		}
	}

	/** Of the loop to which everything here belongs. */
	LoopTimers timers() {
		return this.timers;
	}

	private void begin(Flux<String> pieces, FluxSink<Speech> sink) {
		SpeechException unusable = usable();
		if (unusable != null) {
			sink.error(unusable);
			return;
		}
		SpokenTurn turn = new SpokenTurn(this, this.style, this.properties.deadlines(), sink);
		this.turns.add(turn);
		sink.onCancel(() -> this.timers.now(turn::cancel));
		ready();
		turn.start(pieces);
	}

	private void refused(String context, SpeechException why) {
		SpokenTurn turn = this.contexts.get(context);
		if (turn != null) {
			CartesiaErrors.count(this.provider, why);
			turn.refused(why);
		}
		else if (context.isEmpty()) {
			CartesiaErrors.count(this.provider, why);
			List.copyOf(this.contexts.values()).forEach((each) -> each.lost(why));
		}
	}

	private void noteSuccess(SynthesisEvent.OfContext event) {
		if (event instanceof SynthesisEvent.Done) {
			this.provider.succeeded();
		}
	}

	private void connect() {
		this.socket = this.endpoint.client().open(this.endpoint.speech(), this.provider, this.loop, this);
	}

	private void reconnected(boolean restored) {
		if (this.connectedBefore) {
			this.provider.reconnected(restored);
		}
	}

	private Mono<Void> hangUp() {
		this.closed = true;
		List.copyOf(this.turns).forEach((turn) -> turn.abandon(noLonger()));
		if (this.socket == null) {
			return Mono.empty();
		}
		this.socket.close();
		return this.socket.gone();
	}

	private @Nullable SpeechException usable() {
		if (this.closed) {
			return noLonger();
		}
		if (!this.properties.apiKey().isSet()) {
			return new SpeechException(Kind.UNAUTHORIZED, "trunkline.cartesia.api-key is not set");
		}
		if (this.style.voice().id().isBlank()) {
			return new SpeechException(Kind.REJECTED,
					"The agent names no voice and trunkline.cartesia.voice-id is not set");
		}
		return null;
	}

	private static SpeechException noLonger() {
		return new SpeechException(Kind.REJECTED, "The speaker is closed");
	}

}
