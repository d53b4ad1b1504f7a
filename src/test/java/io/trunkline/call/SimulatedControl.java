package io.trunkline.call;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TransferPlan;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A carrier that hangs up and transfers, refuses to, or is not heard of before the
 * deadline.
 */
final class SimulatedControl implements CallControl {

	private static final String HANG_UP = "hang up";

	/** How long a request and what is tried again for it may take, in milliseconds. */
	private static final int DEADLINE = 10_000;

	private static final CarrierState[] REFUSING = { CarrierState.OVER, CarrierState.RATE_LIMITED,
			CarrierState.FORBIDDEN, CarrierState.DISAGREEING, CarrierState.FAILING, CarrierState.CUT_OFF };

	private final World world;

	private final World.Dice dice;

	/** Of its own, so that what goes well does not depend on it. */
	private final World.Dice trouble;

	private final Faults faults;

	private final SimulatedCarrier stream;

	private final Invariants invariants;

	SimulatedControl(World world, Faults faults, SimulatedCarrier stream, Invariants invariants) {
		this.world = world;
		this.dice = world.dice("control");
		this.trouble = world.dice("trouble");
		this.faults = faults;
		this.stream = stream;
		this.invariants = invariants;
	}

	@Override
	public String carrier() {
		return "bandwidth";
	}

	@Override
	public Mono<Void> hangUp(CallLeg leg) {
		return carryOut(HANG_UP);
	}

	@Override
	public Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan) {
		return carryOut("transfer");
	}

	@Override
	public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next) {
		return carryOut("restream");
	}

	@Override
	public Mono<Void> record(CallLeg leg, boolean on) {
		return Mono.empty();
	}

	private Mono<Void> carryOut(String request) {
		return Mono.create((sink) -> {
			this.world.note("asked to " + request);
			this.invariants.departed();
			int after = this.dice.between(1, 800);
			if (!this.dice.chance(this.faults.carrier())) {
				sink.onDispose(this.world.after(after, sink::success));
				if (this.dice.chance(70)) {
					this.world.after(Math.max(0, after + this.dice.between(-100, 300)), this::stop);
				}
			}
			else if (this.dice.chance(70)) {
				refuse(request, after, this.trouble.of(REFUSING), sink);
			}
			else {
				refuse(request, DEADLINE, this.trouble.of(CarrierState.CUT_OFF, CarrierState.UNREACHABLE), sink);
			}
		});
	}

	/** Whoever is cut off does not know that it was done. */
	private void refuse(String request, int after, CarrierState state, MonoSink<Void> sink) {
		this.world.note(state);
		if (state == CarrierState.CUT_OFF && this.trouble.chance(50)) {
			this.world.after(this.trouble.between(1, after), this::stop);
		}
		Kind kind = state.change().orElseThrow();
		boolean isDone = kind == Kind.GONE && request.equals(HANG_UP);
		sink.onDispose(this.world.after(after, isDone ? sink::success : () -> sink.error(state.failure(kind))));
	}

	private void stop() {
		this.stream.close(MediaStream.Ending.STOPPED);
	}

}
