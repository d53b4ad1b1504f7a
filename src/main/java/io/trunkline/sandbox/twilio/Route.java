package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;

import io.trunkline.sandbox.caller.Callee;
import org.jspecify.annotations.Nullable;

/**
 * From whom to whom a call is, and who is told of it.
 *
 * @param url asked what to do with it
 * @param status told of its end
 * @param ring how long it rings
 * @param detection told who has answered
 * @param callee who is called on the service's order; null for a call to the service
 */
record Route(String from, String to, URI url, @Nullable URI status, Duration ring, @Nullable URI detection,
		@Nullable Callee callee) {

	boolean isOrdered() {
		return this.callee != null;
	}

	/** As the vendor calls it. */
	String direction() {
		return isOrdered() ? "outbound-api" : "inbound";
	}

}
