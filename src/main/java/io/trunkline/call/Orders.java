package io.trunkline.call;

import java.util.Map;

import io.trunkline.telephony.CallLeg;
import reactor.core.publisher.Mono;

/** Knows why a call was placed. */
public interface Orders {

	/**
	 * The order that a call came of.
	 * @param leg of a call that we placed; its tag names the order
	 * @return empty when nobody ordered it; may fail when the store does
	 */
	Mono<Order> find(CallLeg leg);

	/**
	 * What a placed call is about.
	 *
	 * @param agent the name of who speaks
	 * @param variables values that came with the order, by the name it gave them
	 */
	record Order(String agent, Map<String, String> variables) {

		public Order {
			variables = Map.copyOf(variables);
		}

		/** Without values, so that it can stand in a log. */
		@Override
		public String toString() {
			return "Order[agent=" + this.agent + "]";
		}

	}

}
