package io.trunkline.outbound;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.admission.SharedRedis;
import io.trunkline.agent.Agents;
import io.trunkline.call.PlacedCalls;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.TelephonyException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/**
 * What is told of calls does not depend on whoever tells: {@link BookedOrders} is a part
 * of the switchboard, {@link OutboundCalls} uses it.
 */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

	@Bean
	OrderBook orderBook(ObjectProvider<SharedRedis> redis) {
		SharedRedis shared = redis.getIfAvailable();
		return (shared != null) ? new RedisOrderBook(shared) : new MemoryOrderBook(System::nanoTime);
	}

	@Bean
	DialQueue dialQueue(OutboundProperties properties) {
		return new DialQueue(properties, Schedulers.parallel(), System::nanoTime);
	}

	@Bean
	BookedOrders bookedOrders(OrderBook book, DialQueue queue) {
		return new BookedOrders(book, queue);
	}

	@Bean
	OutboundCalls outboundCalls(Agents agents, ObjectProvider<Dialler> diallers, OrderBook book, DialQueue queue,
			ObjectProvider<PlacedCalls> placedCalls, OutboundProperties properties, MeterRegistry meters,
			@Value("${trunkline.outbound.carrier:}") String carrier) {
		Optional<Dialler> dialler = chosen(diallers.orderedStream().toList(), carrier.strip());
		OrderChecks checks = new OrderChecks(agents, new NumberRules(properties.countries()), properties.fromNumbers(),
				dialler);
		PlacedCalls told = new Told(placedCalls.orderedStream().toList());
		Departure.Company company = new Departure.Company(book, told, new Doubts(book, told, Schedulers.parallel()),
				Schedulers.parallel(), meters);
		return new OrderDesk(checks, queue, company, properties, InstantSource.system());
	}

	/**
	 * The carrier that is asked for by name, else the first that has all it needs. None
	 * has: then the first says what is missing.
	 */
	static Optional<Dialler> chosen(List<Dialler> diallers, String carrier) {
		if (carrier.isEmpty()) {
			return diallers.stream()
				.filter(OutboundConfiguration::isOpen)
				.findFirst()
				.or(() -> diallers.stream().findFirst());
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
			return dialler.line() instanceof Dialler.Line.Open;
		}
		catch (TelephonyException _) {
			return true;
		}
	}

	/** Whoever wants to know of calls that are being placed. */
	private record Told(List<PlacedCalls> all) implements PlacedCalls {

		@Override
		public void dialling(CallLeg leg, String agent, String version) {
			this.all.forEach((each) -> each.dialling(leg, agent, version));
		}

		@Override
		public void notPlaced(CallLeg leg, String cause) {
			this.all.forEach((each) -> each.notPlaced(leg, cause));
		}

	}

}
