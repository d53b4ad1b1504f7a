package io.trunkline.outbound;

import java.util.List;

import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.DiallerContract;

class FakeDiallerTests implements DiallerContract {

	private final FakeDialler dialler = new FakeDialler(() -> 0);

	@Override
	public Dialler dialler(CarrierState state) {
		state.order().ifPresent((_) -> this.dialler.then(state).then(state));
		return this.dialler;
	}

	@Override
	public Dialler unconfigured() {
		this.dialler.line(new Dialler.Line.Missing(List.of("account")));
		return this.dialler;
	}

	@Override
	public int orders() {
		return this.dialler.plans().size();
	}

}
