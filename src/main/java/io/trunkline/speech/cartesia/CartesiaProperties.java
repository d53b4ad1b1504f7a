package io.trunkline.speech.cartesia;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Cartesia is and how it is used.
 *
 * @param apiKey the account's key, sent as a bearer token
 * @param voiceId the voice of agents that name none
 * @param url base address; {@code http} makes {@code ws} sockets, {@code https}
 * {@code wss}
 * @param version date of the wire protocol, sent as {@code Cartesia-Version}; from
 * 2026-08-14 on the voice is written differently
 * @param stt who ends the caller's turn: the model ({@code turns}) or our own silence
 * rule ({@code manual})
 * @param sttModel model that listens
 * @param ttsModel model that speaks; pin a snapshot, so that the voice does not change by
 * itself
 * @param language ISO 639-1 code used where an agent names none
 * @param turnStartThreshold 0.5-0.9: a turn starts when its likelihood rises above this
 * @param turnEagerEndThreshold 0.3-0.6: a turn may have ended when its likelihood falls
 * below this; higher fires earlier
 * @param turnEndThreshold 0.05-0.5: a turn has ended when its likelihood falls below
 * this; higher fires earlier
 * @param turnEndTimeout 640-11200 ms of silence that end a turn in any case
 * @param keyterms words to expect in this exact spelling; at most 100, and 1200
 * characters in all
 * @param maxBufferDelay 0-5000 ms for which Cartesia may hold text back to speak more of
 * it at once; 0 suits whole clauses
 * @param speed 0.6-1.5, where 1 is the voice's own; unset leaves it to the voice
 * @param volume 0.5-2.0, where 1 is the voice's own; unset leaves it to the voice
 * @param manual how an utterance is told from silence when {@code stt} is {@code manual}
 * @param maxStt connections that listen at a time, of all calls; one more fails at once
 * @param maxTts connections that speak at a time, of all calls; one more fails at once
 * @param deadlines how long to wait, and for what
 */
@ConfigurationProperties("trunkline.cartesia")
record CartesiaProperties(@DefaultValue("") Secret apiKey, @DefaultValue("") String voiceId,
		@DefaultValue("https://api.cartesia.ai") URI url, @DefaultValue("2026-03-01") String version,
		@DefaultValue("turns") Stt stt, @DefaultValue("ink-2") String sttModel,
		@DefaultValue("sonic-3.5-2026-05-04") String ttsModel, @DefaultValue("en") String language,
		@DefaultValue("0.8") double turnStartThreshold, @DefaultValue("0.5") double turnEagerEndThreshold,
		@DefaultValue("0.25") double turnEndThreshold, @DefaultValue("2000ms") Duration turnEndTimeout,
		@DefaultValue List<String> keyterms, @DefaultValue("0ms") Duration maxBufferDelay, @Nullable Double speed,
		@Nullable Double volume, @DefaultValue Manual manual, @DefaultValue("500") int maxStt,
		@DefaultValue("500") int maxTts, @DefaultValue Deadlines deadlines) {

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	CartesiaProperties {
		keyterms = List.copyOf(keyterms);
		require(List.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null, "url",
				"must be an http or https address", url);
		require(DATE.matcher(version).matches(), "version", "must be a date like 2026-03-01", version);
		between("turn-start-threshold", turnStartThreshold, 0.5, 0.9);
		between("turn-eager-end-threshold", turnEagerEndThreshold, 0.3, 0.6);
		between("turn-end-threshold", turnEndThreshold, 0.05, 0.5);
		require(turnStartThreshold > turnEagerEndThreshold, "turn-start-threshold",
				"must be greater than turn-eager-end-threshold (" + turnEagerEndThreshold + ")", turnStartThreshold);
		require(turnEagerEndThreshold > turnEndThreshold, "turn-eager-end-threshold",
				"must be greater than turn-end-threshold (" + turnEndThreshold + ")", turnEagerEndThreshold);
		between("turn-end-timeout (ms)", turnEndTimeout.toMillis(), 640L, 11200L);
		require(keyterms.size() <= 100, "keyterms", "must be at most 100", keyterms.size());
		int characters = keyterms.stream().mapToInt(String::length).sum();
		require(characters <= 1200, "keyterms", "must have at most 1200 characters in all", characters);
		between("max-buffer-delay (ms)", maxBufferDelay.toMillis(), 0L, 5000L);
		between("max-stt", maxStt, 1, Integer.MAX_VALUE);
		between("max-tts", maxTts, 1, Integer.MAX_VALUE);
		between("speed", (speed != null) ? speed : 1.0, 0.6, 1.5);
		between("volume", (volume != null) ? volume : 1.0, 0.5, 2.0);
	}

	/** The key, if it is missing. */
	List<String> withoutKey() {
		return this.apiKey.isSet() ? List.of() : List.of("trunkline.cartesia.api-key (CARTESIA_API_KEY)");
	}

	private static <T extends Comparable<T>> void between(String setting, T value, T least, T most) {
		require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, setting,
				"must lie between " + least + " and " + most, value);
	}

	private static void require(boolean holds, String setting, String rule, Object value) {
		if (!holds) {
			throw new IllegalArgumentException("trunkline.cartesia." + setting + " " + rule + ", but is " + value);
		}
	}

	/** Who decides that the caller has finished. */
	enum Stt {

		/** Cartesia's turn model; English only. */
		TURNS,
		/** A stretch of silence, measured here. */
		MANUAL

	}

	/**
	 * Tells speech from silence by loudness.
	 *
	 * @param endSilence silence that ends an utterance, measured in the audio's own time
	 * @param detector what counts as silence
	 * @param speechLevel mean absolute 16-bit amplitude (0-32767) from which a frame may
	 * count as speech
	 * @param longest an utterance without such a silence ends after this
	 */
	record Manual(@DefaultValue("700ms") Duration endSilence, @DefaultValue("adaptive") Detector detector,
			@DefaultValue("300") int speechLevel, @DefaultValue("60s") Duration longest) {

		Manual {
			between("manual.end-silence (ms)", endSilence.toMillis(), 100L, 10000L);
			between("manual.speech-level", speechLevel, 1, 32767);
			between("manual.longest (ms)", longest.toMillis(), 5000L, 600000L);
		}

	}

	/** What tells speech from silence. */
	enum Detector {

		/** Whatever reaches the speech level is speech. */
		FIXED,
		/** Speech must stand out from the noise of its line as well. */
		ADAPTIVE

	}

	/**
	 * How long to wait.
	 *
	 * @param connect from the first packet to the accepted WebSocket
	 * @param connected for the recogniser to say that it is ready; afterwards audio is
	 * sent without that
	 * @param firstAudio from the first text of a turn to its first sound, on top of
	 * {@code max-buffer-delay}
	 * @param chunkGap for the next sound, or the end, while some is owed
	 * @param drain for last words after the caller has hung up
	 * @param ping how often a connection is asked for a sign of life
	 * @param pong how long it may take to give one; shorter than {@code ping}
	 */
	record Deadlines(@DefaultValue("3s") Duration connect, @DefaultValue("2s") Duration connected,
			@DefaultValue("1500ms") Duration firstAudio, @DefaultValue("2s") Duration chunkGap,
			@DefaultValue("2s") Duration drain, @DefaultValue("20s") Duration ping,
			@DefaultValue("10s") Duration pong) {

		Deadlines {
			List.of(connect, connected, firstAudio, chunkGap, drain, ping, pong)
				.forEach((deadline) -> require(deadline.isPositive(), "deadlines", "must all be positive", deadline));
			require(pong.compareTo(ping) < 0, "deadlines.pong", "must be shorter than deadlines.ping (" + ping + ")",
					pong);
		}

	}

}
