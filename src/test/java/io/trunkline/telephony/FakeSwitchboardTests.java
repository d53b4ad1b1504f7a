package io.trunkline.telephony;

import io.trunkline.telephony.CallLeg.Direction;

class FakeSwitchboardTests implements SwitchboardContract {

	private final FakeSwitchboard switchboard = new FakeSwitchboard();

	@Override
	public Switchboard switchboard() {
		return this.switchboard;
	}

	@Override
	public CallLeg leg() {
		return new CallLeg("fake", new AccountId("1"), new CallId("c-1"), "+12025550123", "+12025550100",
				Direction.INBOUND);
	}

	@Override
	public String token() {
		return this.switchboard.expect(leg()).token();
	}

}
