package io.trunkline.provider;

import java.util.List;
import java.util.Locale;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells people which providers are not well, from what calls met with: nothing is asked
 * of them for this. Not for readiness, since all pods share them.
 */
final class ProviderHealth implements HealthIndicator {

	private final List<Provider> providers;

	ProviderHealth(List<Provider> providers) {
		this.providers = List.copyOf(providers);
	}

	@Override
	public Health health() {
		boolean well = this.providers.stream().allMatch(Provider::isWell);
		Health.Builder health = well ? Health.up() : Health.down();
		this.providers.forEach((provider) -> health.withDetail(provider.name(), "circuit %s, %d of %d in use"
			.formatted(provider.state().name().toLowerCase(Locale.ROOT), provider.inUse(), provider.most())));
		return health.build();
	}

}
