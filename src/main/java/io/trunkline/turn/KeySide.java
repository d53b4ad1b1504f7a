package io.trunkline.turn;

import io.trunkline.turn.TurnEffect.RememberKeys;

/**
 * What follows from the caller's keys. A key takes the floor as words do, but leaves no
 * doubt about it; what was entered is a turn of the caller.
 */
final class KeySide {

	private final Floor floor;

	KeySide(Floor floor) {
		this.floor = floor;
	}

	/** There may be more to come: the agent keeps silent. */
	Step keying(TurnState now) {
		return switch (now.phase()) {
			case LISTENING -> Step.to(now.with(now.strain().understood()), this.floor.unfinished(now));
			case GREETING, THINKING, SPEAKING, ENDING ->
				this.floor.guarded(now) ? Step.to(now) : this.floor.interrupt(now);
			case WAITING, LEAVING, OVER -> Step.to(now);
		};
	}

	Step keyed(TurnState now, String shown) {
		TurnState understood = now.with(now.strain().understood());
		return switch (now.phase()) {
			case LISTENING -> this.floor.think(understood).after(new RememberKeys(shown));
			case GREETING, THINKING, SPEAKING, ENDING -> keyedOver(understood, shown);
			case WAITING, LEAVING, OVER -> Step.to(now);
		};
	}

	private Step keyedOver(TurnState now, String shown) {
		RememberKeys remember = new RememberKeys(shown);
		if (this.floor.guarded(now)) {
			return (now.phase() == Phase.ENDING) ? Step.to(now) : Step.to(now.with(now.caller().owed(true)), remember);
		}
		Step interrupted = this.floor.interrupt(now);
		return this.floor.think(interrupted.state()).after(remember).after(interrupted.effects());
	}

}
