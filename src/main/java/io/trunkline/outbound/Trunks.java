package io.trunkline.outbound;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.trunkline.agent.Agent;
import io.trunkline.agent.AgentFault;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.Dialler.Line;
import io.trunkline.telephony.TelephonyException;

/** The carriers that place calls, and which of them places those of an agent. */
final class Trunks implements AutoCloseable {

	private final Map<String, Trunk> byCarrier = new LinkedHashMap<>();

	/** Of agents that name none. */
	private final Optional<String> usual;

	/**
	 * Gives each carrier a queue of its own.
	 * @param queues makes one for the carrier of this name
	 */
	Trunks(List<Dialler> diallers, OutboundProperties properties, Function<String, DialQueue> queues) {
		this.usual = chosen(diallers, properties.carrier()).map(Dialler::carrier);
		diallers.forEach((dialler) -> {
			String carrier = dialler.carrier();
			Set<String> shown = new HashSet<>(properties.of(carrier).fromNumbers());
			if (this.usual.filter(carrier::equals).isPresent()) {
				shown.addAll(properties.fromNumbers());
			}
			this.byCarrier.put(carrier, new Trunk(dialler, queues.apply(carrier), shown));
		});
		properties.carriers().keySet().stream().filter((name) -> !this.byCarrier.containsKey(name)).forEach((name) -> {
			throw new IllegalArgumentException(
					"trunkline.outbound.carriers." + name + ": carriers are " + this.byCarrier.keySet());
		});
	}

	/** Who places the calls of an agent; empty if nobody does. */
	Optional<Trunk> of(Agent agent) {
		String own = agent.outbound().carrier();
		return (own.isEmpty() ? this.usual : Optional.of(own))
			.flatMap((name) -> Optional.ofNullable(this.byCarrier.get(name)));
	}

	Collection<Trunk> all() {
		return List.copyOf(this.byCarrier.values());
	}

	/** A call of a carrier has ended, so it may take another. */
	void callEnded(String carrier) {
		Trunk trunk = this.byCarrier.get(carrier);
		if (trunk != null) {
			trunk.queue().callEnded();
		}
	}

	/** What is wrong with the carrier that an agent names. */
	Stream<AgentFault> faults(Agent agent) {
		String own = agent.outbound().carrier();
		if (own.isEmpty()) {
			return Stream.empty();
		}
		Trunk trunk = this.byCarrier.get(own);
		if (trunk == null) {
			return Stream.of(AgentFault.of(agent, "outbound.carrier",
					"must be one of " + String.join(", ", this.byCarrier.keySet())));
		}
		return obstacle(trunk.dialler())
			.map((obstacle) -> AgentFault.of(agent, "outbound.carrier", "is " + own + ", " + obstacle))
			.stream();
	}

	/** Gives up whatever waits. */
	@Override
	public void close() {
		this.byCarrier.values().forEach((trunk) -> trunk.queue().close());
	}

	/**
	 * The carrier that is asked for by name, else the first that has all it needs. None
	 * has: then the first says what is missing.
	 */
	private static Optional<Dialler> chosen(List<Dialler> diallers, String carrier) {
		if (carrier.isEmpty()) {
			return diallers.stream().filter(Trunks::isOpen).findFirst().or(() -> diallers.stream().findFirst());
		}
		return Optional.of(diallers.stream()
			.filter((dialler) -> dialler.carrier().equals(carrier))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"trunkline.outbound.carrier must be one of " + diallers.stream().map(Dialler::carrier).toList())));
	}

	/** One with a wrong setting says so when it is used. */
	private static boolean isOpen(Dialler dialler) {
		try {
			return dialler.line() instanceof Line.Open;
		}
		catch (TelephonyException _) {
			return true;
		}
	}

	/** Why a carrier cannot dial. */
	private static Optional<String> obstacle(Dialler dialler) {
		try {
			return switch (dialler.line()) {
				case Line.Open _ -> Optional.empty();
				case Line.Missing(List<String> settings) ->
					Optional.of("which places no calls without " + String.join(", ", settings));
			};
		}
		catch (TelephonyException wrong) {
			return Optional.of("but " + wrong.getMessage());
		}
	}

}
