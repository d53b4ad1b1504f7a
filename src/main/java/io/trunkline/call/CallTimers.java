package io.trunkline.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

import io.trunkline.telephony.CallLoop;
import io.trunkline.turn.Timer;
import io.trunkline.turn.TurnEvent;
import reactor.core.Disposable;

/** The running timers of one call; each name has at most one. */
final class CallTimers {

	private final CallLoop loop;

	private final Consumer<TurnEvent> events;

	private final Map<Timer, Disposable> running = new EnumMap<>(Timer.class);

	CallTimers(CallLoop loop, Consumer<TurnEvent> events) {
		this.loop = loop;
		this.events = events;
	}

	void start(Timer timer, int turn, Duration after) {
		stop(timer);
		this.running.put(timer,
				this.loop.schedule(after, () -> this.events.accept(new TurnEvent.Expired(timer, turn))));
	}

	void stop(Timer timer) {
		Disposable past = this.running.remove(timer);
		if (past != null) {
			past.dispose();
		}
	}

	void stopAll() {
		this.running.values().forEach(Disposable::dispose);
		this.running.clear();
	}

}
