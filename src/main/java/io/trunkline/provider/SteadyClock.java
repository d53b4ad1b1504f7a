package io.trunkline.provider;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Counts from 1970 when asked how late it is, but is never set forward or back. */
final class SteadyClock extends Clock {

	private final LongSupplier nanos;

	private final long start;

	SteadyClock(LongSupplier nanos) {
		this.nanos = nanos;
		this.start = nanos.getAsLong();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	@Override
	public Instant instant() {
		return Instant.EPOCH.plusNanos(this.nanos.getAsLong() - this.start);
	}

}
