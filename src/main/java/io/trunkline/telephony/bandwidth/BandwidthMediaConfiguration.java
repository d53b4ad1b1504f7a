package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.trunkline.telephony.Switchboard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Joins Bandwidth's media socket and Voice API. */
@Configuration(proxyBeanMethods = false)
class BandwidthMediaConfiguration {

	/** Answers of the Voice API to these requests are empty, or a short error. */
	private static final int LONGEST_ANSWER = 16 * 1024;

	@Bean
	MediaDoor bandwidthMediaDoor(Switchboard switchboard, MediaSettings settings, MeterRegistry meters) {
		return new MediaDoor(switchboard, settings, meters);
	}

	@Bean
	SimpleUrlHandlerMapping bandwidthMediaMapping(MediaDoor bandwidthMediaDoor) {
		return new SimpleUrlHandlerMapping(Map.of(MediaDoor.PATH, bandwidthMediaDoor), 0);
	}

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
	VoiceApi bandwidthVoiceApi(VoiceApiSettings settings, ConnectionProvider bandwidthVoiceConnections,
			MeterRegistry meters) {
		WebClient web = webClient(settings, bandwidthVoiceConnections);
		AccessTokens tokens = new AccessTokens(web, settings, Schedulers.parallel(), System::nanoTime,
				InstantSource.system());
		return new VoiceApi(web, tokens, settings, Schedulers.parallel(), InstantSource.system(), meters);
	}

	static WebClient webClient(VoiceApiSettings settings, ConnectionProvider connections) {
		HttpClient client = HttpClient.create(connections).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000);
		return WebClient.builder()
			.baseUrl(settings.voiceUrl().toString())
			.clientConnector(new ReactorClientHttpConnector(client))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
			.build();
	}

}
