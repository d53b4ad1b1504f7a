package io.trunkline.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpokenWord;
import io.trunkline.telephony.VirtualCallLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An engine whose caller and model are played by the test: it hears what it is told,
 * answers what it was given, and speaks 100 ms of sound a word.
 */
public final class FakeSession implements EngineSession {

	public static final Duration WORD = Duration.ofMillis(100);

	private final List<Duration> cuts = new ArrayList<>();

	private final VirtualCallLoop loop;

	private final Sinks.Many<Hearing> heard = Sinks.many().unicast().onBackpressureBuffer();

	private final Deque<Flux<Utterance>> answers = new ArrayDeque<>();

	private final List<List<Message>> histories = new ArrayList<>();

	private final List<List<Message>> summarised = new ArrayList<>();

	private final Disposable.Swap listening = Disposables.swap();

	private final Sinks.One<Agent.Engine> fallenBack = Sinks.one();

	private Mono<String> summary = Mono.just("They talked.");

	private @Nullable Flux<Utterance> phrase;

	private int cancelled;

	private String became = "";

	private boolean closed;

	public FakeSession(VirtualCallLoop loop) {
		this.loop = loop;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		this.listening.update(caller.subscribe());
		return this.heard.asFlux();
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		this.histories.add(history);
		Flux<Utterance> answer = this.answers.isEmpty() ? Flux.never() : this.answers.poll();
		return answer.doOnCancel(() -> this.cancelled++);
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return (this.phrase != null) ? this.phrase : spoken(sentence);
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		this.summarised.add(beginning);
		return this.summary;
	}

	@Override
	public void become(Agent agent) {
		this.became = agent.name();
	}

	@Override
	public Mono<Agent.Engine> fallenBack() {
		return this.fallenBack.asMono();
	}

	@Override
	public Mono<Void> close() {
		return Mono.fromRunnable(() -> {
			this.listening.dispose();
			this.closed = true;
		});
	}

	/** The recogniser notices this now. */
	public void hear(Hearing hearing) {
		this.heard.tryEmitNext(hearing).orThrow();
		this.loop.runDue();
	}

	/** The caller says this, from the first sound to the verdict that it is all. */
	public void hear(String said) {
		hear(new Hearing.TurnStarted());
		hear(new Hearing.TurnUpdated(said));
		hear(new Hearing.TurnEnded(said));
	}

	/** The recogniser fails. */
	public void deafen() {
		this.heard.tryEmitError(new IllegalStateException("the line to the recogniser broke")).orThrow();
		this.loop.runDue();
	}

	/** The engine is lost, and another one goes on. */
	public void fallBack(Agent.Engine other) {
		this.fallenBack.tryEmitValue(other).orThrow();
		this.loop.runDue();
	}

	/** What comes of any stock phrase; nothing has them said as they are. */
	public void phrase(@Nullable Flux<Utterance> utterances) {
		this.phrase = utterances;
	}

	/** The next reply. */
	public void answer(Flux<Utterance> utterances) {
		this.answers.add(utterances);
	}

	/** The next reply, with tool calls behind its text. */
	public void answer(String text, ToolCall... calls) {
		Flux<Utterance> tools = Flux.fromArray(calls).map(Utterance.ToolAsked::new);
		answer(text.isEmpty() ? tools : spoken(text).concatWith(tools));
	}

	/** What each reply was asked with. */
	public List<List<Message>> histories() {
		return this.histories;
	}

	/** What each summary was asked of. */
	public List<List<Message>> summarised() {
		return this.summarised;
	}

	/** What comes of the next summaries. */
	public void summary(Mono<String> newSummary) {
		this.summary = newSummary;
	}

	/** Where what was said was interrupted. */
	public List<Duration> cuts() {
		return this.cuts;
	}

	@Override
	public void cut(Duration heardOfRound) {
		this.cuts.add(heardOfRound);
	}

	/** The agent that took over; empty if none did. */
	public String became() {
		return this.became;
	}

	public int cancelled() {
		return this.cancelled;
	}

	public boolean isClosed() {
		return this.closed;
	}

	/** Text with its sound and the places of its words. */
	public static Flux<Utterance> spoken(String text) {
		String[] words = text.strip().split(" ");
		List<SpokenWord> places = new ArrayList<>();
		for (int at = 0; at < words.length; at++) {
			places.add(new SpokenWord(words[at], WORD.multipliedBy(at), WORD.multipliedBy(at + 1L)));
		}
		byte[] sound = new byte[words.length * 800];
		Arrays.fill(sound, (byte) 7);
		return Flux.just(Utterance.Written.verbatim(text), new Utterance.Words(places),
				new Utterance.Sound(AudioChunk.telephone(sound)));
	}

}
