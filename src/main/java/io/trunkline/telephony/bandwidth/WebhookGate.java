package io.trunkline.telephony.bandwidth;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.webhook.Refusal;
import io.trunkline.telephony.webhook.WebhookMeters;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets in who knows the webhook's user name and password. Without configured credentials
 * nobody gets in, and is told that it is not the sender's fault.
 */
final class WebhookGate implements ReactiveAuthenticationManager, ServerAuthenticationEntryPoint {

	private final boolean configured;

	private final Secret username;

	private final Secret password;

	private final MeterRegistry meters;

	WebhookGate(BandwidthProperties properties, MeterRegistry meters) {
		this.configured = properties.hasWebhookCredentials();
		this.username = new Secret(properties.webhookUsername());
		this.password = properties.webhookPassword();
		this.meters = meters;
	}

	/**
	 * Compares both halves always, so that the time taken does not tell which one was
	 * wrong.
	 */
	@Override
	public Mono<Authentication> authenticate(Authentication claim) {
		boolean sameUsername = this.username.matches(String.valueOf(claim.getPrincipal()));
		boolean samePassword = this.password.matches(String.valueOf(claim.getCredentials()));
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
		WebhookMeters.answered(BandwidthEventType.UNKNOWN.wireName(), refusal.status()).count(this.meters);
		if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
			response.getHeaders().set(HttpHeaders.CONNECTION, "close");
			WebhookMeters.suspected(refusal).count(this.meters);
		}
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(refusal.body())));
	}

}
