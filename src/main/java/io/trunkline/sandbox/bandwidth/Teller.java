package io.trunkline.sandbox.bandwidth;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.trunkline.sandbox.bandwidth.bxml.Callback;

/** Sends an asynchronous webhook about a leg. */
@FunctionalInterface
interface Teller {

	void tell(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields);

}
