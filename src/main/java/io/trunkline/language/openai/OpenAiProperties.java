package io.trunkline.language.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.trunkline.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The language model. Anything not set is not sent, so that each server applies its own
 * default.
 *
 * @param apiKey sent with each request; not set, no credentials are sent
 * @param baseUrl of any server that speaks OpenAI's chat completions, up to and including
 * the version
 * @param path appended to the base URL; may have a query
 * @param model used by agents that name none
 * @param temperature 0 to 2; some reasoning models accept none
 * @param maxTokens the longest answer, in tokens; a reasoning model's thoughts count too
 * @param maxTokensField the name under which the server knows the longest answer
 * @param instructionsRole the role in which the server takes instructions
 * @param includeUsage whether to ask for token counts; turn it off for a server that
 * refuses {@code stream_options}
 * @param includeObfuscation whether OpenAI pads its chunks against eavesdroppers; false
 * saves traffic
 * @param parallelToolCalls whether the model may call several tools at once
 * @param reasoningEffort how long a reasoning model may think; the lowest one that the
 * model accepts suits a telephone
 * @param store whether OpenAI may keep the conversation
 * @param authHeader the header of the key; with any other than {@code Authorization} the
 * key is sent without {@code Bearer}
 * @param extraHeaders sent with each request
 * @param extraBody added to each request, and wins over what would stand there: a value
 * that is JSON is sent as such, any other as a string; names with an underscore are
 * written in brackets, as in <code>"[prompt_cache_key]"</code>
 * @param retry whether a request that failed before its first content is sent once more
 * @param maxRequests at a time, of all calls; one more fails at once
 * @param fallback who is asked when the model fails before its first content
 * @param timeouts how long to wait for what
 * @param pool connections to the server
 */
@Validated
@ConfigurationProperties("trunkline.openai")
record OpenAiProperties(@DefaultValue("") Secret apiKey, @DefaultValue("https://api.openai.com/v1") URI baseUrl,
		@DefaultValue("/chat/completions") @Pattern(regexp = "/.*") String path,
		@DefaultValue("gpt-4.1-mini") @NotBlank String model,
		@DecimalMin("0") @DecimalMax("2") @Nullable Double temperature, @Min(1) @Nullable Integer maxTokens,
		@DefaultValue("max_completion_tokens") MaxTokensField maxTokensField,
		@DefaultValue("system") InstructionsRole instructionsRole, @DefaultValue("true") boolean includeUsage,
		@Nullable Boolean includeObfuscation, @Nullable Boolean parallelToolCalls, @Nullable String reasoningEffort,
		@Nullable Boolean store, @DefaultValue("Authorization") @NotBlank String authHeader,
		@DefaultValue Map<String, Secret> extraHeaders, @DefaultValue Map<String, String> extraBody,
		@DefaultValue("true") boolean retry, @DefaultValue("500") @Min(1) int maxRequests,
		@DefaultValue Fallback fallback, @DefaultValue @Valid Timeouts timeouts, @DefaultValue @Valid Pool pool) {

	OpenAiProperties {
		if (baseUrl.getHost() == null || !("http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme()))) {
			throw new IllegalArgumentException(
					"trunkline.openai.base-url (OPENAI_BASE_URL) must be an http or https URL with a host");
		}
	}

	/**
	 * The same for the fallback model. Another server gets neither the key nor the
	 * headers of this one.
	 * @return nothing if there is no fallback
	 */
	@Nullable OpenAiProperties ofFallback() {
		if (this.fallback.model().isBlank()) {
			return null;
		}
		URI elsewhere = this.fallback.baseUrl();
		boolean ownKey = elsewhere != null || this.fallback.apiKey().isSet();
		return new OpenAiProperties(ownKey ? this.fallback.apiKey() : this.apiKey,
				(elsewhere != null) ? elsewhere : this.baseUrl, this.path, this.fallback.model(), this.temperature,
				this.maxTokens, this.maxTokensField, this.instructionsRole, this.includeUsage, this.includeObfuscation,
				this.parallelToolCalls, this.reasoningEffort, this.store, this.authHeader,
				(elsewhere != null) ? Map.of() : this.extraHeaders, this.extraBody, false, this.maxRequests,
				Fallback.NONE, this.timeouts.withFirstContent(this.fallback.firstContent()), this.pool);
	}

	/** Where requests go. */
	URI endpoint() {
		String base = this.baseUrl.toString();
		return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + this.path);
	}

	/** Whether the server is OpenAI's own, which knows everybody by a key. */
	boolean isOpenAi() {
		String host = this.baseUrl.getHost();
		return "api.openai.com".equals(host) || host.endsWith(".api.openai.com");
	}

	boolean isEncrypted() {
		return "https".equals(this.baseUrl.getScheme());
	}

	/** Whether the server is on this machine, as its name says. */
	boolean isLoopback() {
		String host = this.baseUrl.getHost();
		return "localhost".equals(host) || "[::1]".equals(host) || host.startsWith("127.");
	}

	private static void requirePositive(String name, Duration duration) {
		if (!duration.isPositive()) {
			throw new IllegalArgumentException("trunkline.openai." + name + " must be longer than 0");
		}
	}

	/**
	 * How long to wait for what.
	 *
	 * @param connect for a TCP connection
	 * @param firstContent from the request to its first words or tool call, with a retry
	 * in it
	 * @param betweenChunks from one chunk of the answer to the next
	 * @param whole from the request to the end of the answer
	 * @param retryAfter the longest pause that a server may ask for before the retry; if
	 * it asks for more, the request fails at once
	 */
	record Timeouts(@DefaultValue("2s") Duration connect, @DefaultValue("4s") Duration firstContent,
			@DefaultValue("5s") Duration betweenChunks, @DefaultValue("30s") Duration whole,
			@DefaultValue("2s") Duration retryAfter) {

		Timeouts {
			requirePositive("timeouts.connect", connect);
			requirePositive("timeouts.first-content", firstContent);
			requirePositive("timeouts.between-chunks", betweenChunks);
			if (whole.compareTo(firstContent) < 0) {
				throw new IllegalArgumentException(
						"trunkline.openai.timeouts.whole must not be shorter than trunkline.openai.timeouts.first-content");
			}
		}

		Timeouts withFirstContent(Duration other) {
			return new Timeouts(this.connect, other, this.betweenChunks, this.whole, this.retryAfter);
		}

	}

	/**
	 * A model that is asked once when the other fails before its first content. Whatever
	 * is not said here is as for the other.
	 *
	 * @param model empty for no fallback
	 * @param baseUrl of another server; not set, it is the same
	 * @param apiKey of another server, which is never sent the other key
	 * @param firstContent from its request to its first words or tool call; with the
	 * other's it should stay within the deadline of a reply
	 */
	record Fallback(@DefaultValue("") String model, @Nullable URI baseUrl, @DefaultValue("") Secret apiKey,
			@DefaultValue("3s") Duration firstContent) {

		static final Fallback NONE = new Fallback("", null, new Secret(""), Duration.ofSeconds(3));

		Fallback {
			requirePositive("fallback.first-content", firstContent);
			if (baseUrl != null && baseUrl.getHost() == null) {
				throw new IllegalArgumentException(
						"trunkline.openai.fallback.base-url must be an http or https URL with a host");
			}
		}

	}

	/**
	 * Connections to the server.
	 *
	 * @param maxConnections at a time; over HTTP/1.1 each answer takes one
	 * @param acquireTimeout how long a request may wait for a connection when all are in
	 * use
	 * @param maxIdle how long an unused connection is kept; shorter than the server keeps
	 * it
	 * @param http2 whether to offer HTTP/2 to an https server; an interrupted answer then
	 * does not cost its connection
	 */
	record Pool(@DefaultValue("500") @Min(1) int maxConnections, @DefaultValue("1s") Duration acquireTimeout,
			@DefaultValue("45s") Duration maxIdle, @DefaultValue("true") boolean http2) {

		Pool {
			requirePositive("pool.acquire-timeout", acquireTimeout);
			requirePositive("pool.max-idle", maxIdle);
		}

	}

	/** Names under which servers know the longest answer. */
	enum MaxTokensField {

		/** OpenAI's current name. */
		MAX_COMPLETION_TOKENS,
		/** The former name, which many compatible servers know alone. */
		MAX_TOKENS;

		String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** Roles in which servers take instructions. */
	enum InstructionsRole {

		/** Known to all servers. */
		SYSTEM,
		/** What OpenAI's reasoning models call it. */
		DEVELOPER;

		String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
