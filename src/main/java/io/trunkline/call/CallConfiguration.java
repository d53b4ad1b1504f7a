package io.trunkline.call;

import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.admission.Admission;
import io.trunkline.admission.Permits;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.LineFormat;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TelephonyProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class CallConfiguration {

	@Bean
	CallMeters callMeters(MeterRegistry registry) {
		return new CallMeters(registry);
	}

	@Bean
	Calls calls(Agents agents, CallerLookup lookup, Toolboxes toolboxes, Permits permits, List<VoiceEngine> engines,
			Admission admission, CallProperties properties, TelephonyProperties telephony,
			ObjectProvider<Doorkeeper> door, ObjectProvider<Orders> orders, ObjectProvider<LineFormat> lines,
			LiveCalls liveCalls) {
		Briefings briefings = new Briefings(agents, lookup, InstantSource.system());
		Reception reception = new Reception(briefings, door.getIfAvailable(() -> Reception.byNumber(agents)),
				toolboxes::of, permits, engines, lines.orderedStream().toList(), Schedulers.parallel());
		Answer apology = new Answer.Apologise(properties.apology());
		return new Calls(reception, admission, (leg) -> find(orders, leg),
				telephony.fallback().<Answer>map(Answer.PassOn::new).orElse(apology), apology, liveCalls,
				System::nanoTime);
	}

	@Bean
	LiveCalls liveCalls(PlaybackProperties pace, TelephonyProperties telephony, ObjectProvider<CallControl> controls,
			ObjectProvider<CallListener> listeners, CallMeters meters) {
		CallDeparture departure = new CallDeparture(controls.orderedStream().toList(), telephony.fallback(), meters);
		return new LiveCalls(pace, departure, meters, listeners.orderedStream().toList());
	}

	@Bean
	CallCommands callCommands(Calls calls) {
		return new LiveCommands(calls);
	}

	/** Whoever has the orders may need the calls, so it is looked for late. */
	private static Mono<Orders.Order> find(ObjectProvider<Orders> orders, CallLeg leg) {
		return Mono.defer(() -> {
			Orders there = orders.getIfAvailable();
			return (there != null) ? there.find(leg) : Mono.empty();
		});
	}

}
