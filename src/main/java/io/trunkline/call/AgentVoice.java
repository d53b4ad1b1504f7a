package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.trunkline.call.playback.EarlyReply;
import io.trunkline.call.playback.Playback;
import io.trunkline.call.playback.PlaybackLedger;
import io.trunkline.engine.Bundled;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.telephony.CallLoop;
import io.trunkline.turn.Phrase;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Brings what the engine thinks and says onto the line, one turn at a time, and into the
 * history what was heard of it. Belongs to the call's loop.
 */
final class AgentVoice {

	/** How long a phrase that bridges a silence may take to begin. */
	private static final Duration FILLER_DEADLINE = Duration.ofMillis(200);

	/** The same for the sentence before the call is passed on. */
	private static final Duration LAST_WORDS_DEADLINE = Duration.ofMillis(1500);

	private final Preparation prepared;

	private final Playback playback;

	private final CallLoop loop;

	private final Scheduler scheduler;

	private final CallMeters meters;

	private final Listener listener;

	private final Disposable.Swap reply = Disposables.swap();

	private final Disposable.Swap filler = Disposables.swap();

	/** A reply to what the caller has probably said. */
	private @Nullable EarlyReply early;

	AgentVoice(Preparation prepared, Playback playback, CallLoop loop, Scheduler scheduler, CallMeters meters,
			Listener listener) {
		this.prepared = prepared;
		this.playback = playback;
		this.loop = loop;
		this.scheduler = scheduler;
		this.meters = meters;
		this.listener = listener;
	}

	void greet(int turn) {
		speak(turn, this.prepared.greeting());
	}

	/** Answers the history as it is now. */
	void think(int turn) {
		speak(turn, reply(this.prepared.dialogue().messages(), this.playback::heardOfRound));
	}

	/** Says a stock phrase. The last one before a call is passed on needs no provider. */
	void say(int turn, Phrase phrase) {
		speak(turn, (phrase == Phrase.OUT_OF_ORDER) ? lastWords(phrase) : sentence(phrase));
	}

	/** Says what somebody else has put. */
	void recite(int turn, String sentence) {
		speak(turn, this.prepared.session().say(sentence));
	}

	/** Begins the reply that would follow if the caller had said this and no more. */
	void speculate(String said) {
		List<Message> history = this.prepared.dialogue().messagesAfter(said);
		this.early = new EarlyReply((pace) -> reply(history, pace), this.playback::heardOfRound);
	}

	void discard() {
		if (this.early != null) {
			this.early.discard();
			this.early = null;
			this.meters.speculated(false);
		}
	}

	/** What was begun early is the reply. */
	void release(int turn) {
		EarlyReply begun = Objects.requireNonNull(this.early, "nothing was begun early");
		this.early = null;
		this.meters.speculated(true);
		speak(turn, begun.release());
	}

	/**
	 * Bridges a silence; a phrase that is not there in time is replaced by a bundled one.
	 */
	void fill(Phrase phrase) {
		this.meters.filled();
		Flux<Utterance.Sound> bundled = Bundled.oneMoment(this.playback.format()).ofType(Utterance.Sound.class);
		this.filler.update(sentence(phrase).ofType(Utterance.Sound.class)
			.timeout(this.loop.after(FILLER_DEADLINE), (_) -> Mono.never(), bundled)
			.onErrorResume((_) -> bundled)
			.switchIfEmpty(bundled)
			.publishOn(this.scheduler)
			.subscribe((sound) -> this.playback.fill(sound.chunk())));
	}

	/** Sound of the turn itself is on its way. */
	void stopFilling() {
		this.filler.update(Disposables.disposed());
	}

	void duck() {
		long began = this.loop.nanoTime();
		stopFilling();
		this.playback.duck();
		this.meters.silenced(Duration.ofNanos(this.loop.nanoTime() - began));
	}

	void resume() {
		this.meters.interrupted(false);
		this.playback.resume();
	}

	/** The caller hears nothing more from here on; only then are the requests stopped. */
	Playback.@Nullable Spoken interrupt() {
		Playback.Spoken spoken = this.playback.interrupt();
		this.reply.update(Disposables.disposed());
		if (spoken != null) {
			this.prepared.session().cut(this.playback.heardOfRound());
		}
		return closed(spoken);
	}

	/** The turn was heard to its end. */
	Playback.@Nullable Spoken conclude() {
		return closed(this.playback.conclude());
	}

	/** Lets go of everything. */
	void close() {
		discard();
		this.filler.dispose();
		this.reply.dispose();
		this.playback.release();
	}

	private Playback.@Nullable Spoken closed(Playback.@Nullable Spoken spoken) {
		stopFilling();
		if (spoken != null) {
			this.prepared.dialogue().close(spoken.heard(), spoken.cut());
		}
		return spoken;
	}

	private Flux<Utterance> reply(List<Message> history, Pace pace) {
		return this.prepared.session().reply(history, pace);
	}

	private Flux<Utterance> sentence(Phrase phrase) {
		return this.prepared.session().say(this.prepared.persona().sentence(phrase));
	}

	private Flux<Utterance> lastWords(Phrase phrase) {
		Mono<List<Utterance>> bundled = Bundled.apology(this.playback.format()).collectList();
		return sentence(phrase).collectList()
			.timeout(this.loop.after(LAST_WORDS_DEADLINE), bundled)
			.onErrorResume((_) -> bundled)
			.flatMapIterable((utterances) -> utterances);
	}

	private void speak(int turn, Flux<Utterance> utterances) {
		PlaybackLedger ledger = this.playback.begin(turn);
		this.prepared.dialogue().begin(ledger);
		this.reply.update(utterances.publishOn(this.scheduler)
			.subscribe((utterance) -> spoken(turn, utterance), (cause) -> this.listener.failed(turn, cause),
					() -> complete(turn, ledger)));
	}

	private void spoken(int turn, Utterance utterance) {
		switch (utterance) {
			case Utterance.Written part -> this.playback.write(part);
			case Utterance.Sound(var chunk) -> this.playback.add(chunk);
			case Utterance.Words(var words) -> this.playback.place(words);
			case Utterance.ToolAsked(ToolCall call) -> this.listener.toolAsked(turn, call);
			case Utterance.Reached(var stage, long at) -> this.listener.reached(stage, at);
		}
	}

	private void complete(int turn, PlaybackLedger ledger) {
		boolean silent = ledger.roundSilent();
		this.playback.complete();
		this.listener.complete(turn, silent);
	}

	/** Told what the engine brings forth besides sound, on the loop. */
	interface Listener {

		void reached(Stage stage, long nanoTime);

		void toolAsked(int turn, ToolCall call);

		/** The current round is whole; {@code silent} when it brought no sound. */
		void complete(int turn, boolean silent);

		void failed(int turn, Throwable cause);

	}

}
