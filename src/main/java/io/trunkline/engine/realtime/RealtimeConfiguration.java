package io.trunkline.engine.realtime;

import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.AgentFault;
import io.trunkline.agent.Agents;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.provider.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RealtimeConfiguration {

	private static final Logger log = LoggerFactory.getLogger(RealtimeConfiguration.class);

	@Bean
	Provider realtimeProvider(RealtimeProperties properties, MeterRegistry registry) {
		return new Provider("openai-realtime", properties.maxSessions(), "trunkline.realtime.max-sessions", registry);
	}

	/**
	 * Serves agents whose engine is this one, and refuses to start with one that cannot
	 * be served.
	 */
	@Bean
	RealtimeEngine realtimeEngine(RealtimeProperties properties, Provider realtimeProvider, Toolboxes toolboxes,
			Agents agents, ObjectProvider<LineFormat> lines, ObjectProvider<VoiceEngine> engines,
			MeterRegistry registry) {
		List<LineFormat> known = lines.stream().toList();
		agents.require((agent, _) -> (agent.engine() == Agent.Engine.REALTIME) ? faults(agent, known) : Stream.empty());
		boolean used = agents.all().stream().anyMatch((agent) -> agent.engine() == Agent.Engine.REALTIME);
		if (used && properties.url().getScheme().equals("ws")) {
			log.warn(
					"trunkline.realtime.url (OPENAI_REALTIME_URL) is plain ws: the key and every word travel in the open");
		}
		PhraseMemory phrases = new PhraseMemory();
		phrases.expect(agents.all());
		agents.onChange(phrases::expect);
		return new RealtimeEngine(properties, new RealtimeEndpoint(properties, realtimeProvider), toolboxes, phrases,
				new RealtimeMeters(registry),
				() -> engines.stream().filter((engine) -> engine.kind() == Agent.Engine.CASCADE).findFirst());
	}

	/** Says once that a call whose socket is lost will end, if that is so. */
	@Bean
	SmartInitializingSingleton realtimeReserve(RealtimeEngine engine, RealtimeProperties properties, Agents agents) {
		return () -> {
			List<String> missing = agents.all()
				.stream()
				.filter((agent) -> agent.engine() == Agent.Engine.REALTIME && properties.fallback())
				.flatMap((agent) -> engine.missingInReserve(agent).stream())
				.distinct()
				.toList();
			if (!missing.isEmpty()) {
				log.warn("Agents with engine realtime have nothing to go on with when their socket is lost: their calls"
						+ " end with an apology, or are passed on. Set {} to have them go on with cascade, or"
						+ " trunkline.realtime.fallback=false", String.join(", ", missing));
			}
		};
	}

	static Stream<AgentFault> faults(Agent agent, List<LineFormat> lines) {
		return lines.stream()
			.filter((line) -> !speaks(line.outbound()))
			.map((line) -> AgentFault.of(agent, "engine",
					"is realtime, which speaks PCMU, or PCM at 24000, but trunkline.%s.outbound-sample-rate is %d"
						.formatted(line.carrier(), line.outbound().sampleRate())));
	}

	private static boolean speaks(AudioFormat format) {
		return format.equals(AudioFormat.TELEPHONE)
				|| (format.encoding() == AudioFormat.Encoding.PCM16 && format.sampleRate() == 24_000);
	}

}
