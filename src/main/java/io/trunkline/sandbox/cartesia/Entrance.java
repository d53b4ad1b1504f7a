package io.trunkline.sandbox.cartesia;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/** Decides whether a socket may be opened. */
final class Entrance {

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	/** The first one whose shapes are spoken here. */
	private static final String OLDEST = "2026-03-01";

	private static final Set<String> ENCODINGS = Set.of("pcm_s16le", "pcm_s32le", "pcm_f16le", "pcm_f32le", "pcm_mulaw",
			"pcm_alaw");

	private static final Set<String> MANUAL_MODELS = Set.of("ink-2", "ink-whisper", "ink-whisper-2025-06-04");

	private static final List<Rule> HEARING = List.of(
			rule("model is required", (query) -> query.first("model") != null),
			rule("encoding is required: one of " + ENCODINGS, (query) -> ENCODINGS.contains(text(query, "encoding"))),
			rule("sample_rate is required: samples per second",
					(query) -> query.first("sample_rate") != null
							&& query.isNumber("sample_rate", (rate) -> rate == Math.rint(rate) && rate > 0)),
			rule("keyterm: at most 100 terms and 1200 characters",
					(query) -> query.all("keyterm").size() <= 100
							&& String.join("", query.all("keyterm")).length() <= 1200),
			rule("the sandbox hears pcm_mulaw at 8000 only", (query) -> text(query, "encoding").equals("pcm_mulaw")
					&& query.isNumber("sample_rate", (rate) -> rate == 8000)));

	private static final List<Rule> TURNS = List.of(
			new Rule(new Refusal(400, "model_not_found", "Model not found", "model must be ink-2"),
					(query) -> text(query, "model").equals("ink-2")),
			rule("turn thresholds must be numbers",
					(query) -> Stream.of("turn_start_threshold", "turn_eager_end_threshold", "turn_end_threshold")
						.allMatch((name) -> query.isNumber(name, (any) -> true))),
			rule("turn_end_timeout_ms must be an integer",
					(query) -> query.isNumber("turn_end_timeout_ms", (millis) -> millis == Math.rint(millis))));

	private static final List<Rule> MANUAL = List.of(
			new Rule(new Refusal(400, "model_not_found", "Model not found", "model must be one of " + MANUAL_MODELS),
					(query) -> MANUAL_MODELS.contains(text(query, "model"))),
			rule("ink-2 understands language en only",
					(query) -> !text(query, "model").equals("ink-2") || query.first("language") == null
							|| text(query, "language").equals("en")),
			rule("min_volume must be 0 to 1",
					(query) -> query.isNumber("min_volume", (volume) -> volume >= 0 && volume <= 1)));

	private final String apiKey;

	Entrance(String apiKey) {
		this.apiKey = apiKey;
	}

	/** Why this upgrade is refused, or {@code null}. */
	@Nullable Refusal refuse(CartesiaEndpoint endpoint, HttpHeaders headers, Query query) {
		Refusal refusal = refuseCaller(headers, query);
		return (refusal != null) ? refusal
				: rules(endpoint).filter((rule) -> !rule.kept().test(query))
					.map(Rule::refusal)
					.findFirst()
					.orElse(null);
	}

	/** The version that counts: the query wins over the header. */
	static String version(HttpHeaders headers, Query query) {
		String asked = query.first("cartesia_version");
		return (asked != null) ? asked : headers.get("Cartesia-Version", "");
	}

	private @Nullable Refusal refuseCaller(HttpHeaders headers, Query query) {
		String key = key(headers, query);
		if (key.isBlank() || !(this.apiKey.isEmpty() || key.equals(this.apiKey))) {
			return Refusal.unauthorized(key.isBlank() ? "An API key or access token is required" : "Invalid API key");
		}
		String version = version(headers, query);
		if (!DATE.matcher(version).matches()) {
			return Refusal.badRequest("Cartesia-Version must be a date, YYYY-MM-DD");
		}
		if (version.compareTo(OLDEST) < 0) {
			return Refusal.badRequest("The sandbox speaks Cartesia-Version " + OLDEST + " and later");
		}
		return headers.containsValue("Upgrade", "websocket", true) ? null
				: Refusal.badRequest("This endpoint is a WebSocket");
	}

	private static String key(HttpHeaders headers, Query query) {
		String bearer = headers.get("Authorization", "");
		return Stream
			.of(bearer.startsWith("Bearer ") ? bearer.substring(7) : "", headers.get("X-API-Key", ""),
					text(query, "access_token"), text(query, "api_key"))
			.filter((key) -> !key.isBlank())
			.findFirst()
			.orElse("");
	}

	private static Stream<Rule> rules(CartesiaEndpoint endpoint) {
		return switch (endpoint) {
			case TURNS -> Stream.of(HEARING, TURNS).flatMap(List::stream);
			case MANUAL -> Stream.of(HEARING, MANUAL).flatMap(List::stream);
			case SPEECH -> Stream.empty();
		};
	}

	private static Rule rule(String message, Predicate<Query> kept) {
		return new Rule(Refusal.badRequest(message), kept);
	}

	private static String text(Query query, String name) {
		String value = query.first(name);
		return (value != null) ? value : "";
	}

	/** The parameters of an upgrade. */
	record Query(Map<String, List<String>> parameters) {

		static Query of(String uri) {
			return new Query(new QueryStringDecoder(uri).parameters());
		}

		@Nullable String first(String name) {
			List<String> values = all(name);
			return values.isEmpty() ? null : values.getFirst();
		}

		List<String> all(String name) {
			return this.parameters.getOrDefault(name, List.of());
		}

		/** Whether the parameter is absent or a number that passes. */
		boolean isNumber(String name, DoublePredicate allowed) {
			String value = first(name);
			try {
				return value == null || allowed.test(Double.parseDouble(value));
			}
			catch (NumberFormatException ex) {
				return false;
			}
		}

		double number(String name, double otherwise) {
			String value = first(name);
			return (value != null) ? Double.parseDouble(value) : otherwise;
		}

	}

	private record Rule(Refusal refusal, Predicate<Query> kept) {
	}

}
