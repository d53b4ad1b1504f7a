package io.trunkline.agent.tool;

import java.time.Duration;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.SampleAgents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BuiltInTests {

	private final Toolbox toolbox = toolbox("tools", "ask_digits,send_digits,pause_recording,resume_recording",
			"keys.terminator", "*", "keys.timeout", "5s", "phrases.disclosure", "Recorded.", "recording.enabled",
			"true");

	@Test
	void digitsAreCollectedAsTheModelWantsAndElseAsTheAgentDoes() {
		assertThat(check("ask_digits", "{}")).isEqualTo(asking("*", 0, 5, false));
		assertThat(check("ask_digits", "{\"terminator\":\"#\",\"length\":4,\"timeout\":8,\"secret\":true}"))
			.isEqualTo(asking("#", 4, 8, true));
		assertThat(check("ask_digits", "{\"terminator\":\"\"}")).isEqualTo(asking("", 0, 5, false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"length\":0}", "{\"length\":65}", "{\"terminator\":\"##\"}", "{\"terminator\":\"x\"}",
			"{\"timeout\":31}", "{\"secret\":\"no\"}", "{\"digits\":\"1\"}" })
	void digitsAreNotAskedForInWaysThatCannotBe(String arguments) {
		assertThat(check("ask_digits", arguments)).isInstanceOf(Deed.Refused.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "*#0123456789ABCD", "1w2ww3" })
	void keysAreSent(String digits) {
		assertThat(check("send_digits", "{\"digits\":\"" + digits + "\"}")).isEqualTo(new Deed.SendDigits(digits));
	}

	@Test
	void fiftyKeysAreSentAndNoMore() {
		assertThat(check("send_digits", "{\"digits\":\"" + "7".repeat(50) + "\"}")).isInstanceOf(Deed.SendDigits.class);
		assertThat(check("send_digits", "{\"digits\":\"" + "7".repeat(51) + "\"}")).isInstanceOf(Deed.Refused.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"digits\":\"\"}", "{\"digits\":\"1 2\"}", "{\"digits\":\"a\"}",
			"{\"digits\":\"W\"}", "{\"digits\":\"</SendDtmf>\"}", "{\"digits\":\"1\\n\"}", "{\"digits\":12}" })
	void nothingElseIsSent(String arguments) {
		assertThat(check("send_digits", arguments)).isInstanceOf(Deed.Refused.class);
	}

	@Test
	void recordingPausesAndGoesOn() {
		assertThat(check("pause_recording", "{}")).isEqualTo(new Deed.SetRecording(false));
		assertThat(check("resume_recording", "")).isEqualTo(new Deed.SetRecording(true));
	}

	@Test
	void recordingToolsAreOfferedOnlyWhereThereIsARecording() {
		assertThat(toolbox("tools", "pause_recording,resume_recording").descriptions()).isEmpty();
		assertThat(this.toolbox.descriptions()).extracting(ToolDescription::name)
			.containsExactly("ask_digits", "send_digits", "pause_recording", "resume_recording");
	}

	private Deed check(String tool, String arguments) {
		return this.toolbox.check("call_1", tool, arguments, Toolbelts.CALL);
	}

	private static Deed asking(String terminator, int length, int seconds, boolean secret) {
		return new Deed.AskDigits(new Agent.Keys(terminator, length, Duration.ofSeconds(seconds), secret, Map.of()));
	}

	private static Toolbox toolbox(String... settings) {
		Agent agent = SampleAgents.reception(settings);
		return Toolbelts.of(agent).of(agent);
	}

}
