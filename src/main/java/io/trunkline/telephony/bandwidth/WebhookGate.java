package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets in who knows the webhook's user name and password. Without configured credentials
 * nobody gets in, and is told that it is not the sender's fault.
 */
final class WebhookGate implements ReactiveAuthenticationManager, ServerAuthenticationEntryPoint {

	private final boolean configured;

	private final byte[] username;

	private final byte[] password;

	private final MeterRegistry meters;

	WebhookGate(BandwidthProperties properties, MeterRegistry meters) {
		this.configured = properties.hasWebhookCredentials();
		this.username = sha256(properties.webhookUsername());
		this.password = sha256(properties.webhookPassword().value());
		this.meters = meters;
	}

	/**
	 * Compares digests, both of them always, so that the time taken tells neither how
	 * much of a guess was right nor which half of it.
	 */
	@Override
	public Mono<Authentication> authenticate(Authentication claim) {
		boolean sameUsername = MessageDigest.isEqual(this.username, sha256(String.valueOf(claim.getPrincipal())));
		boolean samePassword = MessageDigest.isEqual(this.password, sha256(String.valueOf(claim.getCredentials())));
		if (this.configured && sameUsername && samePassword) {
			return Mono.just(UsernamePasswordAuthenticationToken.authenticated("bandwidth", null, List.of()));
		}
		return Mono.error(() -> new BadCredentialsException("webhook credentials are wrong"));
	}

	/**
	 * Asks for credentials. Bandwidth may wait for that before it sends them, on the same
	 * connection; whoever has sent wrong ones loses the connection, with the body unread.
	 */
	@Override
	public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException why) {
		Refusal refusal = this.configured ? Refusal.UNAUTHORIZED : Refusal.NOT_CONFIGURED;
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(refusal.status());
		refusal.writeTo(response.getHeaders());
		WebhookMeters.answered(this.meters, BandwidthEventType.UNKNOWN, refusal.status());
		if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
			response.getHeaders().set(HttpHeaders.CONNECTION, "close");
			WebhookMeters.suspected(this.meters, refusal);
		}
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(refusal.body())));
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
