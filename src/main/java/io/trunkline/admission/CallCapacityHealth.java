package io.trunkline.admission;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells people how full this pod is. Not for readiness: if all pods filled up together,
 * nobody would be left to tell callers so.
 */
final class CallCapacityHealth implements HealthIndicator {

	private final Permits permits;

	CallCapacityHealth(Permits permits) {
		this.permits = permits;
	}

	@Override
	public Health health() {
		int active = this.permits.active();
		int reserved = this.permits.reserved();
		Health.Builder health = (active + reserved < this.permits.capacity()) ? Health.up() : Health.outOfService();
		return health.withDetail("active", active)
			.withDetail("reserved", reserved)
			.withDetail("capacity", this.permits.capacity())
			.build();
	}

}
