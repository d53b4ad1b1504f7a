package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.audio.AudioChunk;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.Voice;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Sentences that are said often, as sound. A sentence is rendered by whoever says it
 * first, who hears it while it is rendered; others who come meanwhile wait for that, and
 * speak for themselves when nothing came of it. Shared by all calls.
 */
final class PhraseCache {

	/** In bytes; two hours of speech. */
	private static final int CAPACITY = 64 << 20;

	private static final Duration LONGEST = Duration.ofSeconds(30);

	/** How long to wait for what somebody else renders. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final Cache<Key, List<Speech>> rendered = Caffeine.newBuilder()
		.maximumWeight(CAPACITY)
		.weigher((Key key, List<Speech> speech) -> weight(key, speech))
		.build();

	/** Each ends when its rendering does, whatever came of it. */
	private final Map<Key, Sinks.Empty<Void>> underWay = new ConcurrentHashMap<>();

	/** What is worth keeping; nothing else is. */
	private final Set<Key> expected = ConcurrentHashMap.newKeySet();

	private final Scheduler scheduler;

	PhraseCache(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Says a sentence: from memory, all of it at once, or else with this speaker.
	 * @param spoken as the voice is given it
	 * @return fails as the speaker does, and is cancelled like it
	 */
	Flux<Speech> say(Voice voice, String spoken, Speaker speaker) {
		Key key = new Key(voice, spoken);
		if (!this.expected.contains(key)) {
			return speaker.speak(Flux.just(spoken));
		}
		return Flux.defer(() -> {
			List<Speech> known = this.rendered.getIfPresent(key);
			if (known != null) {
				return Flux.fromIterable(known);
			}
			Sinks.Empty<Void> end = Sinks.empty();
			Sinks.Empty<Void> before = this.underWay.putIfAbsent(key, end);
			if (before != null) {
				return before.asMono()
					.timeout(PATIENCE, Mono.empty(), this.scheduler)
					.thenMany(Flux.defer(() -> knownOrRendered(key, speaker)));
			}
			return render(key, speaker).doFinally((_) -> {
				this.underWay.remove(key, end);
				end.tryEmitEmpty();
			});
		});
	}

	/** This sentence is the same in many calls. */
	void expect(Voice voice, String spoken) {
		this.expected.add(new Key(voice, spoken));
	}

	boolean knows(Voice voice, String spoken) {
		return this.rendered.getIfPresent(new Key(voice, spoken)) != null;
	}

	private Flux<Speech> knownOrRendered(Key key, Speaker speaker) {
		List<Speech> known = this.rendered.getIfPresent(key);
		return (known != null) ? Flux.fromIterable(known) : render(key, speaker);
	}

	private Flux<Speech> render(Key key, Speaker speaker) {
		List<Speech> speech = new ArrayList<>();
		return speaker.speak(Flux.just(key.spoken())).doOnNext(speech::add).doOnComplete(() -> keep(key, speech));
	}

	private void keep(Key key, List<Speech> speech) {
		Duration length = chunks(speech).stream().map(AudioChunk::duration).reduce(Duration.ZERO, Duration::plus);
		if (length.isPositive() && length.compareTo(LONGEST) < 0) {
			this.rendered.put(key, List.copyOf(speech));
		}
	}

	private static int weight(Key key, List<Speech> speech) {
		return 100 * speech.size() + 2 * key.spoken().length()
				+ chunks(speech).stream().mapToInt((chunk) -> chunk.bytes().length).sum();
	}

	private static List<AudioChunk> chunks(List<Speech> speech) {
		return speech.stream()
			.filter(Speech.Audio.class::isInstance)
			.map((part) -> ((Speech.Audio) part).chunk())
			.toList();
	}

	/** The model that speaks is the same for the whole service. */
	private record Key(Voice voice, String spoken) {
	}

}
