package io.trunkline.provider;

import io.trunkline.metric.Metric;

/** What is measured about every provider alike. */
final class ProviderMeters {

	private ProviderMeters() {
	}

	/** 1 while the provider is not asked, or only to see whether it is well again. */
	static Metric circuitOpen(String provider) {
		return Metric.of("trunkline.provider.circuit.open").named("provider", provider);
	}

	/** Time from the first packet to the accepted WebSocket. */
	static Metric connect(String provider) {
		return Metric.of("trunkline.provider.connect").named("provider", provider);
	}

	/** What went wrong, whether or not somebody noticed. */
	static Metric errors(String provider, Enum<?> error) {
		return Metric.of("trunkline.provider.errors").named("provider", provider).by("error", error);
	}

	/** Connections or requests that go on now. */
	static Metric inUse(String provider) {
		return Metric.of("trunkline.provider.in.use").named("provider", provider);
	}

	/** Attempts to open a connection anew within a call. */
	static Metric reconnects(String provider, Outcome outcome) {
		return Metric.of("trunkline.provider.reconnects").named("provider", provider).by("outcome", outcome);
	}

	/** Seconds of audio that were sent a second time, to a new connection. */
	static Metric replayed(String provider) {
		return Metric.of("trunkline.provider.replayed.seconds").named("provider", provider);
	}

	/** Uses that were refused here, without asking the provider. */
	static Metric refused(String provider, Reason reason) {
		return Metric.of("trunkline.provider.refused").named("provider", provider).by("reason", reason);
	}

	/** What came of opening a connection anew. */
	enum Outcome {

		RESTORED, FAILED

	}

	/** Why a use was refused. */
	enum Reason {

		/** The provider failed too often. */
		CIRCUIT,
		/** Too many uses go on. */
		BUDGET

	}

}
