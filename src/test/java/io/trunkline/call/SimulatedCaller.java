package io.trunkline.call;

import java.util.Objects;
import java.util.function.BooleanSupplier;

import io.trunkline.speech.Hearing;
import io.trunkline.telephony.MediaStream;
import io.trunkline.turn.Phase;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Somebody on the phone, and the recogniser that hears it: asks, pauses, coughs, says
 * "mm-hm", speaks over the agent, changes its mind, falls silent, hangs up.
 */
final class SimulatedCaller {

	private static final int POLL = 60;

	private final World world;

	private final World.Dice dice;

	private final Faults faults;

	private final Invariants invariants;

	private final Sinks.Many<Hearing> heard = Sinks.many().unicast().onBackpressureBuffer();

	/** Whether the recogniser tells of probable ends. */
	private final boolean eager;

	private @Nullable SimulatedCarrier carrier;

	private int turnsLeft;

	private int topics;

	private boolean gone;

	SimulatedCaller(World world, Faults faults, Invariants invariants) {
		this.world = world;
		this.dice = world.dice("caller");
		this.faults = faults;
		this.invariants = invariants;
		this.eager = this.dice.chance(75);
		this.turnsLeft = this.dice.between(0, this.dice.of(4, 15));
	}

	private SimulatedCarrier carrier() {
		return Objects.requireNonNull(this.carrier, "the call has not begun");
	}

	Flux<Hearing> hearing() {
		return this.heard.asFlux();
	}

	/** The call begins. */
	void answer(SimulatedCarrier line) {
		this.carrier = line;
		if (this.dice.chance(20)) {
			this.world.after(this.dice.between(0, 60_000),
					() -> end(this.dice.of(MediaStream.Ending.STOPPED, MediaStream.Ending.BROKEN)));
		}
		if (this.faults.hearing()) {
			this.world.after(this.dice.between(0, 30_000), () -> {
				this.world.note("recogniser lost");
				this.heard.tryEmitError(new IllegalStateException("simulated"));
			});
		}
		hear(0, new Hearing.Connected());
		next();
	}

	/** Whether anybody still listens. */
	boolean isHeard() {
		return this.heard.currentSubscriberCount() > 0;
	}

	/** The call is over. */
	void leave() {
		this.gone = true;
	}

	private void end(MediaStream.Ending how) {
		if (!this.gone) {
			carrier().close(how);
		}
	}

	private void next() {
		if (this.gone) {
			return;
		}
		if (this.turnsLeft-- == 0) {
			if (this.dice.chance(50)) {
				this.world.after(this.dice.between(0, 6000), () -> end(MediaStream.Ending.STOPPED));
			}
			return;
		}
		switch (this.dice.between(0, 19) / 2) {
			case 0, 1, 2, 3 -> when(this::agentIsDone, 20_000, this.dice.between(100, 1500));
			case 4, 5, 6 -> when(this::agentIsAudible, 8000, this.dice.between(0, 3000));
			case 7 -> when(() -> this.invariants.phase() == Phase.ENDING, 6000, this.dice.between(0, 1500));
			case 8 -> when(() -> true, 0, this.dice.between(0, 4000));
			default -> when(() -> true, 0, this.dice.between(3000, this.dice.of(9000, 9000, 25_000)));
		}
	}

	private boolean agentIsDone() {
		return this.invariants.phase() == Phase.LISTENING && !carrier().playing();
	}

	private boolean agentIsAudible() {
		return carrier().playing();
	}

	/** Speaks once something is so, or after some time though it is not. */
	private void when(BooleanSupplier holds, long atMost, long then) {
		if (holds.getAsBoolean() || atMost <= 0) {
			this.world.after(then, this::speak);
		}
		else {
			this.world.after(POLL, () -> {
				if (!this.gone) {
					when(holds, atMost - POLL, then);
				}
			});
		}
	}

	private void speak() {
		if (this.gone) {
			return;
		}
		long length = switch (this.dice.between(0, 15)) {
			case 0, 1, 2, 3, 4, 5 -> say(question(), "");
			case 6 -> noise();
			case 7 -> say(this.dice.of("mm-hm", "yeah", "okay thanks", "right"), "");
			case 8 -> say(this.dice.of("stop", "wait", "no", "hold on"), "");
			case 9 -> say("no " + question(), "");
			case 10 -> say("pizza" + ++this.topics, "");
			case 11 -> say(this.dice.of("bye", "you too", "bye bye"), "");
			case 12 -> say(this.dice.of("um", "uh um"), "");
			case 13 -> say(question(), this.dice.of("yes but", "sell me"));
			case 14 -> say("uh " + question(), "");
			default -> say("pizza" + ++this.topics + " please", "");
		};
		this.world.after(length + this.dice.between(0, 1500), this::next);
	}

	private String question() {
		StringBuilder question = new StringBuilder("tell me");
		for (int words = this.dice.between(1, 6); words > 0; words--) {
			question.append(" q").append(++this.topics);
		}
		return question.toString();
	}

	/** A cough, a door: a turn without words, whose end may come late or never. */
	private long noise() {
		int voice = this.dice.between(50, 1200);
		started(0, voice);
		if (this.dice.chance(70)) {
			int end = voice + this.dice.between(50, 2500);
			hear(end, new Hearing.TurnEnded(""));
			return end;
		}
		return (long) voice + this.dice.between(1000, 9000);
	}

	/**
	 * Words from the first sound to the verdict that it is all.
	 * @param wrong what the recogniser first took it for
	 */
	private long say(String text, String wrong) {
		String[] words = text.split(" ");
		long voice = words.length * (long) this.dice.between(150, 400);
		started(0, voice);
		long at = this.dice.between(20, 300);
		if (!wrong.isEmpty()) {
			hear(at, new Hearing.TurnUpdated(wrong));
		}
		StringBuilder soFar = new StringBuilder();
		boolean falseStart = this.eager && this.dice.chance(30);
		for (int word = 0; word < words.length; word++) {
			soFar.append(soFar.isEmpty() ? "" : " ").append(words[word]);
			at += voice / words.length;
			if (this.dice.chance(70)) {
				hear(at, new Hearing.TurnUpdated(soFar.toString()));
			}
			if (this.dice.chance(10)) {
				hear(at, new Hearing.TurnUpdated(soFar.toString()));
			}
			if (falseStart && word < words.length - 1 && this.dice.chance(40)) {
				hear(at + 1, new Hearing.TurnEagerlyEnded(soFar.toString()));
				at += this.dice.between(50, 1200);
				hear(at, new Hearing.TurnResumed());
				voiceUntil(at, voice);
			}
		}
		if (this.eager && this.dice.chance(85)) {
			at += this.dice.between(20, 300);
			hear(at, new Hearing.TurnEagerlyEnded(text));
			if (this.dice.chance(10)) {
				hear(at + 10, new Hearing.TurnEagerlyEnded(text));
			}
		}
		at += this.dice.between(30, 1200);
		String last = this.dice.chance(30) ? "Uh, " + text + "." : text;
		hear(at, new Hearing.TurnEnded(last));
		return at;
	}

	private void started(long at, long voice) {
		hear(at, new Hearing.TurnStarted());
		voiceUntil(at, voice);
	}

	private void voiceUntil(long at, long length) {
		this.world.after(at, () -> this.invariants.callerAudibleUntil(this.world.now() + length));
	}

	private void hear(long after, Hearing what) {
		this.world.after(after, () -> {
			if (!this.gone) {
				this.world.note(what);
				this.invariants.hears(what);
				this.heard.tryEmitNext(what);
			}
		});
	}

}
