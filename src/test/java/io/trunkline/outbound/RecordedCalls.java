package io.trunkline.outbound;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.trunkline.call.PlacedCalls;
import io.trunkline.telephony.CallLeg;

/** Notes what is told of calls that are being placed. */
final class RecordedCalls implements PlacedCalls {

	private final List<CallLeg> dialling = new CopyOnWriteArrayList<>();

	private final List<CallLeg> notPlaced = new CopyOnWriteArrayList<>();

	@Override
	public void dialling(CallLeg leg, String agent, String version) {
		this.dialling.add(leg);
	}

	@Override
	public void notPlaced(CallLeg leg, String cause) {
		this.notPlaced.add(leg);
	}

	List<CallLeg> dialling() {
		return List.copyOf(this.dialling);
	}

	List<CallLeg> notPlaced() {
		return List.copyOf(this.notPlaced);
	}

}
