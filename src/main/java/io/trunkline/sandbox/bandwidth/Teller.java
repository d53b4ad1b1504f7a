package io.trunkline.sandbox.bandwidth;

import java.util.Map;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import org.jspecify.annotations.Nullable;

/** Sends an asynchronous webhook about a leg. */
@FunctionalInterface
interface Teller {

	void tell(String eventType, Callback to, Map<String, ? extends @Nullable Object> fields);

}
