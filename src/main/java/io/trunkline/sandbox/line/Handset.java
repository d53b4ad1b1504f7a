package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.audio.AudioFormat;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.sandbox.voice.Utterance;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Somebody at a telephone: what he hears and says, and the steps that he takes. All
 * methods belong to one event loop unless they say otherwise.
 */
public final class Handset implements CallerScript.Phone {

	private final Journal journal;

	private final Line line;

	private final SandboxVoice voice;

	private final EventLoop loop;

	private final Streams streams;

	private final Owner owner;

	private final List<Step> steps;

	private final Map<String, Utterance> utterances = new HashMap<>();

	private final CallerScript script;

	private final StringBuilder keysHeard = new StringBuilder();

	private boolean prepared;

	public Handset(List<Step> steps, Streams streams, Journal journal, SandboxVoice voice, EventLoop loop,
			Owner owner) {
		this.journal = journal;
		this.line = new Line(streams, journal);
		this.voice = voice;
		this.loop = loop;
		this.streams = streams;
		this.owner = owner;
		this.steps = steps;
		this.script = new CallerScript(steps, this.utterances, this);
	}

	/**
	 * Finds the sound of all that is going to be said; until then no step is taken. On
	 * any thread.
	 * @param then runs on the loop
	 */
	public Disposable prepare(Runnable then) {
		Mono<Map<String, Utterance>> spoken = Flux.fromIterable(this.steps)
			.ofType(Step.Say.class)
			.map(Step.Say::text)
			.distinct()
			.concatMap((text) -> this.voice.speak(text).map((said) -> Map.entry(text, said)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
		return spoken.subscribe((utterances) -> this.loop.execute(() -> {
			this.utterances.putAll(utterances);
			this.prepared = true;
			then.run();
		}));
	}

	/**
	 * Moves 20 ms of sound, and does what is due.
	 * @param connected whether there is anything to be heard yet
	 */
	public void beat(boolean connected) {
		this.line.beat(connected);
		if (connected && this.prepared) {
			this.script.beat();
		}
	}

	/**
	 * Speaks a text of a document.
	 * @param then runs when it has been heard
	 */
	public Disposable speak(String text, Runnable then) {
		this.journal.add(new CallEvent.SentenceSpoken(this.journal.now(), text));
		Disposable.Swap speaking = Disposables.swap();
		speaking.replace(this.voice.speak(text).map(Utterance::muLaw).subscribe((muLaw) -> this.loop.execute(() -> {
			if (!speaking.isDisposed()) {
				speaking.replace(play(muLaw, then));
			}
		})));
		return speaking;
	}

	private Disposable play(byte[] muLaw, Runnable then) {
		this.line.prompts().offer(muLaw);
		Duration length = AudioFormat.TELEPHONE.durationOf(muLaw.length).plusMillis(2L * FrameClock.FRAME_MILLIS);
		Disposable end = OnLoop.after(this.loop, length, then);
		return () -> {
			end.dispose();
			this.line.prompts().clear();
		};
	}

	/** Keys that the service has sent come out here; pauses between them do not. */
	public void hearKeys(String keys) {
		String tones = keys.replaceAll("[wW,]", "");
		this.keysHeard.append(tones);
		this.journal.add(new CallEvent.KeysHeard(this.journal.now(), tones));
	}

	@Override
	public String keysHeard() {
		return this.keysHeard.toString();
	}

	@Override
	public Journal journal() {
		return this.journal;
	}

	@Override
	public Line line() {
		return this.line;
	}

	@Override
	public byte[] cough(Duration length) {
		return this.voice.cough((int) length.toMillis());
	}

	@Override
	public byte[] beep(Duration length) {
		return this.voice.beep((int) length.toMillis());
	}

	@Override
	public void press(char digit) {
		this.owner.press(digit);
	}

	@Override
	public void hangUp() {
		this.owner.hangUp();
	}

	@Override
	public void dropSockets() {
		this.streams.reset();
	}

	@Override
	public void closeSockets() {
		this.streams.close();
	}

	@Override
	public boolean isTransferred() {
		return this.owner.isTransferred();
	}

	/** What lies between the telephone and the service. */
	public interface Streams extends Line.Streams {

		/** Breaks all connections as a failing network does. */
		void reset();

		/** Closes all sockets without announcing it. */
		void close();

	}

	/** The leg of a call at whose end the telephone is. */
	public interface Owner {

		/** Whoever holds the handset presses a key. */
		void press(char digit);

		/** Whoever holds the handset ends the call. */
		void hangUp();

		/** Whether a transfer has connected him with somebody. */
		boolean isTransferred();

	}

}
