package io.trunkline.telephony.bandwidth.voice;

import java.time.Duration;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Joins the Voice API. */
@Configuration(proxyBeanMethods = false)
class VoiceApiConfiguration {

	/** Answers of the Voice API are empty, a short error, or an order read back. */
	private static final int LONGEST_ANSWER = 16 * 1024;

	/** Few: a call makes one or two requests in its life. */
	@Bean(destroyMethod = "dispose")
	ConnectionProvider bandwidthVoiceConnections() {
		return ConnectionProvider.builder("bandwidth-voice")
			.maxConnections(16)
			.pendingAcquireMaxCount(512)
			.pendingAcquireTimeout(Duration.ofSeconds(3))
			.maxIdleTime(Duration.ofSeconds(20))
			.build();
	}

	@Bean
	AccessTokens bandwidthAccessTokens(VoiceApiSettings settings, ConnectionProvider bandwidthVoiceConnections) {
		return new AccessTokens(webClient(settings, bandwidthVoiceConnections), settings, Schedulers.parallel(),
				System::nanoTime, InstantSource.system());
	}

	@Bean
	VoiceApi bandwidthVoiceApi(VoiceApiSettings settings, AccessTokens tokens,
			ConnectionProvider bandwidthVoiceConnections, MeterRegistry meters) {
		return new VoiceApi(webClient(settings, bandwidthVoiceConnections), tokens, settings, Schedulers.parallel(),
				InstantSource.system(), meters);
	}

	@Bean
	CallOrders bandwidthCallOrders(VoiceApiSettings settings, AccessTokens tokens, MeterRegistry meters) {
		return new CallOrders(orderClient(settings), tokens, settings, Schedulers.parallel(), InstantSource.system(),
				meters);
	}

	static WebClient webClient(VoiceApiSettings settings, ConnectionProvider connections) {
		return webClient(settings, HttpClient.create(connections));
	}

	/**
	 * A new connection for each order: one from a pool may have been closed by the other
	 * side, and then nobody knows whether the order was read.
	 */
	static WebClient orderClient(VoiceApiSettings settings) {
		return webClient(settings, HttpClient.newConnection());
	}

	/** Reactor Netty repeats a request on a reset connection unless it is told not to. */
	private static WebClient webClient(VoiceApiSettings settings, HttpClient client) {
		HttpClient once = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000).disableRetry(true);
		return WebClient.builder()
			.baseUrl(settings.voiceUrl().toString())
			.clientConnector(new ReactorClientHttpConnector(once))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
			.build();
	}

}
