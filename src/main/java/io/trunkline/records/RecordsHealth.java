package io.trunkline.records;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells people whether records arrive. Not for readiness: calls are served all the same.
 */
final class RecordsHealth implements HealthIndicator {

	private final List<Outbox> sinks;

	private final List<WebhookSink> webhooks;

	RecordsHealth(List<Outbox> sinks, List<WebhookSink> webhooks) {
		this.sinks = List.copyOf(sinks);
		this.webhooks = List.copyOf(webhooks);
	}

	@Override
	public Health health() {
		boolean well = this.sinks.stream().allMatch(Outbox::isWell)
				&& this.webhooks.stream().allMatch(WebhookSink::isWell);
		Health.Builder health = well ? Health.up() : Health.down();
		this.sinks.forEach((sink) -> health.withDetail(sink.sink(), sink.state()));
		this.webhooks.forEach((webhook) -> health.withDetail("receiver", webhook.state()));
		return health.build();
	}

}
