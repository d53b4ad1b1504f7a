package io.trunkline.telephony.bandwidth.voice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.CarrierHttp;
import io.trunkline.telephony.CarrierMeters;
import io.trunkline.telephony.bandwidth.voice.AccessTokens.AccessToken;
import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Requests of the Voice API, each with an access token.
 *
 * @param web a client whose base URL is that of the API
 * @param scheduler counts deadlines and pauses
 */
record VoiceRequests(WebClient web, AccessTokens tokens, VoiceApiSettings settings, Scheduler scheduler,
		InstantSource clock, MeterRegistry meters) {

	/** Makes a request once. */
	Mono<Reply> send(WebClient.RequestBodySpec request, Object body, AccessToken token, Meaning refusal) {
		return request.headers((headers) -> headers.setBearerAuth(token.value()))
			.bodyValue(body)
			.exchangeToMono((response) -> read(response, token, refusal));
	}

	private Mono<Reply> read(ClientResponse response, AccessToken token, Meaning refusal) {
		int status = response.statusCode().value();
		if (status == 401 || status == 403) {
			token.reject();
		}
		HttpHeaders headers = response.headers().asHttpHeaders();
		return CarrierHttp.body(response)
			.flatMap((body) -> response.statusCode().is2xxSuccessful() ? Mono.just(new Reply(body, headers))
					: Mono.error(refusal.of(status, new String(body, StandardCharsets.UTF_8),
							headers.getFirst(HttpHeaders.RETRY_AFTER), this.clock.instant())));
	}

	/** That a call is over is no error. */
	void count(Refused refused) {
		if (refused.why() != Cause.GONE) {
			CarrierMeters.errors("bandwidth", refused.why()).count(this.meters);
		}
	}

	/** What came back with a status of 2xx. */
	record Reply(byte[] body, HttpHeaders headers) {
	}

	/** What any other status means. */
	@FunctionalInterface
	interface Meaning {

		Refused of(int status, String body, @Nullable String retryAfter, Instant now);

	}

}
