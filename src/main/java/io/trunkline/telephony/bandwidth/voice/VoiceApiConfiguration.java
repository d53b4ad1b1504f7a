package io.trunkline.telephony.bandwidth.voice;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.CarrierHttp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Joins the Voice API. */
@Configuration(proxyBeanMethods = false)
class VoiceApiConfiguration {

	@Bean(destroyMethod = "dispose")
	ConnectionProvider bandwidthVoiceConnections() {
		return CarrierHttp.connections("bandwidth-voice");
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

	private static WebClient webClient(VoiceApiSettings settings, HttpClient client) {
		return CarrierHttp.client(settings.voiceUrl(), client).build();
	}

}
