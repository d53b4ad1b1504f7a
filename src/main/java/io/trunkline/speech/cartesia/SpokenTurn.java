package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpokenWord;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * One turn while it is spoken. Its text goes to one context as long as it keeps coming; a
 * pause ends that context before Cartesia does, and the next piece opens another one:
 *
 * <pre>
 * text     A B             (pause)              C
 * context  |--- 1 --- last sound -- 600 ms -| end  |--- 2
 * </pre>
 *
 * Text that comes between an end and its {@code done} waits, so that sound stays in
 * order. When a context or its connection is lost, another one says what is left, from
 * the first word whose sound had not come. State belongs to the speaker's event loop;
 * text may come from elsewhere.
 */
final class SpokenTurn {

	/** Of contexts, after which a turn fails; the first one while nothing was heard. */
	private static final int MOST_LOSSES = 2;

	private final CartesiaSpeaker speaker;

	private final SynthesisRequest.Style style;

	private final CartesiaProperties.Deadlines deadlines;

	private final FluxSink<Speech> sink;

	private final UnsaidText unsaid;

	private boolean proceeding;

	private boolean over;

	private @Nullable SpeechContext context;

	private final Disposable.Swap watch = Disposables.swap();

	/** When the watch looks again, in nanoseconds. */
	private long watchAt;

	private long bytesSpoken;

	private int losses;

	SpokenTurn(CartesiaSpeaker speaker, SynthesisRequest.Style style, CartesiaProperties.Deadlines deadlines,
			FluxSink<Speech> sink) {
		this.speaker = speaker;
		this.style = style;
		this.deadlines = deadlines;
		this.sink = sink;
		this.unsaid = new UnsaidText(speaker.timers(), this::proceed, this::abandon);
	}

	void start(Flux<String> text) {
		text.subscribe(this.unsaid);
	}

	/** Sends what can be sent; to be called whenever that may have changed. */
	void proceed() {
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		while (takesText() && !this.unsaid.isEmpty() && this.speaker.ready()) {
			say(this.unsaid.next());
			this.unsaid.request(1);
		}
		this.proceeding = false;
		if (takesText() && this.unsaid.isOver()) {
			if (this.context == null) {
				complete();
			}
			else {
				end(this.context, SpeechContext.End.COMPLETE);
			}
		}
	}

	void received(SynthesisEvent.OfContext event) {
		SpeechContext speaking = this.context;
		if (speaking == null) {
			return;
		}
		switch (event) {
			case SynthesisEvent.Chunk chunk -> sound(speaking, chunk.audio());
			case SynthesisEvent.Timestamps timestamps -> time(speaking, timestamps.words());
			case SynthesisEvent.Done done -> {
				if (speaking.end() != SpeechContext.End.NONE) {
					done(speaking);
				}
			}
			case SynthesisEvent.FlushDone flushed -> {
			}
		}
	}

	/**
	 * A context that had said everything when it got its end may have expired by then.
	 */
	void refused(SpeechException why) {
		if (this.context != null && this.context.end() == SpeechContext.End.PAUSE
				&& why.kind() == SpeechException.Kind.REJECTED) {
			done(this.context);
		}
		else {
			lost(why);
		}
	}

	/** The context is gone, or the connection that was to carry it. */
	void lost(SpeechException why) {
		boolean again = why.kind() == SpeechException.Kind.RETRYABLE
				&& this.losses < ((this.bytesSpoken > 0) ? MOST_LOSSES : 1);
		if (this.over || !again) {
			fail(why);
			return;
		}
		this.losses++;
		SpeechContext broken = this.context;
		if (broken != null) {
			forget(broken);
			String rest = broken.script().unspoken(broken.sound());
			if (!rest.isBlank()) {
				this.unsaid.sayAgain(rest);
			}
		}
		proceed();
	}

	void fail(Throwable why) {
		if (!this.over) {
			finish();
			this.sink.error(why);
		}
	}

	/** Stops what goes on at the other side. */
	void cancel() {
		if (this.context != null) {
			this.speaker.write(new SynthesisRequest.Cancel(this.context.id()));
		}
		finish();
	}

	/** Stops what goes on at the other side, and fails. */
	void abandon(Throwable why) {
		if (!this.over) {
			cancel();
			this.sink.error(why);
		}
	}

	private boolean takesText() {
		return !this.over && (this.context == null || this.context.end() == SpeechContext.End.NONE);
	}

	private void say(String text) {
		long now = System.nanoTime();
		if (this.context == null) {
			AudioFormat format = this.style.outputFormat().format();
			this.context = new SpeechContext(this.speaker.begin(this), format, format.durationOf(this.bytesSpoken), now,
					this.deadlines.firstAudio().plus(this.style.maxBufferDelay()), this.deadlines.chunkGap());
			watch(this.context);
		}
		this.context.wrote(now);
		this.context.script().add(text);
		this.speaker.write(new SynthesisRequest.Generate(this.style, this.context.id(), text, true));
	}

	private void end(SpeechContext ending, SpeechContext.End why) {
		ending.ended(why, System.nanoTime());
		this.speaker.write(new SynthesisRequest.Generate(this.style, ending.id(), "", false));
	}

	private void sound(SpeechContext speaking, byte[] received) {
		byte[] audio = speaking.whole(received);
		if (audio.length > 0) {
			this.bytesSpoken += audio.length;
			speaking.sounded(System.nanoTime(), audio.length);
			if (speaking.dueAt() - this.watchAt < 0) {
				watch(speaking);
			}
			this.sink.next(new Speech.Audio(new AudioChunk(this.style.outputFormat().format(), audio)));
			tell(speaking, speaking.script().heard(speaking.sound()));
		}
	}

	/** Words wait for their sound: what is lost before it is said by another context. */
	private void time(SpeechContext speaking, List<SpokenWord> words) {
		speaking.script().time(words);
		tell(speaking, speaking.script().heard(speaking.sound()));
	}

	private void tell(SpeechContext speaking, List<SpokenWord> words) {
		if (!words.isEmpty()) {
			this.sink.next(new Speech.Words(words.stream().map((word) -> later(word, speaking.start())).toList()));
		}
	}

	private void done(SpeechContext ended) {
		tell(ended, ended.script().rest());
		forget(ended);
		proceed();
	}

	private void complete() {
		finish();
		this.sink.complete();
	}

	private void finish() {
		this.over = true;
		this.unsaid.drop();
		if (this.context != null) {
			forget(this.context);
		}
		this.speaker.ended(this);
	}

	private void forget(SpeechContext past) {
		this.speaker.forget(past.id());
		this.context = null;
		unwatch();
	}

	/** Looks again when the context would be due if nothing happened until then. */
	private void watch(SpeechContext watched) {
		unwatch();
		this.watchAt = watched.dueAt();
		long left = this.watchAt - System.nanoTime();
		if (left > 0) {
			this.watch.update(this.speaker.timers().after(Duration.ofNanos(left), () -> watch(watched)));
		}
		else if (watched.idle()) {
			end(watched, SpeechContext.End.PAUSE);
			watch(watched);
		}
		else {
			this.speaker.stalled();
		}
	}

	private void unwatch() {
		this.watch.update(Disposables.disposed());
	}

	private static SpokenWord later(SpokenWord word, Duration start) {
		return new SpokenWord(word.text(), word.start().plus(start), word.end().plus(start));
	}

}
