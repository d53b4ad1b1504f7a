package io.trunkline.engine.realtime;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The speech-to-speech socket. Used by agents whose engine is {@code realtime}, and by no
 * others.
 *
 * @param apiKey sent as a bearer token
 * @param url where the socket is, without its query
 * @param model used by agents that name none
 * @param voice used by agents that name none
 * @param transcriptionModel what writes down the caller's words; one that writes while
 * the caller speaks lets a barge-in be judged by its words
 * @param vad who finds the caller's turns
 * @param serverVad how {@code server} tells speech from silence
 * @param eagerness how soon {@code semantic} takes a turn for finished
 * @param idle so long a silence makes the server speak of it, 5-30 s; what it would say
 * is not played, since the agent's own patience decides; unset never
 * @param maxOutputTokens the longest answer, 1-4096; unset leaves it to the model
 * @param renewAfter a connection is replaced when it is so old, between two turns; the
 * server ends it after 60 minutes
 * @param fallback whether a call goes on with recogniser, model and synthesiser when the
 * socket fails for good
 * @param maxSessions sockets at a time, of all calls; one more fails at once
 * @param deadlines how long to wait, and for what
 */
@ConfigurationProperties("trunkline.realtime")
record RealtimeProperties(@DefaultValue("") Secret apiKey, @DefaultValue("wss://api.openai.com/v1/realtime") URI url,
		@DefaultValue("gpt-realtime-2.1") String model, @DefaultValue("marin") String voice,
		@DefaultValue("gpt-realtime-whisper") String transcriptionModel, @DefaultValue("server") Vad vad,
		@DefaultValue ServerVad serverVad, @DefaultValue("auto") Eagerness eagerness, @Nullable Duration idle,
		@Nullable Integer maxOutputTokens, @DefaultValue("50m") Duration renewAfter,
		@DefaultValue("true") boolean fallback, @DefaultValue("500") int maxSessions,
		@DefaultValue Deadlines deadlines) {

	RealtimeProperties {
		require(List.of("ws", "wss").contains(String.valueOf(url.getScheme())) && url.getHost() != null
				&& url.getRawQuery() == null, "url", "must be a ws or wss address without a query", url);
		require(!model.isBlank(), "model", "must not be empty", model);
		require(!voice.isBlank(), "voice", "must not be empty", voice);
		require(!transcriptionModel.isBlank(), "transcription-model", "must not be empty", transcriptionModel);
		if (idle != null) {
			between("idle (ms)", idle.toMillis(), 5000L, 30000L);
			require(vad == Vad.SERVER, "idle", "is known to vad=server only", idle);
		}
		if (maxOutputTokens != null) {
			between("max-output-tokens", maxOutputTokens, 1, 4096);
		}
		require(renewAfter.isPositive() && renewAfter.toMinutes() < 60, "renew-after",
				"must be positive and shorter than 60m", renewAfter);
		between("max-sessions", maxSessions, 1, Integer.MAX_VALUE);
	}

	/** What is not set, though no session begins without it. */
	List<String> missing() {
		return this.apiKey.isSet() ? List.of() : List.of("trunkline.realtime.api-key (OPENAI_API_KEY)");
	}

	private static <T extends Comparable<T>> void between(String setting, T value, T least, T most) {
		require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, setting,
				"must lie between " + least + " and " + most, value);
	}

	private static void require(boolean holds, String setting, String rule, Object value) {
		if (!holds) {
			throw new IllegalArgumentException("trunkline.realtime." + setting + " " + rule + ", but is " + value);
		}
	}

	/** Who finds the caller's turns. */
	enum Vad {

		/** Silence. */
		SERVER,
		/** A model that knows whether a sentence is complete. */
		SEMANTIC

	}

	/** How soon a turn counts as finished. */
	enum Eagerness {

		/** After at most 8 s. */
		LOW,
		/** After at most 4 s. */
		MEDIUM,
		/** After at most 2 s. */
		HIGH,
		/** As the vendor thinks best. */
		AUTO;

		String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * How speech is told from silence.
	 *
	 * @param threshold 0-1: how loud speech must be
	 * @param prefix sound before the beginning of speech that still belongs to it
	 * @param silence so much of it ends a turn
	 */
	record ServerVad(@DefaultValue("0.5") double threshold, @DefaultValue("300ms") Duration prefix,
			@DefaultValue("500ms") Duration silence) {

		ServerVad {
			between("server-vad.threshold", threshold, 0.0, 1.0);
			between("server-vad.prefix (ms)", prefix.toMillis(), 0L, 5000L);
			between("server-vad.silence (ms)", silence.toMillis(), 100L, 10000L);
		}

	}

	/**
	 * How long to wait.
	 *
	 * @param connect from the first packet to the accepted WebSocket
	 * @param ready from there until the server has taken our settings
	 * @param transcription from the end of the caller's turn to its words; then the reply
	 * begins without them
	 * @param cancelled for a cancelled reply to end
	 * @param ping how often a connection is asked for a sign of life
	 * @param pong how long it may take to give one; shorter than {@code ping}
	 */
	record Deadlines(@DefaultValue("3s") Duration connect, @DefaultValue("3s") Duration ready,
			@DefaultValue("1500ms") Duration transcription, @DefaultValue("2s") Duration cancelled,
			@DefaultValue("20s") Duration ping, @DefaultValue("10s") Duration pong) {

		Deadlines {
			List.of(connect, ready, transcription, cancelled, ping, pong)
				.forEach((deadline) -> require(deadline.isPositive(), "deadlines", "must all be positive", deadline));
			require(pong.compareTo(ping) < 0, "deadlines.pong", "must be shorter than deadlines.ping (" + ping + ")",
					pong);
		}

	}

}
