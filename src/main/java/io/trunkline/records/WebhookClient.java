package io.trunkline.records;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ChannelOption;
import io.trunkline.secret.Secret;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts events to an operator's server, signed. One attempt; whoever asks tries again.
 * What the server answers besides its status is not read.
 */
final class WebhookClient implements AutoCloseable {

	private static final int CONNECT_MILLIS = 3000;

	private final URI url;

	private final Secret secret;

	private final Duration timeout;

	private final InstantSource clock;

	private final ConnectionProvider connections;

	private final WebClient client;

	WebhookClient(URI url, Secret secret, Duration timeout, InstantSource clock) {
		this.url = url;
		this.secret = secret;
		this.timeout = timeout;
		this.clock = clock;
		this.connections = ConnectionProvider.builder("records")
			.maxConnections(8)
			.pendingAcquireMaxCount(16)
			.pendingAcquireTimeout(timeout)
			.maxIdleTime(Duration.ofSeconds(30))
			.build();
		HttpClient http = HttpClient.create(this.connections)
			.disableRetry(true)
			.followRedirect(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
		this.client = WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
	}

	/**
	 * Sends an event.
	 * @return what the server made of it; fails with a {@link Rounds.Setback} when it is
	 * to be tried again
	 */
	Mono<Verdict> post(String eventId, byte[] body) {
		String timestamp = String.valueOf(this.clock.instant().getEpochSecond());
		return this.client.post()
			.uri(this.url)
			.contentType(MediaType.APPLICATION_JSON)
			.header("X-Trunkline-Event-Id", eventId)
			.header("X-Trunkline-Timestamp", timestamp)
			.header("X-Trunkline-Signature", Signature.of(this.secret, timestamp, body))
			.bodyValue(body)
			.exchangeToMono(WebhookClient::judge)
			.timeout(this.timeout)
			.onErrorMap(this::setback);
	}

	Duration timeout() {
		return this.timeout;
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

	private static Mono<Verdict> judge(ClientResponse response) {
		HttpStatusCode status = response.statusCode();
		Mono<Verdict> verdict = switch (status.value()) {
			case 400, 410, 413, 422 -> Mono.just(Verdict.REFUSED);
			default -> status.is2xxSuccessful() ? Mono.just(Verdict.TAKEN)
					: Mono.error(new Rounds.Setback("status " + status.value(), retryAfter(response)));
		};
		return response.releaseBody().then(verdict);
	}

	/** In seconds; a date is left unread, since our own pause does as well. */
	private static Duration retryAfter(ClientResponse response) {
		String seconds = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
		return (seconds != null && seconds.matches("[0-9]{1,6}")) ? Duration.ofSeconds(Long.parseLong(seconds))
				: Duration.ZERO;
	}

	private Throwable setback(Throwable cause) {
		return switch (cause) {
			case Rounds.Setback known -> known;
			case TimeoutException _ -> new Rounds.Setback("no answer within " + this.timeout.toMillis() + " ms");
			default -> new Rounds.Setback(NestedExceptionUtils.getMostSpecificCause(cause).getClass().getSimpleName());
		};
	}

	/** What a server made of an event. */
	enum Verdict {

		/** It has it. */
		TAKEN,
		/** It will never take it. */
		REFUSED

	}

}
