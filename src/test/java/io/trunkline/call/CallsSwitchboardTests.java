package io.trunkline.call;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.SwitchboardContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallsSwitchboardTests implements SwitchboardContract {

	private final Pod pod = new Pod();

	@Override
	public Switchboard switchboard() {
		return this.pod.calls;
	}

	@Override
	public CallLeg leg() {
		return Pod.leg();
	}

	@Override
	public String token() {
		return ((Answer.Connect) this.pod.calls.offered(leg()).blockOptional().orElseThrow()).token().value();
	}

	@Test
	void anEndThatIsToldTwiceIsOneEnd() {
		token();
		this.pod.calls.notice(leg(), new CarrierNotice.Disconnected("hangup", ""));
		this.pod.calls.notice(leg(), new CarrierNotice.Disconnected("hangup", ""));
		this.pod.pass(10_000);
		assertThat(this.pod.told(CallEvent.Ended.class)).hasSize(1);
		this.pod.assertNothingIsLeft();
	}

}
