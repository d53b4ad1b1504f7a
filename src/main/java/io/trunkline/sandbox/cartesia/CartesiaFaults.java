package io.trunkline.sandbox.cartesia;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong next. Faults at one endpoint strike one after another, each once,
 * in the order in which they were armed; messages are counted over all sockets of the
 * endpoint from the moment its fault is the next one. For any number of threads.
 */
public final class CartesiaFaults {

	private final Map<CartesiaEndpoint, Deque<CartesiaFault.AtUpgrade>> upgrades = new EnumMap<>(
			CartesiaEndpoint.class);

	private final Map<CartesiaEndpoint, Deque<CartesiaFault.AtMessage>> messages = new EnumMap<>(
			CartesiaEndpoint.class);

	private final Map<CartesiaEndpoint, Integer> passed = new EnumMap<>(CartesiaEndpoint.class);

	/** Lets something go wrong at this endpoint. */
	public synchronized void arm(CartesiaEndpoint endpoint, CartesiaFault fault) {
		switch (fault) {
			case CartesiaFault.AtUpgrade atUpgrade -> armed(this.upgrades, endpoint).add(atUpgrade);
			case CartesiaFault.AtMessage atMessage -> armed(this.messages, endpoint).add(atMessage);
		}
	}

	/** Forgets every fault that has not struck. */
	public synchronized void clear() {
		this.upgrades.clear();
		this.messages.clear();
		this.passed.clear();
	}

	synchronized CartesiaFault.@Nullable AtUpgrade atUpgrade(CartesiaEndpoint endpoint) {
		return armed(this.upgrades, endpoint).poll();
	}

	synchronized CartesiaFault.@Nullable AtMessage atMessage(CartesiaEndpoint endpoint) {
		Deque<CartesiaFault.AtMessage> armed = armed(this.messages, endpoint);
		if (armed.isEmpty()) {
			return null;
		}
		int before = this.passed.merge(endpoint, 1, Integer::sum) - 1;
		if (before < armed.getFirst().after()) {
			return null;
		}
		this.passed.remove(endpoint);
		return armed.poll();
	}

	private static <T> Deque<T> armed(Map<CartesiaEndpoint, Deque<T>> faults, CartesiaEndpoint endpoint) {
		return faults.computeIfAbsent(endpoint, (any) -> new ArrayDeque<>());
	}

}
