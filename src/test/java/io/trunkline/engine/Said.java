package io.trunkline.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.audio.AudioChunk;
import io.trunkline.language.ToolCall;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.WordReader;
import io.trunkline.speech.SpokenWord;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What came of a reply or a sentence up to now. */
final class Said {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<Utterance> utterances = new CopyOnWriteArrayList<>();

	private volatile boolean over;

	private volatile @Nullable Throwable failure;

	private @Nullable Disposable saying;

	/** Begins. */
	static Said by(Flux<Utterance> utterances) {
		Said said = new Said();
		said.saying = utterances.subscribe(said.utterances::add, (cause) -> {
			said.failure = cause;
			said.over = true;
		}, () -> said.over = true);
		return said;
	}

	/** All of it; fails if it does not come to its end. */
	static Said whole(Flux<Utterance> utterances) {
		Said said = new Said();
		utterances.doOnNext(said.utterances::add).blockLast(PATIENCE);
		said.over = true;
		return said;
	}

	/** Nobody wants it any more. */
	void stop() {
		if (this.saying != null) {
			this.saying.dispose();
		}
	}

	/** It is complete, or has failed. */
	boolean over() {
		return this.over;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	List<AudioChunk> sound() {
		return all(Utterance.Sound.class).map(Utterance.Sound::chunk).toList();
	}

	Duration length() {
		return sound().stream().map(AudioChunk::duration).reduce(Duration.ZERO, Duration::plus);
	}

	List<SpokenWord> words() {
		return all(Utterance.Words.class).flatMap((part) -> part.words().stream()).toList();
	}

	List<ToolCall> tools() {
		return all(Utterance.ToolAsked.class).map(Utterance.ToolAsked::call).toList();
	}

	String written() {
		return join(Utterance.Written::text);
	}

	/** The same as the voice was given it. */
	String spoken() {
		return join(Utterance.Written::spoken).strip();
	}

	/** The words in the sound. */
	String audible() {
		return heard().stream().map(Heard::word).collect(Collectors.joining(" "));
	}

	/** The same with their places. */
	List<Heard> heard() {
		WordReader reader = new WordReader();
		return sound().stream()
			.flatMap((chunk) -> reader.read(chunk.bytes(), 0, chunk.bytes().length).stream())
			.toList();
	}

	private String join(Function<Utterance.Written, String> text) {
		return all(Utterance.Written.class).map(text).collect(Collectors.joining());
	}

	private <T extends Utterance> Stream<T> all(Class<T> kind) {
		return this.utterances.stream().filter(kind::isInstance).map(kind::cast);
	}

}
