package io.trunkline.telephony.webhook;

import java.util.Locale;

import io.trunkline.metric.Metric;
import org.springframework.http.HttpStatusCode;

/** What is counted of carriers' webhooks. */
public final class WebhookMeters {

	private WebhookMeters() {
	}

	/** Responses, by the carrier's name of the event; it has a fixed few. */
	public static Metric answered(String event, HttpStatusCode status) {
		return Metric.of("trunkline.webhook").named("event", event).named("status", String.valueOf(status.value()));
	}

	/** Requests that no honest carrier sends: {@code webhook_} and what was wrong. */
	public static Metric suspected(Refusal refusal) {
		return Metric.of("trunkline.security").named("event", "webhook_" + refusal.name().toLowerCase(Locale.ROOT));
	}

}
