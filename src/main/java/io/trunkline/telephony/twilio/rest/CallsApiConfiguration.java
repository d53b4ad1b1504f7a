package io.trunkline.telephony.twilio.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Joins Twilio's API. */
@Configuration(proxyBeanMethods = false)
class CallsApiConfiguration {

	/** Answers are a call or a short error. */
	private static final int LONGEST_ANSWER = 16 * 1024;

	/** Few: a call makes one or two requests in its life. */
	@Bean(destroyMethod = "dispose")
	ConnectionProvider twilioConnections() {
		return ConnectionProvider.builder("twilio")
			.maxConnections(16)
			.pendingAcquireMaxCount(512)
			.pendingAcquireTimeout(Duration.ofSeconds(3))
			.maxIdleTime(Duration.ofSeconds(20))
			.build();
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

	/** Reactor Netty repeats a request on a reset connection unless it is told not to. */
	private static WebClient webClient(CallsApiSettings settings, HttpClient client) {
		HttpClient once = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000).disableRetry(true);
		return WebClient.builder()
			.baseUrl(settings.apiUrl().toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(settings.user(), settings.token().value(),
					StandardCharsets.UTF_8))
			.clientConnector(new ReactorClientHttpConnector(once))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
			.build();
	}

}
