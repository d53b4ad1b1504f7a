package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.Transcoding;
import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.realtime.Items.Item;
import io.trunkline.sandbox.voice.Utterance;
import io.trunkline.sandbox.voice.Word;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import tools.jackson.databind.JsonNode;

/**
 * One response as it takes its time: its text as sound and words, then its calls of
 * tools. On the socket's loop.
 */
final class Performance {

	private static final AudioFormat WIDE = new AudioFormat(AudioFormat.Encoding.PCM16, 24_000);

	private final Outlet outlet;

	private final RealtimeOptions options;

	private final Plan plan;

	private final ResponseEvents events;

	private final Runnable end;

	private final Disposable.Swap clock = Disposables.swap();

	private @Nullable Item speaking;

	private int chunks;

	private int told;

	private boolean over;

	/**
	 * Not begun.
	 * @param items where its items go; null if the conversation learns nothing of it
	 * @param end run when it is over, before that is told
	 */
	Performance(Outlet outlet, RealtimeOptions options, Plan plan, @Nullable Items items, Runnable end) {
		this.outlet = outlet;
		this.options = options;
		this.plan = plan;
		this.events = new ResponseEvents(outlet, items, plan.metadata(), plan.spoken());
		this.end = end;
	}

	String id() {
		return this.events.id();
	}

	/** How much sound was made. */
	Duration sounded() {
		return (this.speaking != null) ? Duration.ofMillis(this.speaking.audioMillis) : Duration.ZERO;
	}

	void begin() {
		this.events.created();
		if (this.plan.fault() instanceof RealtimeFault.Fail(String code)) {
			done("failed", "", code);
			return;
		}
		this.clock.update(this.outlet.after(this.plan.firstAudio(), this::speak));
	}

	/** Ends it where it is. */
	void cancel(String reason) {
		if (!this.over) {
			this.clock.dispose();
			if (this.speaking != null) {
				this.events.ended(this.speaking, "incomplete");
			}
			done("cancelled", reason, "");
		}
	}

	/** The socket is gone. */
	void abandon() {
		this.over = true;
		this.clock.dispose();
	}

	private void speak() {
		if (struck()) {
			return;
		}
		if (this.plan.answer().text().isBlank()) {
			call();
			return;
		}
		Item item = Item.message(Outlet.newId("item"), "assistant", "");
		this.speaking = item;
		if (this.plan.spoken()) {
			item.audioMillis = 0;
			item.words = this.plan.sound().words();
			this.events.began(item);
			sound();
		}
		else {
			this.events.began(item);
			item.text = this.plan.answer().text();
			this.events.ended(item, "completed");
			call();
		}
	}

	private void sound() {
		Item item = this.speaking;
		if (item == null || this.over || struck()) {
			return;
		}
		byte[] all = this.plan.sound().muLaw();
		int size = AudioFormat.TELEPHONE.bytesIn(this.options.chunk());
		int from = this.chunks++ * size;
		int to = Math.min(from + size, all.length);
		if (from >= all.length) {
			this.events.ended(item, "completed");
			call();
			return;
		}
		item.audioMillis = to / 8;
		words(item);
		this.events.sounded(item, inFormat(Arrays.copyOfRange(all, from, to)));
		long pause = Math.round(this.options.chunk().toNanos() / this.options.speed());
		this.clock.update(this.outlet.after(Duration.ofNanos(pause), this::sound));
	}

	/** Whether it goes no further. */
	private boolean struck() {
		switch (this.plan.fault()) {
			case RealtimeFault.Close(int after, int code) when this.chunks == after ->
				this.outlet.close(code, "sandbox fault");
			case RealtimeFault.Cut(int after) when this.chunks == after -> this.outlet.cut();
			case RealtimeFault.Stall(int after) when this.chunks == after -> {
			}
			case null, default -> {
				return false;
			}
		}
		return true;
	}

	/** Words run ahead of their sound. */
	private void words(Item item) {
		List<Word> words = item.words;
		for (; this.told < words.size() && words.get(this.told).startMillis() <= item.audioMillis; this.told++) {
			String delta = (this.told == 0 ? "" : " ") + words.get(this.told).text();
			item.text += delta;
			this.events.worded(item, delta);
		}
	}

	private byte[] inFormat(byte[] muLaw) {
		return this.plan.wide() ? Transcoding.of(AudioChunk.telephone(muLaw), WIDE).bytes() : muLaw;
	}

	private void call() {
		for (Answer.Call call : this.plan.answer().calls()) {
			this.events.called(Item.call(Outlet.newId("item"), Outlet.newId("call"), call.tool(), ""),
					call.arguments());
		}
		done("completed", "", "");
	}

	private void done(String status, String reason, String code) {
		this.over = true;
		this.end.run();
		this.events.done(status, reason, code);
	}

	/**
	 * What is performed.
	 *
	 * @param sound of the answer's text
	 * @param firstAudio from the request to the first sound
	 * @param spoken whether with sound; else in writing
	 * @param wide whether the sound is asked for at 24 kHz
	 * @param metadata as the client gave it
	 */
	record Plan(Answer answer, Utterance sound, Duration firstAudio, boolean spoken, boolean wide, JsonNode metadata,
			RealtimeFault.@Nullable AtReply fault) {
	}

}
