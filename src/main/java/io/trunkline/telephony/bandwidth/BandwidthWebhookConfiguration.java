package io.trunkline.telephony.bandwidth;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Puts Bandwidth's webhook behind its gate. */
@Configuration(proxyBeanMethods = false)
class BandwidthWebhookConfiguration {

	private static final Logger log = LoggerFactory.getLogger(BandwidthWebhookConfiguration.class);

	@Bean
	BandwidthWebhook bandwidthWebhook(BandwidthProperties bandwidth, TelephonyProperties telephony,
			Switchboard switchboard, MeterRegistry meters) {
		if (!telephony.isReachable()) {
			log.error("trunkline.public-url (PUBLIC_URL) is not set: every call gets the fallback answer");
		}
		return new BandwidthWebhook(bandwidth, new BandwidthAnswers(bandwidth, telephony), switchboard,
				InstantSource.system(), meters);
	}

	@Bean
	RouterFunction<ServerResponse> bandwidthWebhookRoute(BandwidthWebhook webhook) {
		return RouterFunctions.route()
			.POST(BandwidthCallback.PATH, webhook)
			.route(RequestPredicates.path(BandwidthCallback.PATH), (_) -> webhook.refuseMethod())
			.build();
	}

	/** Guards the webhook and nothing else: other doors have their own guards. */
	@Bean
	SecurityWebFilterChain bandwidthWebhookSecurity(ServerHttpSecurity http, BandwidthProperties bandwidth,
			MeterRegistry meters) {
		if (!bandwidth.hasWebhookCredentials() && bandwidth.isBegun()) {
			log.error("trunkline.bandwidth.webhook-username and -password (BANDWIDTH_WEBHOOK_USERNAME,"
					+ " BANDWIDTH_WEBHOOK_PASSWORD) are not set: every webhook of Bandwidth is answered 503");
		}
		WebhookGate gate = new WebhookGate(bandwidth, meters);
		return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(BandwidthCallback.PATH + "/**"))
			.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.httpBasic((basic) -> basic.authenticationManager(gate).authenticationEntryPoint(gate))
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(gate))
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.build();
	}

	/** Nobody has an account here; without this, one with a made-up password appears. */
	@Bean
	ReactiveUserDetailsService noUsers() {
		return (_) -> Mono.empty();
	}

}
