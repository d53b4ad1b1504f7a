package io.trunkline.sandbox.bandwidth.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Gives out tokens for the Voice API by OAuth 2's client credentials, and knows the good
 * ones. For any number of threads.
 */
public final class TokenDesk {

	private final Credentials client;

	private final Duration lifetime;

	private final InstantSource clock;

	private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

	private final AtomicInteger refusals = new AtomicInteger();

	public TokenDesk(Credentials client, Duration lifetime, InstantSource clock) {
		this.client = client;
		this.lifetime = lifetime;
		this.clock = clock;
	}

	/**
	 * Answers a request for a token.
	 * @param form the body as it came
	 */
	public Answer issue(@Nullable String authorization, @Nullable String contentType, String form) {
		if (this.refusals.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			return Answer.empty(429);
		}
		if (authorization == null || !isEqual(authorization, this.client.basic())) {
			return new Answer(401, Map.of("error", "invalid_client"));
		}
		if (contentType == null || !contentType.startsWith("application/x-www-form-urlencoded")) {
			return new Answer(400, Map.of("error", "invalid_request"));
		}
		if (!form.equals("grant_type=client_credentials")) {
			return new Answer(400, Map.of("error", "unsupported_grant_type"));
		}
		Instant now = this.clock.instant();
		this.expiries.values().removeIf((expiry) -> !expiry.isAfter(now));
		String token = UUID.randomUUID() + "." + UUID.randomUUID();
		this.expiries.put(token, now.plus(this.lifetime));
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("access_token", token);
		body.put("token_type", "Bearer");
		body.put("expires_in", this.lifetime.toSeconds());
		return new Answer(200, body);
	}

	/** Whether the header carries a token that was given out and has not expired. */
	public boolean accepts(@Nullable String authorization) {
		if (authorization == null || !authorization.startsWith("Bearer ")) {
			return false;
		}
		Instant expiry = this.expiries.get(authorization.substring("Bearer ".length()));
		return expiry != null && expiry.isAfter(this.clock.instant());
	}

	/** Answers so many requests with 429 and no body. */
	public void refuse(int next) {
		this.refusals.set(next);
	}

	/** Accepts none of the tokens given out so far. */
	public void revoke() {
		this.expiries.clear();
	}

	private static boolean isEqual(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

}
