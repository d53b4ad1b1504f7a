package io.trunkline.engine.realtime;

import java.util.List;

import io.trunkline.agent.AgentFault;
import io.trunkline.agent.SampleAgents;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RealtimeConfigurationTests {

	private static final String URL = "wss://api.openai.com/v1/realtime";

	private static final AudioFormat NARROW = new AudioFormat(AudioFormat.Encoding.PCM16, 16_000);

	private static final AudioFormat WIDE = new AudioFormat(AudioFormat.Encoding.PCM16, 24_000);

	@Test
	void telephoneAndWideLinesAreServed() {
		assertThat(faults(AudioFormat.TELEPHONE, WIDE)).isEmpty();
	}

	@Test
	void otherLinesAreRefusedWithTheSettingToChange() {
		assertThat(faults(NARROW)).singleElement().satisfies((fault) -> {
			assertThat(fault.setting()).isEqualTo("trunkline.agents.reception.engine");
			assertThat(fault.problem()).contains("trunkline.bandwidth.outbound-sample-rate is 16000");
		});
	}

	@Test
	void missingKeyIsNamed() {
		assertThat(RealtimeLine.properties(URL, "api-key", "sk-key").missing()).isEmpty();
		assertThat(RealtimeLine.properties(URL, "api-key", " ").missing())
			.containsExactly("trunkline.realtime.api-key (OPENAI_API_KEY)");
	}

	private static List<AgentFault> faults(AudioFormat... formats) {
		return RealtimeConfiguration
			.faults(SampleAgents.reception("engine", "realtime"),
					List.of(formats).stream().map((format) -> new LineFormat("bandwidth", format)).toList())
			.toList();
	}

}
