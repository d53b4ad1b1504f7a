package io.trunkline.telephony;

import java.net.URI;
import java.time.Duration;

import io.netty.channel.ChannelOption;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** How the APIs of carriers are spoken to. */
public final class CarrierHttp {

	/** Answers are empty, a short error, or an order read back. */
	private static final int LONGEST_ANSWER = 16 * 1024;

	private static final byte[] NOTHING = {};

	private CarrierHttp() {
	}

	/** Few: a call makes one or two requests in its life. */
	public static ConnectionProvider connections(String name) {
		return ConnectionProvider.builder(name)
			.maxConnections(16)
			.pendingAcquireMaxCount(512)
			.pendingAcquireTimeout(Duration.ofSeconds(3))
			.maxIdleTime(Duration.ofSeconds(20))
			.build();
	}

	/**
	 * Makes each request once: Reactor Netty repeats one on a reset connection unless it
	 * is told not to.
	 */
	public static WebClient.Builder client(URI base, HttpClient client) {
		HttpClient once = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000).disableRetry(true);
		return WebClient.builder()
			.baseUrl(base.toString())
			.clientConnector(new ReactorClientHttpConnector(once))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER));
	}

	/** What an answer says besides its status; nothing where that is lost or too long. */
	public static Mono<byte[]> body(ClientResponse response) {
		return response.bodyToMono(byte[].class).onErrorReturn(NOTHING).defaultIfEmpty(NOTHING);
	}

}
