package io.trunkline.engine.realtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.Utterance;
import org.jspecify.annotations.Nullable;

/**
 * Sentences that agents say in every call, as the model said them first: the same voice,
 * without the wait. Shared by all calls, for any number of threads.
 */
final class PhraseMemory {

	/** In bytes. */
	private static final int CAPACITY = 64 << 20;

	private final Cache<Key, List<Utterance>> said = Caffeine.newBuilder()
		.maximumWeight(CAPACITY)
		.weigher((Key key, List<Utterance> utterances) -> weight(key, utterances))
		.build();

	/** What is the same in each call; nothing else is kept. */
	private final Set<String> expected = ConcurrentHashMap.newKeySet();

	/**
	 * Keeps these sentences once they were said.
	 * @param agents as they are defined, so that nothing of a single call is kept
	 */
	void expect(List<Agent> agents) {
		agents.stream()
			.filter((agent) -> agent.engine() == Agent.Engine.REALTIME)
			.flatMap((agent) -> agent.fixedSentences().stream())
			.forEach(this.expected::add);
	}

	@Nullable List<Utterance> find(Persona who, String sentence, AudioFormat format) {
		return this.said.getIfPresent(new Key(who.model(), who.voice(), sentence, format));
	}

	void keep(Persona who, String sentence, AudioFormat format, List<Utterance> utterances) {
		if (this.expected.contains(sentence)) {
			this.said.put(new Key(who.model(), who.voice(), sentence, format), List.copyOf(utterances));
		}
	}

	private static int weight(Key key, List<Utterance> utterances) {
		return key.sentence().length() + utterances.stream()
			.mapToInt((one) -> (one instanceof Utterance.Sound(var chunk)) ? chunk.bytes().length + 64 : 64)
			.sum();
	}

	private record Key(String model, String voice, String sentence, AudioFormat format) {
	}

}
