package io.trunkline.api;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Puts the operators' API behind its gate. */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

	private static final Logger log = LoggerFactory.getLogger(ApiSecurityConfiguration.class);

	/** What can be guessed in a lifetime is no token. */
	private static final int SHORTEST_TOKEN = 16;

	private static final String ALL = "/api/**";

	/**
	 * Guards the API and nothing else. Its document is open: it is the same in every
	 * installation and holds no secret, and tools that make clients fetch it without a
	 * token.
	 */
	@Bean
	SecurityWebFilterChain apiSecurity(ServerHttpSecurity http, ApiProperties properties, MeterRegistry meters) {
		warn(properties);
		TokenGate gate = new TokenGate(properties.token(), meters);
		return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(ALL, ApiDocument.PATH))
			.authorizeExchange((exchanges) -> exchanges.pathMatchers(ALL).authenticated().anyExchange().permitAll())
			.addFilterAt(bearer(gate), SecurityWebFiltersOrder.AUTHENTICATION)
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(gate))
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.build();
	}

	private static AuthenticationWebFilter bearer(TokenGate gate) {
		AuthenticationWebFilter filter = new AuthenticationWebFilter((ReactiveAuthenticationManager) gate);
		filter.setRequiresAuthenticationMatcher(ServerWebExchangeMatchers.pathMatchers(ALL));
		filter.setServerAuthenticationConverter(gate);
		filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(gate));
		return filter;
	}

	private static void warn(ApiProperties properties) {
		if (!properties.token().isSet()) {
			log.info("trunkline.api.token (API_TOKEN) is not set: the operators' API is answered 503");
		}
		else if (properties.token().value().length() < SHORTEST_TOKEN) {
			log.warn("trunkline.api.token (API_TOKEN) is shorter than {} characters: whoever guesses it places calls",
					SHORTEST_TOKEN);
		}
	}

}
