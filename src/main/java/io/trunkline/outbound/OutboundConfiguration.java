package io.trunkline.outbound;

import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.admission.SharedRedis;
import io.trunkline.agent.Agents;
import io.trunkline.call.PlacedCalls;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Dialler;
import org.springframework.beans.factory.ObjectProvider;
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
	Trunks trunks(ObjectProvider<Dialler> diallers, OutboundProperties properties) {
		return new Trunks(diallers.orderedStream().toList(), properties,
				(carrier) -> new DialQueue(carrier, properties, Schedulers.parallel(), System::nanoTime));
	}

	@Bean
	BookedOrders bookedOrders(OrderBook book, Trunks trunks) {
		return new BookedOrders(book, trunks);
	}

	/** Refuses to start with agents whose carrier cannot place their calls. */
	@Bean
	OutboundCalls outboundCalls(Agents agents, Trunks trunks, OrderBook book, ObjectProvider<PlacedCalls> placedCalls,
			OutboundProperties properties, MeterRegistry meters) {
		agents.require((agent, _) -> trunks.faults(agent));
		OrderChecks checks = new OrderChecks(agents, new NumberRules(properties.countries()), trunks);
		PlacedCalls told = new Told(placedCalls.orderedStream().toList());
		Departure.Company company = new Departure.Company(book, told, new Doubts(book, told, Schedulers.parallel()),
				Schedulers.parallel(), meters);
		return new OrderDesk(checks, trunks, company, properties, InstantSource.system());
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
