package io.trunkline.sandbox.voice;

import java.util.Random;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.audio.MuLaw;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Speaks English with the words hidden in the lowest bits of the sound, so that whoever
 * receives the sound knows exactly what was heard. For any number of threads.
 */
public final class SandboxVoice {

	private static final int SAMPLES_PER_MILLI = 8;

	private static final int COUGH = 9000;

	private static final int BEEP = 8000;

	/** Spoken before is spoken for nothing; 32 MB is an hour of speech. */
	private final Cache<String, Utterance> spoken = Caffeine.newBuilder()
		.maximumWeight(32 << 20)
		.weigher((String text, Utterance utterance) -> text.length() + utterance.muLaw().length)
		.build();

	/**
	 * Speaks a text. Never fails: letters that the voice does not know are murmured, and
	 * blank text is no sound at all. Blocks for some 10 ms per sentence, the first time
	 * for about a second.
	 * @return the speech; a word per blank-separated piece of the text, only a piece of
	 * more than 200 bytes makes several
	 */
	public Utterance say(String text) {
		return this.spoken.get(text, Narration::of);
	}

	/**
	 * Speaks a text without blocking the subscriber: at once when it was spoken before,
	 * else on {@link Schedulers#boundedElastic()}.
	 */
	public Mono<Utterance> speak(String text) {
		return Mono.defer(() -> {
			Utterance known = this.spoken.getIfPresent(text);
			return (known != null) ? Mono.just(known)
					: Mono.fromCallable(() -> say(text)).subscribeOn(Schedulers.boundedElastic());
		});
	}

	/** A clear tone of 1 kHz, in mu-law. */
	public byte[] beep(int millis) {
		byte[] muLaw = new byte[millis * SAMPLES_PER_MILLI];
		for (int i = 0; i < muLaw.length; i++) {
			muLaw[i] = MuLaw.encode((int) Math.round(BEEP * Math.sin(2 * Math.PI * i / SAMPLES_PER_MILLI)));
		}
		return muLaw;
	}

	/** A loud noise without words, in mu-law. */
	public byte[] cough(int millis) {
		Random noise = new Random(millis);
		byte[] muLaw = new byte[millis * SAMPLES_PER_MILLI];
		for (int i = 0; i < muLaw.length; i++) {
			muLaw[i] = MuLaw.encode(noise.nextInt(2 * COUGH) - COUGH);
		}
		return muLaw;
	}

}
