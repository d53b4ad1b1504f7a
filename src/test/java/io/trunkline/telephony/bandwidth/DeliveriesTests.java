package io.trunkline.telephony.bandwidth;

import java.time.Instant;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Envelope;
import io.trunkline.telephony.webhook.Deliveries;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveriesTests {

	private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.000Z");

	private final Deliveries deliveries = new Deliveries();

	@Test
	void theSecondDeliveryOfAnEventIsKnown() {
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-1", NOON).delivery())).isTrue();
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-1", NOON).delivery())).isFalse();
	}

	@Test
	void anotherTimeCallOrTypeIsAnotherEvent() {
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-1", NOON).delivery())).isTrue();
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-1", NOON.plusMillis(1)).delivery()))
			.isTrue();
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-2", NOON).delivery())).isTrue();
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DISCONNECT, "c-1", NOON).delivery())).isTrue();
	}

	@Test
	void whatCannotBeToldApartIsNeverDropped() {
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-1", null).delivery())).isTrue();
		assertThat(this.deliveries.isFirst(envelope(BandwidthEventType.DTMF, "c-1", null).delivery())).isTrue();
		Envelope nameless = new Envelope(BandwidthEventType.DTMF, NOON, null, null, "");
		assertThat(this.deliveries.isFirst(nameless.delivery())).isTrue();
		assertThat(this.deliveries.isFirst(nameless.delivery())).isTrue();
	}

	private static Envelope envelope(BandwidthEventType type, String callId, @Nullable Instant time) {
		CallLeg leg = new CallLeg("bandwidth", new AccountId("9912345"), new CallId(callId), "", "", Direction.INBOUND);
		return new Envelope(type, time, leg, null, "");
	}

}
