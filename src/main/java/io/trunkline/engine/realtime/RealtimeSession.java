package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.netty.channel.EventLoop;
import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.realtime.Round.Ask;
import io.trunkline.language.Message;
import io.trunkline.provider.socket.LoopTimers;
import io.trunkline.provider.socket.SocketClient;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * One call's part of the engine: what is asked of it and told by it, whichever connection
 * carries that. State belongs to one event loop.
 */
final class RealtimeSession implements EngineSession, Connections.Owner {

	/** In utterances: more than the longest answer has. */
	private static final int MOST_WAITING = 16_384;

	private final AudioFormat format;

	private final PhraseMemory phrases;

	private final Function<Agent, Persona> personas;

	private final LoopTimers loop;

	private final Connections connections;

	/** The rounds of the turn that the agent has, the latest last. */
	private final Deque<Round> turn = new ArrayDeque<>();

	private final Disposable.Swap briefing = Disposables.swap();

	/** Its voice; read from any thread. */
	private volatile Persona persona;

	private @Nullable FluxSink<Hearing> hearing;

	private boolean connectedTold;

	private boolean closed;

	private int asked;

	/**
	 * Connects at once.
	 * @param preliminary whose voice and model are final
	 * @param briefed the agent with its final words
	 */
	RealtimeSession(RealtimeProperties properties, AudioFormat format, RealtimeMeters meters, PhraseMemory phrases,
			Function<Agent, Persona> personas, RealtimeEndpoint endpoint, Agent preliminary, Mono<Agent> briefed) {
		this.format = format;
		this.phrases = phrases;
		this.personas = personas;
		EventLoop shared = SocketClient.loop();
		this.loop = new LoopTimers(shared);
		this.persona = personas.apply(preliminary);
		this.connections = new Connections(properties, format, meters, endpoint, shared, this.persona, this);
		this.loop.now(this.connections::start);
		this.briefing
			.update(briefed.map(personas).subscribe((known) -> this.loop.now(() -> this.connections.settle(known))));
	}

	/** It will not serve any more. */
	boolean isLost() {
		return this.connections.lost() != null;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return Flux.<Hearing>create((sink) -> {
			this.loop.now(() -> attach(sink));
			sink.onDispose(caller.subscribe((chunk) -> this.loop.now(() -> this.connections.hear(chunk.bytes())),
					(_) -> sink.complete(), sink::complete));
		}, FluxSink.OverflowStrategy.IGNORE).onBackpressureBuffer(MOST_WAITING);
	}

	/** Sound comes as fast as the server makes it; there is no way to hold it back. */
	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		return answer((sink) -> {
			if (history.isEmpty() || !(history.getLast() instanceof Message.ToolResult)) {
				this.turn.clear();
			}
			this.connections.remember(history);
			Round round = round(new Ask.Reply(history), new Answer(sink, this.format));
			this.turn.addLast(round);
			return round;
		});
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		if (sentence.isBlank()) {
			return Flux.empty();
		}
		return Flux.defer(() -> {
			Persona who = this.persona;
			List<Utterance> known = this.phrases.find(who, sentence, this.format);
			return (known != null) ? Flux.fromIterable(known).doOnSubscribe((_) -> this.loop.now(this::endTurn))
					: answer((sink) -> {
						endTurn();
						return round(Asides.reading(sentence), new Reading(sentence, sink, this.format,
								(said) -> this.phrases.keep(who, sentence, this.format, said)));
					});
		});
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return answer((sink) -> round(Asides.summary(beginning), new Answer(sink, this.format)))
			.ofType(Utterance.Written.class)
			.map(Utterance.Written::text)
			.collect(Collectors.joining());
	}

	@Override
	public void become(Agent agent) {
		Persona who = this.personas.apply(agent);
		this.persona = who;
		this.loop.now(() -> this.connections.become(who));
	}

	/** Looks for the round that was being heard, from the latest one back. */
	@Override
	public void cut(Duration heardOfRound) {
		this.loop.now(() -> {
			Duration heard = heardOfRound;
			while (!this.turn.isEmpty()) {
				Round latest = this.turn.removeLast();
				if (!heard.isNegative()) {
					this.connections.cut(latest.heardUpTo(heard));
					break;
				}
				heard = this.turn.isEmpty() ? heard : heard.plus(this.turn.getLast().length());
			}
			this.turn.clear();
		});
	}

	@Override
	public Mono<Void> close() {
		return Mono.create((sink) -> this.loop.now(() -> {
			this.closed = true;
			this.briefing.dispose();
			if (this.hearing != null) {
				this.hearing.complete();
			}
			sink.onDispose(this.connections.close().subscribe((_) -> {
			}, sink::error, sink::success));
		}));
	}

	@Override
	public void connected() {
		if (!this.connectedTold && this.hearing != null) {
			this.connectedTold = true;
			this.hearing.next(new Hearing.Connected());
		}
	}

	@Override
	public void heard(List<Hearing> hearings) {
		FluxSink<Hearing> sink = this.hearing;
		if (sink != null) {
			hearings.forEach(sink::next);
		}
	}

	@Override
	public void moved() {
		this.turn.clear();
	}

	@Override
	public void lost(RealtimeException why) {
		if (this.hearing != null) {
			this.hearing.error(new EngineException(Part.HEARING, why));
		}
	}

	private void attach(FluxSink<Hearing> sink) {
		this.hearing = sink;
		RealtimeException why = this.connections.lost();
		if (this.closed) {
			sink.complete();
		}
		else if (why != null) {
			lost(why);
		}
		else if (this.connections.ready()) {
			connected();
		}
	}

	/** What the agent says now belongs to another turn. */
	private void endTurn() {
		this.turn.removeIf(Round::over);
	}

	private Round round(Ask ask, Round.Receiver receiver) {
		return new Round("round_" + ++this.asked, ask, this.format, receiver);
	}

	private Flux<Utterance> answer(Function<FluxSink<Utterance>, Round> asking) {
		return Flux.<Utterance>create((sink) -> this.loop.now(() -> {
			Round round = asking.apply(sink);
			sink.onCancel(() -> this.loop.now(() -> this.connections.cancel(round)));
			this.connections.ask(round);
		}), FluxSink.OverflowStrategy.IGNORE)
			.onBackpressureBuffer(MOST_WAITING)
			.onErrorMap(Exceptions::isOverflow, (overflow) -> new EngineException(Part.SPEAKING, overflow));
	}

}
