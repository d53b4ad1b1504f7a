package io.trunkline.sandbox.cartesia;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

import io.trunkline.audio.MuLaw;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One piece of input for a context.
 *
 * @param shape every field that has to be the same in all pieces of a context
 */
record SpeechRequest(String contextId, String transcript, boolean continues, boolean flush, int maxBufferDelayMillis,
		boolean timestamps, ObjectNode shape) {

	/** From this version on a voice is an id, and {@code locale} exists. */
	private static final String PLAIN_VOICES = "2026-08-14";

	private static final Set<String> ENCODINGS = Set.of("pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw");

	private static final Set<Integer> RATES = Set.of(8000, 16000, 22050, 24000, 44100, 48000);

	/** Each is about one field; versions are dates, which compare as text. */
	private static final List<Rule> RULES = List.of(
			rule("context_id must be a text", (request, version) -> isText(request.path("context_id"))),
			new Rule(new Refusal(400, "model_not_found", "Model not found", "model_id must name a sonic model"),
					(request, version) -> request.path("model_id").asString("").startsWith("sonic")),
			rule("transcript must be a text", (request, version) -> request.path("transcript").isString()),
			rule("voice must be an id in the shape of the version",
					(request, version) -> isVoice(request.path("voice"), version)),
			rule("output_format.container must be raw",
					(request, version) -> request.at("/output_format/container").asString("").equals("raw")),
			rule("output_format.encoding must be one of " + ENCODINGS,
					(request, version) -> ENCODINGS.contains(request.at("/output_format/encoding").asString(""))),
			rule("output_format.sample_rate must be one of " + RATES,
					(request, version) -> RATES.contains(request.at("/output_format/sample_rate").asInt(0))),
			rule("the sandbox speaks pcm_mulaw at 8000 and pcm_s16le at 8000, 16000 and 24000 only",
					(request, version) -> isSpoken(request.at("/output_format/encoding").asString(""),
							request.at("/output_format/sample_rate").asInt(0))),
			rule("continue, flush and add_timestamps must be booleans",
					(request, version) -> List.of("continue", "flush", "add_timestamps")
						.stream()
						.map(request::path)
						.allMatch((flag) -> isAbsent(flag) || flag.isBoolean())),
			rule("max_buffer_delay_ms must be an integer from 0 to 5000", (request, version) -> isWithin(
					request.path("max_buffer_delay_ms"), 0, 5000)
					&& (isAbsent(request.path("max_buffer_delay_ms")) || request.path("max_buffer_delay_ms").isInt())),
			rule("language and locale exclude each other",
					(request, version) -> isAbsent(request.path("language")) || isAbsent(request.path("locale"))),
			rule("locale needs version " + PLAIN_VOICES,
					(request, version) -> isAbsent(request.path("locale")) || version.compareTo(PLAIN_VOICES) >= 0),
			rule("generation_config.speed must be 0.6 to 1.5",
					(request, version) -> isWithin(request.at("/generation_config/speed"), 0.6, 1.5)),
			rule("generation_config.volume must be 0.5 to 2.0",
					(request, version) -> isWithin(request.at("/generation_config/volume"), 0.5, 2.0)));

	/** Why this cannot be spoken, or {@code null}. */
	static @Nullable Refusal refuse(JsonNode request, String version) {
		return RULES.stream()
			.filter((rule) -> !rule.kept().test(request, version))
			.map(Rule::refusal)
			.findFirst()
			.orElse(null);
	}

	/** Reads a request that is not to be refused. */
	static SpeechRequest of(ObjectNode request) {
		ObjectNode shape = request.deepCopy().without(List.of("context_id", "transcript", "continue", "flush"));
		return new SpeechRequest(request.path("context_id").asString(), request.path("transcript").asString(),
				request.path("continue").asBoolean(false), request.path("flush").asBoolean(false),
				request.path("max_buffer_delay_ms").asInt(3000), request.path("add_timestamps").asBoolean(false),
				shape);
	}

	/** Which voice is to speak. */
	String voiceId() {
		JsonNode voice = this.shape.path("voice");
		return voice.isString() ? voice.asString() : voice.path("id").asString("");
	}

	/**
	 * Its sound in the format that was asked for, made of what a telephone line carries.
	 */
	byte[] sound(byte[] muLaw) {
		if (this.shape.at("/output_format/encoding").asString("").equals("pcm_mulaw")) {
			return muLaw;
		}
		int factor = this.shape.at("/output_format/sample_rate").asInt(8000) / 8000;
		ByteBuffer samples = ByteBuffer.allocate(2 * factor * muLaw.length).order(ByteOrder.LITTLE_ENDIAN);
		for (byte code : muLaw) {
			for (int again = 0; again < factor; again++) {
				samples.putShort(MuLaw.decode(code));
			}
		}
		return samples.array();
	}

	private static boolean isSpoken(String encoding, int rate) {
		return (encoding.equals("pcm_mulaw") && rate == 8000)
				|| (encoding.equals("pcm_s16le") && Set.of(8000, 16000, 24000).contains(rate));
	}

	private static boolean isVoice(JsonNode voice, String version) {
		boolean plain = version.compareTo(PLAIN_VOICES) >= 0;
		if (voice.isString()) {
			return plain && isText(voice);
		}
		String mode = voice.path("mode").asString("");
		return isText(voice.path("id")) && (mode.isEmpty() || (!plain && mode.equals("id")));
	}

	private static boolean isText(JsonNode node) {
		return node.isString() && !node.asString().isBlank();
	}

	private static boolean isAbsent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

	private static boolean isWithin(JsonNode node, double least, double most) {
		return isAbsent(node) || (node.isNumber() && node.asDouble() >= least && node.asDouble() <= most);
	}

	private static Rule rule(String message, BiPredicate<JsonNode, String> kept) {
		return new Rule(Refusal.badRequest(message), kept);
	}

	private record Rule(Refusal refusal, BiPredicate<JsonNode, String> kept) {
	}

}
