package io.trunkline.speech.cartesia;

import java.net.URI;
import java.util.List;

import io.netty.channel.EventLoop;
import io.trunkline.audio.AudioChunk;
import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.SocketClient;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Listens through either of Cartesia's recognition sockets, one connection per caller.
 */
final class CartesiaRecognizer implements SpeechRecognizer {

	/** Events nobody took: far more than a working call leaves waiting. */
	private static final int MOST_WAITING = 1024;

	private final CartesiaProperties properties;

	private final CartesiaEndpoint endpoint;

	private final Provider provider;

	CartesiaRecognizer(CartesiaProperties properties, CartesiaEndpoint endpoint, Provider provider) {
		this.properties = properties;
		this.endpoint = endpoint;
		this.provider = provider;
	}

	@Override
	public Flux<Hearing> recognize(Flux<AudioChunk> caller) {
		if (!this.properties.apiKey().isSet()) {
			return Flux
				.error(new SpeechException(SpeechException.Kind.UNAUTHORIZED, "trunkline.cartesia.api-key is not set"));
		}
		return Flux.<Hearing>create((sink) -> listen(caller, sink), FluxSink.OverflowStrategy.IGNORE)
			.onBackpressureBuffer(MOST_WAITING)
			.onErrorMap(Exceptions::isOverflow, (overflow) -> new SpeechException(SpeechException.Kind.REJECTED,
					"Nobody takes what was heard", overflow));
	}

	@Override
	public List<String> missing() {
		return this.properties.withoutKey();
	}

	private void listen(Flux<AudioChunk> caller, FluxSink<Hearing> sink) {
		EventLoop loop = SocketClient.loop();
		URI uri = switch (this.properties.stt()) {
			case TURNS -> this.endpoint.turns();
			case MANUAL -> this.endpoint.manual();
		};
		ListeningSession session = new ListeningSession(loop, dialect(), this.properties.deadlines(), this.provider,
				sink, (listener) -> this.endpoint.client().open(uri, this.provider, loop, listener));
		session.start(caller);
	}

	private Dialect dialect() {
		return switch (this.properties.stt()) {
			case TURNS -> new TurnsDialect();
			case MANUAL -> new ManualDialect(new UtteranceGate(this.properties.manual()));
		};
	}

}
