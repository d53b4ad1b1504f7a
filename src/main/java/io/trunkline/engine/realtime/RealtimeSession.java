package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.engine.realtime.Round.Ask;
import io.trunkline.language.Message;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * One call's conversation over a connection that may be replaced: before it has lasted as
 * long as the server allows, or after it was lost. State belongs to one event loop.
 *
 * <pre>
 * link     |--- 1 ------------------------------|
 * next                     |- connects, learns -|--- 2 ---
 *                   renew-after            between two turns
 * </pre>
 */
final class RealtimeSession implements EngineSession, Link.Listener {

	private static final Logger log = LoggerFactory.getLogger(RealtimeSession.class);

	/** In utterances: more than the longest answer has. */
	private static final int MOST_WAITING = 16_384;

	/** Connections that may be lost in one call. */
	private static final int MOST_LOST = 3;

	/** Until a connection that could not be replaced in time is tried to be replaced again. */
	private static final Duration RENEW_AGAIN = Duration.ofMinutes(1);

	private static final Duration FRAME = Duration.ofMillis(20);

	private static final Duration CLOSING = Duration.ofSeconds(5);

	private final RealtimeProperties properties;

	private final AudioFormat format;

	private final RealtimeMeters meters;

	private final PhraseMemory phrases;

	private final Function<Agent, Persona> personas;

	private final RealtimeEndpoint endpoint;

	private final EventLoop loop;

	private final HeldAudio audio = new HeldAudio();

	/** Waits for a connection. */
	private final List<Round> pending = new ArrayList<>();

	/** The rounds of the turn that the agent has, the latest last. */
	private final Deque<Round> turn = new ArrayDeque<>();

	private final List<Mono<Void>> leaving = new ArrayList<>();

	private final Disposable.Swap renewal = Disposables.swap();

	private final Disposable.Swap briefing = Disposables.swap();

	/** Preliminary until it is settled. */
	private volatile Persona persona;

	/** Whom it speaks for is known for good. */
	private boolean settled;

	private Link link;

	/** To take over from the link. */
	private @Nullable Link next;

	/** The next link speaks for somebody with another voice: nothing is asked before. */
	private boolean changing;

	private List<Message> history = List.of();

	private @Nullable FluxSink<Hearing> hearing;

	private boolean connectedTold;

	private int links;

	private int asked;

	private int lostBefore;

	/** Sound is held back since the connection did not keep up. */
	private boolean catchingUp;

	private boolean closed;

	private volatile @Nullable RealtimeException lost;

	/**
	 * Connects at once.
	 * @param preliminary whose voice and model are final
	 * @param briefed the agent with its final words
	 */
	RealtimeSession(RealtimeProperties properties, AudioFormat format, RealtimeMeters meters, PhraseMemory phrases,
			Function<Agent, Persona> personas, RealtimeEndpoint endpoint, Agent preliminary, Mono<Agent> briefed) {
		this.properties = properties;
		this.format = format;
		this.meters = meters;
		this.phrases = phrases;
		this.personas = personas;
		this.endpoint = endpoint;
		this.loop = endpoint.loop();
		this.persona = personas.apply(preliminary);
		this.link = open();
		this.briefing.update(briefed.map(personas).subscribe((known) -> now(() -> settle(known))));
	}

	/** It will not serve any more. */
	boolean isLost() {
		return this.lost != null;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return Flux.<Hearing>create((sink) -> {
			now(() -> attach(sink));
			sink.onDispose(caller.subscribe((chunk) -> now(() -> hear(chunk.bytes())), (_) -> sink.complete(),
					sink::complete));
		}, FluxSink.OverflowStrategy.IGNORE).onBackpressureBuffer(MOST_WAITING);
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		return answer((sink) -> {
			if (history.isEmpty() || !(history.getLast() instanceof Message.ToolResult)) {
				this.turn.clear();
			}
			this.history = List.copyOf(history);
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
			return (known != null) ? Flux.fromIterable(known).doOnSubscribe((_) -> now(this::endTurn))
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
		now(() -> become(who));
	}

	/** Turns that were interrupted are cut there as well. */
	@Override
	public void cut(Duration heardOfRound) {
		now(() -> {
			Duration heard = heardOfRound;
			while (!this.turn.isEmpty()) {
				Round latest = this.turn.removeLast();
				if (!heard.isNegative()) {
					this.link.cut(latest.heardUpTo(heard));
					break;
				}
				heard = this.turn.isEmpty() ? heard : heard.plus(this.turn.getLast().length());
			}
			this.turn.clear();
		});
	}

	@Override
	public Mono<Void> close() {
		return Mono.<Void>create((sink) -> now(() -> {
			this.closed = true;
			this.renewal.dispose();
			this.briefing.dispose();
			letGo(this.link);
			if (this.next != null) {
				letGo(this.next);
			}
			sink.onDispose(Mono.when(this.leaving).timeout(CLOSING).onErrorComplete().subscribe((_) -> {
			}, sink::error, sink::success));
		}));
	}

	@Override
	public void ready(Link ready) {
		ready.remember(this.history);
		if (ready == this.link) {
			serve();
		}
		else {
			swapIfQuiet();
		}
	}

	@Override
	public void heard(Link from, List<Hearing> hearings) {
		FluxSink<Hearing> sink = this.hearing;
		if (from == this.link && sink != null) {
			hearings.forEach(sink::next);
		}
		swapIfQuiet();
	}

	@Override
	public void rested(Link which) {
		swapIfQuiet();
	}

	@Override
	public void lost(Link which, RealtimeException why, boolean served) {
		if (this.closed) {
			return;
		}
		log.warn("A Realtime connection ended: {}", why.getMessage());
		if (which == this.next && !this.changing) {
			this.next = null;
			renewAfter(RENEW_AGAIN);
			return;
		}
		if (which == this.next) {
			die(why);
			return;
		}
		heard(which, which.abandon());
		for (Round owed : which.owed()) {
			if (owed.begun()) {
				owed.failed(why);
			}
			else {
				owed.askedAnew();
				this.pending.add(owed);
			}
		}
		if (this.next != null) {
			promote(this.next);
		}
		else if (served && why.kind() == Kind.LOST && this.lostBefore++ < MOST_LOST) {
			this.link = open();
		}
		else {
			die(why);
		}
	}

	private Link open() {
		Link opened = new Link("item_t%d_".formatted(++this.links), this.properties, this.format, this.meters, this,
				(listener) -> this.endpoint.open(this.persona.model(), this.loop, listener));
		if (this.settled) {
			opened.become(this.persona);
		}
		return opened;
	}

	private void settle(Persona known) {
		if (!this.settled) {
			this.settled = true;
			this.persona = known;
			this.link.become(known);
		}
	}

	private void become(Persona who) {
		boolean stays = this.persona.canBecome(who);
		this.settled = true;
		this.persona = who;
		if (this.closed || isLost()) {
			return;
		}
		if (stays && !this.changing) {
			this.link.become(who);
			if (this.next != null) {
				this.next.become(who);
			}
			return;
		}
		if (this.next != null) {
			letGo(this.next);
		}
		this.changing = true;
		this.next = open();
	}

	private void attach(FluxSink<Hearing> sink) {
		this.hearing = sink;
		RealtimeException why = this.lost;
		if (why != null) {
			sink.error(new EngineException(Part.HEARING, why));
		}
		else if (this.link.ready()) {
			tellConnected();
		}
	}

	private void tellConnected() {
		if (!this.connectedTold && this.hearing != null) {
			this.connectedTold = true;
			this.hearing.next(new Hearing.Connected());
		}
	}

	private void hear(byte[] sound) {
		this.audio.add(sound);
		flush();
	}

	private void flush() {
		while (this.link.writable() && !this.audio.isEmpty()) {
			this.link.hear(this.audio.next());
		}
		if (this.link.ready() && !this.audio.isEmpty() && !this.catchingUp) {
			this.catchingUp = true;
			this.loop.schedule(() -> {
				this.catchingUp = false;
				flush();
			}, FRAME.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** The link is ready. */
	private void serve() {
		renewAfter(this.properties.renewAfter());
		tellConnected();
		flush();
		List<Round> due = List.copyOf(this.pending);
		this.pending.clear();
		due.stream().filter((round) -> !round.over()).forEach(this::ask);
	}

	private void renewAfter(Duration age) {
		var timer = this.loop.schedule(this::renew, age.toNanos(), TimeUnit.NANOSECONDS);
		this.renewal.update(() -> timer.cancel(false));
	}

	private void renew() {
		if (this.next == null && !this.closed && !isLost()) {
			this.next = open();
		}
	}

	private void swapIfQuiet() {
		Link ready = this.next;
		if (ready != null && ready.ready() && this.link.quiet()) {
			this.meters.renewed();
			letGo(this.link);
			promote(ready);
		}
	}

	private void promote(Link successor) {
		this.link = successor;
		this.next = null;
		this.changing = false;
		this.turn.clear();
		if (successor.ready()) {
			serve();
		}
	}

	private void die(RealtimeException why) {
		this.lost = why;
		this.renewal.dispose();
		List<Round> due = List.copyOf(this.pending);
		this.pending.clear();
		letGo(this.link);
		due.forEach((round) -> round.failed(why));
		if (this.hearing != null) {
			this.hearing.error(new EngineException(Part.HEARING, why));
		}
	}

	private void letGo(Link old) {
		this.leaving.add(old.gone());
		old.close();
	}

	/** Whatever was said before, the agent now says something else. */
	private void endTurn() {
		this.turn.removeIf(Round::over);
	}

	private Round round(Ask ask, Round.Receiver receiver) {
		return new Round("round_" + ++this.asked, ask, this.format, receiver);
	}

	private Flux<Utterance> answer(Function<FluxSink<Utterance>, Round> asking) {
		return Flux.<Utterance>create((sink) -> now(() -> {
			Round round = asking.apply(sink);
			sink.onCancel(() -> now(() -> cancel(round)));
			ask(round);
		}), FluxSink.OverflowStrategy.IGNORE)
			.onBackpressureBuffer(MOST_WAITING)
			.onErrorMap(Exceptions::isOverflow, (overflow) -> new EngineException(Part.SPEAKING, overflow));
	}

	private void ask(Round round) {
		RealtimeException why = this.lost;
		if (why != null) {
			round.failed(why);
		}
		else if (this.link.ready() && !this.changing) {
			this.link.ask(round);
		}
		else {
			this.pending.add(round);
			swapIfQuiet();
		}
	}

	private void cancel(Round round) {
		this.pending.remove(round);
		this.link.cancel(round);
	}

	/** Tasks from one thread keep their order. */
	private void now(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

}
