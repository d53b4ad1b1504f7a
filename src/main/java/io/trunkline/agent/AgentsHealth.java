package io.trunkline.agent;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells people which agents answer new calls, by version, and what is wrong with a file
 * that is not in use. Up all the same: the older agents serve calls.
 */
final class AgentsHealth implements HealthIndicator {

	private final Agents agents;

	private final AgentsReload reload;

	AgentsHealth(Agents agents, AgentsReload reload) {
		this.agents = agents;
		this.reload = reload;
	}

	@Override
	public Health health() {
		List<String> refused = this.reload.refused();
		Health.Builder health = Health.up().withDetail("versions", this.agents.current().versions());
		return refused.isEmpty() ? health.build() : health.withDetail("refused", refused).build();
	}

}
