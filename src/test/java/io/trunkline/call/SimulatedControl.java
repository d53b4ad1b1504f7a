package io.trunkline.call;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.TransferPlan;
import reactor.core.publisher.Mono;

/** A carrier that hangs up and transfers, refuses to, or does not answer. */
final class SimulatedControl implements CallControl {

	private final World world;

	private final World.Dice dice;

	private final Faults faults;

	private final SimulatedCarrier stream;

	private final Invariants invariants;

	SimulatedControl(World world, Faults faults, SimulatedCarrier stream, Invariants invariants) {
		this.world = world;
		this.dice = world.dice("control");
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
		return carryOut("hang up");
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
				this.world.after(after, sink::success);
				if (this.dice.chance(70)) {
					this.world.after(Math.max(0, after + this.dice.between(-100, 300)),
							() -> this.stream.close(MediaStream.Ending.STOPPED));
				}
			}
			else if (this.dice.chance(70)) {
				this.world.after(after, () -> sink.error(new IllegalStateException("409")));
			}
		});
	}

}
