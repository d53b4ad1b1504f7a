package io.trunkline.api;

import io.trunkline.outbound.OutboundCalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the API with the room that places calls. */
@Configuration(proxyBeanMethods = false)
class PlacingConfiguration {

	@Bean
	CallPlacing callPlacing(OutboundCalls calls) {
		return new OutboundPlacing(calls);
	}

}
