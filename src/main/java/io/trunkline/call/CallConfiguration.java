package io.trunkline.call;

import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

import io.trunkline.admission.Admission;
import io.trunkline.admission.Permits;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.LineFormat;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;

@Configuration(proxyBeanMethods = false)
class CallConfiguration {

	@Bean
	CallMeters callMeters(MeterRegistry registry) {
		return new CallMeters(registry);
	}

	@Bean
	Switchboard switchboard(Agents agents, CallerLookup lookup, Toolboxes toolboxes, Permits permits,
			List<VoiceEngine> engines, Admission admission, CallProperties properties, TelephonyProperties telephony,
			PlaybackProperties pace, ObjectProvider<LineFormat> lines, ObjectProvider<CallControl> controls,
			ObjectProvider<CallListener> listeners, CallMeters meters) {
		Reception reception = new Reception(new Briefings(agents, lookup, InstantSource.system()), toolboxes::of,
				permits, engines, lines.orderedStream().toList(), Schedulers.parallel());
		CallDeparture departure = new CallDeparture(controls.orderedStream().toList(), telephony.fallback(), meters);
		Answer fallback = telephony.fallback()
			.<Answer>map(Answer.PassOn::new)
			.orElseGet(() -> new Answer.Apologise(properties.apology()));
		return new Calls(reception, admission, fallback,
				new LiveCalls(pace, departure, meters, listeners.orderedStream().toList()), System::nanoTime);
	}

}
