package io.trunkline.telephony.twilio.rest;

import java.nio.charset.StandardCharsets;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.CarrierHttp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Joins Twilio's API. */
@Configuration(proxyBeanMethods = false)
class CallsApiConfiguration {

	@Bean(destroyMethod = "dispose")
	ConnectionProvider twilioConnections() {
		return CarrierHttp.connections("twilio");
	}

	/**
	 * An order has a connection of its own: one from a pool may have been closed by the
	 * other side, and then nobody knows whether the order was read.
	 */
	@Bean
	CallsApi twilioCallsApi(CallsApiSettings settings, ConnectionProvider twilioConnections, MeterRegistry meters) {
		return new CallsApi(webClient(settings, HttpClient.create(twilioConnections)),
				webClient(settings, HttpClient.newConnection()), settings, Schedulers.parallel(), meters);
	}

	private static WebClient webClient(CallsApiSettings settings, HttpClient client) {
		return CarrierHttp.client(settings.apiUrl(), client)
			.defaultHeaders((headers) -> headers.setBasicAuth(settings.user(), settings.token().value(),
					StandardCharsets.UTF_8))
			.build();
	}

}
