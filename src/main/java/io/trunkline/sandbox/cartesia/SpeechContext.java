package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.sandbox.voice.Utterance;
import io.trunkline.sandbox.voice.Word;
import reactor.core.Disposable;
import reactor.core.Disposables;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks what is put into one context, in order. With a buffer delay of 0 each piece is
 * spoken as it comes and acknowledged by {@code flush_done}; otherwise text is held until
 * there is much of it, time is up, or no more follows.
 */
final class SpeechContext {

	private static final int SAMPLES_PER_MILLI = 8;

	/** So many characters are enough to speak before time is up. */
	private static final int ENOUGH = 250;

	private final SpeechRequest first;

	private final Line line;

	private final SandboxVoice voice;

	private final CartesiaOptions.Speaking speaking;

	private final Predicate<String> fails;

	private final Runnable ended;

	private final Deque<Piece> pieces = new ArrayDeque<>();

	private final StringBuilder held = new StringBuilder();

	private Disposable holding = Disposables.disposed();

	private Disposable expiry = Disposables.disposed();

	private int flushId = 1;

	private long spokenSamples;

	private boolean begun;

	private boolean busy;

	private boolean inputEnded;

	private boolean cancelled;

	SpeechContext(SpeechRequest first, Line line, SandboxVoice voice, VoicePart part, Runnable ended) {
		this.first = first;
		this.line = line;
		this.voice = voice;
		this.speaking = part.speaking();
		this.fails = part.fails();
		this.ended = ended;
	}

	/** Whether no more input is taken. */
	boolean isInputEnded() {
		return this.inputEnded;
	}

	/** Whether a piece repeats the fields of the first one. */
	boolean fits(SpeechRequest request) {
		return this.first.shape().equals(request.shape());
	}

	void accept(SpeechRequest request) {
		this.expiry.dispose();
		this.inputEnded = !request.continues();
		this.held.append(request.transcript());
		boolean atOnce = this.first.maxBufferDelayMillis() == 0;
		if (request.flush() || (atOnce && !request.transcript().isEmpty())) {
			release(true);
		}
		else if (this.inputEnded || this.held.length() >= ENOUGH) {
			release(false);
		}
		else if (!this.held.isEmpty() && this.holding.isDisposed()) {
			this.holding = this.line.after(Duration.ofMillis(this.first.maxBufferDelayMillis()), () -> {
				release(false);
				next();
			});
		}
		next();
	}

	/** Drops what has not begun; what is being spoken goes on to its end. */
	void cancel() {
		this.pieces.clear();
		this.held.setLength(0);
		this.holding.dispose();
		this.inputEnded = true;
		this.cancelled = true;
		next();
	}

	private void release(boolean acknowledged) {
		this.holding.dispose();
		if (acknowledged || !this.held.isEmpty()) {
			this.pieces.add(new Piece(this.held.toString(), this.flushId, acknowledged));
			this.flushId += acknowledged ? 1 : 0;
			this.held.setLength(0);
		}
	}

	private void next() {
		if (this.busy) {
			return;
		}
		Piece piece = this.pieces.poll();
		if (piece != null && this.fails.test(piece.text())) {
			this.line.refuse(new Refusal(500, null, "Sandbox fault", "This error was asked for"),
					this.first.contextId());
			this.ended.run();
		}
		else if (piece != null) {
			this.busy = true;
			Duration wait = this.begun ? Duration.ZERO : this.speaking.firstChunk();
			this.begun = true;
			this.line.after(wait,
					() -> this.line.await(this.voice.speak(piece.text()), (utterance) -> speak(piece, utterance, 0)));
		}
		else if (this.inputEnded) {
			end();
		}
		else if (this.spokenSamples > 0) {
			this.expiry.dispose();
			this.expiry = this.line.after(this.speaking.expiry(), this.ended);
		}
	}

	private void speak(Piece piece, Utterance utterance, int from) {
		int to = Math.min(from + millisOf(this.speaking.chunk()) * SAMPLES_PER_MILLI, utterance.muLaw().length);
		if (from < to && !(send(chunk(piece, utterance, from, to)) && sendWords(piece, utterance, from, to))) {
			this.ended.run();
			return;
		}
		if (to < utterance.muLaw().length) {
			Duration pause = Duration.ofNanos(Math.round(this.speaking.chunk().toNanos() / this.speaking.speed()));
			this.line.after(pause, () -> speak(piece, utterance, to));
			return;
		}
		this.spokenSamples += to;
		if (piece.acknowledged()) {
			send(message("flush_done").put("flush_done", true).put("flush_id", piece.flushId()));
		}
		this.busy = false;
		next();
	}

	private void end() {
		if (!this.cancelled || this.speaking.doneAfterCancel()) {
			send(message("done").put("done", true));
		}
		this.ended.run();
	}

	private boolean send(ObjectNode message) {
		this.line.stir();
		return this.line.send(message);
	}

	private ObjectNode chunk(Piece piece, Utterance utterance, int from, int to) {
		byte[] audio = this.first.sound(Arrays.copyOfRange(utterance.muLaw(), from, to));
		return message("chunk").put("step_time", 20.0)
			.put("flush_id", piece.flushId())
			.put("data", Base64.getEncoder().encodeToString(audio));
	}

	/** A word's times come with the audio in which it begins. */
	private boolean sendWords(Piece piece, Utterance utterance, int from, int to) {
		List<Word> words = utterance.words()
			.stream()
			.filter((word) -> within(word.startMillis() * SAMPLES_PER_MILLI, from, to))
			.toList();
		if (!this.first.timestamps() || words.isEmpty()) {
			return true;
		}
		ObjectNode message = message("timestamps").put("flush_id", piece.flushId());
		ObjectNode times = message.putObject("word_timestamps");
		ArrayNode texts = times.putArray("words");
		ArrayNode starts = times.putArray("start");
		ArrayNode ends = times.putArray("end");
		long before = this.spokenSamples / SAMPLES_PER_MILLI;
		for (Word word : words) {
			texts.add(word.text());
			starts.add((before + word.startMillis()) / 1000.0);
			ends.add((before + word.endMillis()) / 1000.0);
		}
		return send(message);
	}

	private ObjectNode message(String type) {
		return JsonMapper.shared()
			.createObjectNode()
			.put("type", type)
			.put("context_id", this.first.contextId())
			.put("status_code", 206)
			.put("done", false);
	}

	private static boolean within(int sample, int from, int to) {
		return sample >= from && sample < to;
	}

	private static int millisOf(Duration duration) {
		return Math.toIntExact(duration.toMillis());
	}

	/**
	 * Text to speak in one go.
	 *
	 * @param acknowledged whether {@code flush_done} follows
	 */
	private record Piece(String text, int flushId, boolean acknowledged) {
	}

}
