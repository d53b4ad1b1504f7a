package io.trunkline.api;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.secret.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets in who knows the API's token. Without a configured token nobody gets in, and is
 * told which setting is missing.
 */
final class TokenGate
		implements ServerAuthenticationConverter, ReactiveAuthenticationManager, ServerAuthenticationEntryPoint {

	private static final String SCHEME = "Bearer ";

	private final Secret token;

	private final MeterRegistry meters;

	TokenGate(Secret token, MeterRegistry meters) {
		this.token = token;
		this.meters = meters;
	}

	/** What the request claims; nothing if it claims nothing. */
	@Override
	public Mono<Authentication> convert(ServerWebExchange exchange) {
		List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
		if (headers.isEmpty()) {
			return Mono.empty();
		}
		String only = (headers.size() == 1) ? headers.getFirst() : "";
		if (!only.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return wrong();
		}
		return Mono
			.just(UsernamePasswordAuthenticationToken.unauthenticated("operator", only.substring(SCHEME.length())));
	}

	@Override
	public Mono<Authentication> authenticate(Authentication claim) {
		boolean same = this.token.matches(String.valueOf(claim.getCredentials()));
		if (this.token.isSet() && same) {
			return Mono.just(UsernamePasswordAuthenticationToken.authenticated("operator", null, List.of()));
		}
		return wrong();
	}

	/** Whoever has sent a wrong token loses the connection, with the body unread. */
	@Override
	public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException why) {
		HttpHeaders headers = exchange.getResponse().getHeaders();
		boolean claimed = exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
		if (claimed) {
			headers.set(HttpHeaders.CONNECTION, "close");
		}
		if (!this.token.isSet()) {
			return new Problem(ProblemType.API_SWITCHED_OFF,
					"Set trunkline.api.token (API_TOKEN) and start the service again.")
				.answer(exchange.getResponse());
		}
		if (claimed) {
			ApiMeters.SUSPECTED.count(this.meters);
		}
		headers.set(HttpHeaders.WWW_AUTHENTICATE,
				"Bearer realm=\"trunkline\"" + (claimed ? ", error=\"invalid_token\"" : ""));
		return new Problem(ProblemType.UNAUTHORIZED, "Send the header Authorization: Bearer and the API's token.")
			.answer(exchange.getResponse());
	}

	private static <T> Mono<T> wrong() {
		return Mono.error(() -> new BadCredentialsException("the API's token is wrong"));
	}

}
