package io.trunkline.telephony;

import io.trunkline.telephony.CallLeg.Direction;

class FakeControlTests implements CallControlContract {

	private final FakeControl control = new FakeControl("fake");

	@Override
	public CallControl control(CarrierState... states) {
		this.control.is(states);
		return this.control;
	}

	@Override
	public CallLeg leg() {
		return new CallLeg("fake", new AccountId("1"), new CallId("c-1"), "+12025550123", "+12025550100",
				Direction.INBOUND);
	}

	@Override
	public int requests() {
		return this.control.asked().size();
	}

}
