package io.trunkline.telephony.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What goes back for a webhook, counted by the carrier's name of its event.
 *
 * @param type what the carrier takes its documents for
 */
public record Replies(String type, MeterRegistry meters) {

	public Mono<ServerResponse> document(byte[] xml, String event) {
		WebhookMeters.answered(event, HttpStatus.OK).count(this.meters);
		return ServerResponse.ok().header(HttpHeaders.CONTENT_TYPE, this.type).bodyValue(xml);
	}

	/** That it was heard. */
	public Mono<ServerResponse> acknowledgement(String event) {
		WebhookMeters.answered(event, HttpStatus.NO_CONTENT).count(this.meters);
		return ServerResponse.noContent().build();
	}

	public Mono<ServerResponse> refusal(Refusal refusal, String event) {
		WebhookMeters.answered(event, refusal.status()).count(this.meters);
		WebhookMeters.suspected(refusal).count(this.meters);
		return ServerResponse.status(refusal.status()).headers(refusal::writeTo).bodyValue(refusal.body());
	}

}
