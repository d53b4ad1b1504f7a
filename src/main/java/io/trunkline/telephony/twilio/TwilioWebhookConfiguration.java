package io.trunkline.telephony.twilio;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Opens Twilio's webhook. */
@Configuration(proxyBeanMethods = false)
class TwilioWebhookConfiguration {

	private static final String[] PATHS = { TwilioCallback.PATH, TwilioCallback.PATH + "/{" + TwilioWebhook.EVENT + "}",
			TwilioCallback.PATH + "/{" + TwilioWebhook.EVENT + "}/{" + TwilioWebhook.TAG + "}" };

	@Bean
	TwilioWebhook twilioWebhook(TwilioProperties twilio, TelephonyProperties telephony, Switchboard switchboard,
			MeterRegistry meters) {
		return new TwilioWebhook(twilio, telephony, switchboard, meters);
	}

	@Bean
	RouterFunction<ServerResponse> twilioWebhookRoute(TwilioWebhook webhook) {
		RouterFunctions.Builder routes = RouterFunctions.route();
		for (String path : PATHS) {
			routes.POST(path, webhook).route(RequestPredicates.path(path), (_) -> webhook.refuseMethod());
		}
		return routes.build();
	}

	/**
	 * Lets everybody through to the webhook: a signature covers the body, so that it is
	 * checked where the body is read.
	 */
	@Bean
	SecurityWebFilterChain twilioWebhookSecurity(ServerHttpSecurity http) {
		return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(TwilioCallback.PATH + "/**"))
			.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.build();
	}

}
