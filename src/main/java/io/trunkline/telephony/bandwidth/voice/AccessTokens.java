package io.trunkline.telephony.bandwidth.voice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access token of the account (OAuth 2, client credentials): asked for when needed,
 * once for all who wait for it, and kept until shortly before its end.
 */
final class AccessTokens {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final int DEFAULT_LIFE_SECONDS = 3600;

	private static final Duration MARGIN = Duration.ofSeconds(60);

	private final WebClient web;

	private final VoiceApiSettings settings;

	private final Scheduler scheduler;

	private final LongSupplier nanoTime;

	private final InstantSource clock;

	private final Mono<AccessToken> current;

	/**
	 * Makes them.
	 * @param nanoTime tells when a token is old; monotonic
	 * @param clock tells how far away a date is
	 */
	AccessTokens(WebClient web, VoiceApiSettings settings, Scheduler scheduler, LongSupplier nanoTime,
			InstantSource clock) {
		this.web = web;
		this.settings = settings;
		this.scheduler = scheduler;
		this.nanoTime = nanoTime;
		this.clock = clock;
		this.current = Mono.defer(this::request).cacheInvalidateIf((token) -> token.isStale(this.nanoTime.getAsLong()));
	}

	/**
	 * A token that may be used now. Who cancels leaves the others waiting.
	 * @return fails with {@link Refused}
	 */
	Mono<AccessToken> current() {
		return this.current;
	}

	private Mono<AccessToken> request() {
		return this.web.post()
			.uri(this.settings.tokenUrl())
			.headers((headers) -> headers.setBasicAuth(this.settings.clientId(), this.settings.clientSecret().value(),
					StandardCharsets.UTF_8))
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue("grant_type=client_credentials")
			.exchangeToMono(this::read)
			.timeout(this.settings.attempt(), this.scheduler)
			.onErrorMap(Refused::by);
	}

	/** An overloaded endpoint may answer without a body and without a type. */
	private Mono<AccessToken> read(ClientResponse response) {
		int status = response.statusCode().value();
		String retryAfter = response.headers().asHttpHeaders().getFirst("Retry-After");
		return response.bodyToMono(byte[].class)
			.defaultIfEmpty(new byte[0])
			.mapNotNull((body) -> (status == 200) ? token(body) : null)
			.switchIfEmpty(Mono.error(() -> Refused.byTokenEndpoint(status, retryAfter, this.clock.instant())));
	}

	private @Nullable AccessToken token(byte[] body) {
		try {
			JsonNode answer = MAPPER.readTree(body);
			String value = answer.path("access_token").asString("");
			long seconds = answer.path("expires_in").asLong(DEFAULT_LIFE_SECONDS);
			return value.isBlank() ? null : new AccessToken(new Secret(value), freshUntil(seconds));
		}
		catch (JacksonException _) {
			return null;
		}
	}

	/** A token so short-lived that the margin takes half of it keeps the other half. */
	private long freshUntil(long seconds) {
		Duration life = Duration
			.ofSeconds((seconds > 0) ? Math.min(seconds, DEFAULT_LIFE_SECONDS * 24L) : DEFAULT_LIFE_SECONDS);
		Duration margin = (MARGIN.compareTo(life.dividedBy(2)) < 0) ? MARGIN : life.dividedBy(2);
		return this.nanoTime.getAsLong() + life.minus(margin).toNanos();
	}

	/** A token that can be given up before its time. */
	static final class AccessToken {

		private final Secret value;

		private final long freshUntil;

		private volatile boolean rejected;

		private AccessToken(Secret value, long freshUntil) {
			this.value = value;
			this.freshUntil = freshUntil;
		}

		String value() {
			return this.value.value();
		}

		/** The API does not take it: the next one who asks gets another. */
		void reject() {
			this.rejected = true;
		}

		private boolean isStale(long now) {
			return this.rejected || now - this.freshUntil >= 0;
		}

	}

}
