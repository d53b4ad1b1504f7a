package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.Objects;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeypadTests {

	private static final String CREDENTIALS = " username=\"hook\" password=\"hook-password\"";

	private final CarrierWorld world = new CarrierWorld();

	private final FakeService service = this.world.service;

	@AfterEach
	void close() {
		this.world.close();
	}

	@Test
	void gatherHasTheKeysAndAStartGatherWaits() {
		document("<StartGather dtmfUrl=\"bandwidth\"" + CREDENTIALS + "/><Gather gatherUrl=\"bandwidth\""
				+ " terminatingDigits=\"#\"" + CREDENTIALS + "/>");
		this.service.on("gather", FakeService.bxml("<Response><Pause duration=\"60\"/></Response>"));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().press("42#").pause(Duration.ofMillis(500)).press('7').hangUp());
		FakeService.Webhook gather = this.service.webhooks("gather").getFirst();
		assertThat(gather.text("digits")).isEqualTo("42");
		assertThat(gather.text("terminatingDigit")).isEqualTo("#");
		assertThat(this.service.webhooks("dtmf")).singleElement()
			.satisfies((webhook) -> assertThat(webhook.text("digit")).isEqualTo("7"));
		assertThat(report.all(CallEvent.Gathered.class)).extracting(CallEvent.Gathered::digits).containsExactly("42");
	}

	@Test
	void gatherThatTellsNobodyLetsTheNextVerbFollow() {
		document("<Gather maxDigits=\"1\"/><SpeakSentence>Thank you.</SpeakSentence>");
		assertThat(this.world.call(CarrierWorld.caller().press('1').waitForEnd()).heard()).containsExactly("Thank",
				"you.");
		assertThat(this.service.webhooks("gather")).isEmpty();
	}

	@Test
	void keysCanBePressedFromOutside() {
		document("<StartGather dtmfUrl=\"bandwidth\"" + CREDENTIALS + "/><Pause duration=\"60\"/>");
		SandboxCall call = this.world.carrier.call(CarrierWorld.caller().waitForEnd());
		call.events().filter(CallEvent.Answered.class::isInstance).next().block(CarrierWorld.LONG);
		call.press("19").block(CarrierWorld.LONG);
		call.hangUp().block(CarrierWorld.LONG);
		Objects.requireNonNull(call.finished().block(CarrierWorld.LONG));
		assertThat(this.service.webhooks("dtmf")).extracting((webhook) -> webhook.text("digit"))
			.containsExactlyInAnyOrder("1", "9");
		assertThatIllegalArgumentException().isThrownBy(() -> call.press("x"));
	}

	private void document(String verbs) {
		this.service.on("initiate", FakeService.bxml("<Response>" + verbs + "</Response>"));
	}

}
