package io.trunkline.speech.cartesia;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.speech.Voice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What is said to the text-to-speech socket. */
sealed interface SynthesisRequest {

	/**
	 * Text to speak. The first one with a context id opens that context.
	 *
	 * @param style the same in every message of a context
	 * @param transcript joined verbatim to what came before in the context; may be empty
	 * @param more whether the context gets more text
	 */
	record Generate(@JsonUnwrapped Style style, String contextId, String transcript,
			@JsonProperty("continue") boolean more) implements SynthesisRequest {
	}

	/**
	 * Asks to stop a context. What is being generated comes nevertheless, and nothing
	 * confirms this.
	 */
	record Cancel(String contextId, boolean cancel) implements SynthesisRequest {

		Cancel(String contextId) {
			this(contextId, true);
		}

	}

	/** The text frame for this request. */
	default String encode() {
		return Mapper.JSON.writeValueAsString(this);
	}

	/** How a context sounds. */
	record Style(String modelId, VoiceId voice, OutputFormat outputFormat, String language, long maxBufferDelayMs,
			boolean addTimestamps, boolean useNormalizedTimestamps, @Nullable GenerationConfig generationConfig) {

		/** The agent's voice, with the configured one for what it leaves open. */
		static Style of(Voice voice, CartesiaProperties properties) {
			String id = voice.id().isBlank() ? properties.voiceId() : voice.id();
			String language = voice.language().isBlank() ? properties.language() : voice.language();
			Double speed = properties.speed();
			Double volume = properties.volume();
			return new Style(properties.ttsModel(), VoiceId.of(id, properties.version()),
					OutputFormat.of(voice.format()), language, properties.maxBufferDelay().toMillis(), true, false,
					(speed != null || volume != null) ? new GenerationConfig(speed, volume) : null);
		}

		Duration maxBufferDelay() {
			return Duration.ofMillis(this.maxBufferDelayMs);
		}

	}

	/** A voice, which carried a mode before version 2026-08-14. */
	record VoiceId(@Nullable String mode, String id) {

		static VoiceId of(String id, String version) {
			return new VoiceId((version.compareTo("2026-08-14") < 0) ? "id" : null, id);
		}

	}

	record OutputFormat(String container, String encoding, int sampleRate) {

		static OutputFormat of(AudioFormat format) {
			return new OutputFormat("raw", switch (format.encoding()) {
				case MULAW -> "pcm_mulaw";
				case PCM16 -> "pcm_s16le";
			}, format.sampleRate());
		}

		/** What the sound comes in. */
		AudioFormat format() {
			return new AudioFormat(this.encoding.equals("pcm_mulaw") ? Encoding.MULAW : Encoding.PCM16,
					this.sampleRate);
		}

	}

	record GenerationConfig(@Nullable Double speed, @Nullable Double volume) {
	}

	/** Writes names in snake case and leaves out what is absent. */
	final class Mapper {

		private static final JsonMapper JSON = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
			.build();

		private Mapper() {
		}

	}

}
