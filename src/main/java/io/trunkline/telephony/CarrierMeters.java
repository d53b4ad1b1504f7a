package io.trunkline.telephony;

import io.trunkline.metric.Metric;

/** What is counted of every carrier alike. */
public final class CarrierMeters {

	private CarrierMeters() {
	}

	/**
	 * What a provider did wrong or failed to do.
	 * @param carrier its room
	 * @param error a constant of the room that met it
	 */
	public static Metric errors(String carrier, Enum<?> error) {
		return Metric.of("trunkline.provider.errors").named("provider", carrier).by("error", error);
	}

}
