package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpokenWord;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
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

	/** Pieces asked for ahead of what could be sent. */
	private static final int AHEAD = 16;

	private final CartesiaSpeaker speaker;

	private final EventLoop loop;

	private final SynthesisRequest.Style style;

	private final CartesiaProperties.Deadlines deadlines;

	private final FluxSink<Speech> sink;

	private final Pieces pieces = new Pieces();

	private final Deque<String> unsent = new ArrayDeque<>();

	/** Blank text speaks nothing by itself, so it goes along with the next piece. */
	private String blanks = "";

	private boolean allReceived;

	private boolean proceeding;

	private boolean over;

	private @Nullable SpeechContext context;

	private @Nullable ScheduledFuture<?> watch;

	/** When the watch looks again, in nanoseconds. */
	private long watchAt;

	private long bytesSpoken;

	private int losses;

	SpokenTurn(CartesiaSpeaker speaker, EventLoop loop, SynthesisRequest.Style style,
			CartesiaProperties.Deadlines deadlines, FluxSink<Speech> sink) {
		this.speaker = speaker;
		this.loop = loop;
		this.style = style;
		this.deadlines = deadlines;
		this.sink = sink;
	}

	void start(Flux<String> text) {
		text.subscribe(this.pieces);
	}

	/** Sends what can be sent; to be called whenever that may have changed. */
	void proceed() {
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		while (takesText() && !this.unsent.isEmpty() && this.speaker.ready()) {
			say(this.unsent.remove());
			this.pieces.request(1);
		}
		this.proceeding = false;
		if (takesText() && this.unsent.isEmpty() && this.allReceived) {
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
				this.unsent.addFirst(rest);
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
		this.pieces.cancel();
		this.unsent.clear();
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
			this.watch = this.loop.schedule(() -> watch(watched), left, TimeUnit.NANOSECONDS);
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
		if (this.watch != null) {
			this.watch.cancel(false);
		}
	}

	private static SpokenWord later(SpokenWord word, Duration start) {
		return new SpokenWord(word.text(), word.start().plus(start), word.end().plus(start));
	}

	/** Brings the text onto the loop. */
	private final class Pieces extends BaseSubscriber<String> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(AHEAD);
		}

		@Override
		protected void hookOnNext(String piece) {
			SpokenTurn.this.speaker.onLoop(() -> take(piece));
		}

		@Override
		protected void hookOnComplete() {
			SpokenTurn.this.speaker.onLoop(() -> {
				SpokenTurn.this.allReceived = true;
				proceed();
			});
		}

		@Override
		protected void hookOnError(Throwable cause) {
			SpokenTurn.this.speaker.onLoop(() -> abandon(cause));
		}

		private void take(String piece) {
			String text = SpokenTurn.this.blanks + piece;
			if (text.isBlank()) {
				SpokenTurn.this.blanks = text;
				request(1);
			}
			else {
				SpokenTurn.this.blanks = "";
				SpokenTurn.this.unsent.add(text);
				proceed();
			}
		}

	}

}
