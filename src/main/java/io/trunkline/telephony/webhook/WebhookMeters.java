package io.trunkline.telephony.webhook;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

import org.springframework.http.HttpStatusCode;

/** What is counted of carriers' webhooks. */
public enum WebhookMeters implements MeterDocumentation {

	/** Webhooks by call event and by the status of the response. */
	WEBHOOK("trunkline.webhook", Key.EVENT, Key.STATUS),

	/** Requests that no honest carrier sends, by what was wrong. */
	SECURITY("trunkline.security", Key.EVENT);

	private final String meterName;

	private final Key[] keys;

	WebhookMeters(String meterName, Key... keys) {
		this.meterName = meterName;
		this.keys = keys;
	}

	/** Counts a response, by the carrier's name of the event. */
	public static void answered(MeterRegistry registry, String event, HttpStatusCode status) {
		registry
			.counter(WEBHOOK.meterName, Key.EVENT.asString(), event, Key.STATUS.asString(),
					String.valueOf(status.value()))
			.increment();
	}

	/** Counts a refusal, as {@code webhook_} and its name. */
	public static void suspected(MeterRegistry registry, Refusal refusal) {
		String event = "webhook_" + refusal.name().toLowerCase(Locale.ROOT);
		registry.counter(SECURITY.meterName, Key.EVENT.asString(), event).increment();
	}

	@Override
	public String getName() {
		return this.meterName;
	}

	@Override
	public Meter.Type getType() {
		return Meter.Type.COUNTER;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.keys.clone();
	}

	private enum Key implements KeyName {

		EVENT, STATUS;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
