package io.trunkline.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.Transcoding;
import reactor.core.publisher.Flux;

/**
 * Sentences that are always there, in English and in a plain voice, for when no provider
 * is. Read from the class path once, when they are asked for first.
 */
public final class Bundled {

	private static final Duration CHUNK = Duration.ofMillis(200);

	private static final List<Utterance> APOLOGY = load("I am sorry, something is out of order.", "apology.ulaw");

	private static final List<Utterance> ONE_MOMENT = load("One moment, please.", "one-moment.ulaw");

	private Bundled() {
	}

	/** Says sorry for something that does not work: text and sound, at once. */
	public static Flux<Utterance> apology(AudioFormat format) {
		return Flux.fromIterable(APOLOGY).map((part) -> in(format, part));
	}

	/** Asks for patience: text and sound, at once. */
	public static Flux<Utterance> oneMoment(AudioFormat format) {
		return Flux.fromIterable(ONE_MOMENT).map((part) -> in(format, part));
	}

	private static Utterance in(AudioFormat format, Utterance part) {
		return (part instanceof Utterance.Sound(AudioChunk chunk)) ? new Utterance.Sound(Transcoding.of(chunk, format))
				: part;
	}

	/** The file is raw sound in telephone format. */
	private static List<Utterance> load(String text, String file) {
		try (InputStream resource = Objects.requireNonNull(Bundled.class.getResourceAsStream(file), file)) {
			byte[] sound = resource.readAllBytes();
			List<Utterance> utterances = new ArrayList<>(List.of(Utterance.Written.verbatim(text)));
			int step = AudioFormat.TELEPHONE.bytesIn(CHUNK);
			for (int from = 0; from < sound.length; from += step) {
				int to = Math.min(from + step, sound.length);
				utterances.add(new Utterance.Sound(AudioChunk.telephone(Arrays.copyOfRange(sound, from, to))));
			}
			return List.copyOf(utterances);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + " cannot be read from the class path", ex);
		}
	}

}
