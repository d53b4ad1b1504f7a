package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/** What happens when somebody is called, be it by an order or by a transfer. */
public sealed interface Callee {

	/** Somebody who answers at once and never hangs up. */
	Callee PATIENT = new Answers(Duration.ZERO, Duration.ofDays(1));

	/** From the moment when a machine has picked up to its first word. */
	Duration BREATH = Duration.ofMillis(700);

	/** A number that nobody has. */
	Callee NOBODY = new Rejects(Duration.ZERO);

	/**
	 * Rings somebody.
	 * @param later runs something after a while
	 * @param picksUp runs when he does; one of these three runs at most
	 */
	static void ring(Callee callee, BiConsumer<Duration, Runnable> later, Runnable picksUp, Runnable isBusy,
			Runnable rejects) {
		switch (callee) {
			case Answers(Duration after, Duration _) -> later.accept(after, picksUp);
			case PicksUp person -> later.accept(person.after(), picksUp);
			case Busy(Duration after) -> later.accept(after, isBusy);
			case Rejects(Duration after) -> later.accept(after, rejects);
			case NoAnswer() -> {
			}
		}
	}

	/**
	 * What the carrier's machine detection finds: a person where nothing else is said.
	 */
	static @Nullable Recognition recognition(Callee callee) {
		return switch (callee) {
			case Answers _ -> Recognition.PERSON;
			case PicksUp person -> person.recognised();
			case Busy _, Rejects _, NoAnswer _ -> null;
		};
	}

	/** What somebody does once he has picked up; who talks for a while says nothing. */
	static List<Step> steps(Callee callee) {
		return switch (callee) {
			case Answers(Duration _, Duration talks) -> List.of(new Step.Pause(talks));
			case PicksUp person -> person.steps();
			case Busy _, Rejects _, NoAnswer _ -> List.of();
		};
	}

	/** What somebody does whom a transfer rings: talk once the caller is there. */
	static List<Step> transferredSteps(Callee callee) {
		return (callee instanceof Answers(Duration _, Duration talks))
				? List.of(new Step.WaitForTransfer(Duration.ofDays(1)), new Step.Pause(talks)) : steps(callee);
	}

	/**
	 * Answers after a while, talks for a while, and hangs up. Whoever is called by a
	 * transfer talks from the moment when the caller is connected with him.
	 */
	record Answers(Duration after, Duration talks) implements Callee {
	}

	/**
	 * Picks up after a while, takes these steps, and hangs up.
	 *
	 * @param recognised what the carrier's machine detection finds; null if it never
	 * tells
	 */
	record PicksUp(Duration after, List<Step> steps, @Nullable Recognition recognised) implements Callee {

		public PicksUp {
			steps = List.copyOf(steps);
		}

		/**
		 * The same with another finding of the machine detection, right or wrong.
		 * @param after counted from the picking up
		 */
		public PicksUp recognisedAs(String value, Duration after) {
			return new PicksUp(this.after, this.steps, new Recognition(value, after));
		}

		/** The same, and the machine detection never tells anything. */
		public PicksUp neverRecognised() {
			return new PicksUp(this.after, this.steps, null);
		}

	}

	/** Is found busy after a while. */
	record Busy(Duration after) implements Callee {
	}

	/** Declines after a while. */
	record Rejects(Duration after) implements Callee {
	}

	/** Lets it ring. */
	record NoAnswer() implements Callee {
	}

	/**
	 * A person who picks up after a while and does what this caller would. What he says
	 * before the service has opened a stream reaches nobody.
	 */
	static PicksUp person(Duration after, Caller script) {
		return new PicksUp(after, script.steps(), Recognition.PERSON);
	}

	/**
	 * An answering machine: speaks its greeting, beeps, and records for a while, in
	 * silence.
	 */
	static PicksUp voicemail(Duration after, String greeting, Duration records) {
		return new PicksUp(after, Caller.someone().pause(BREATH).say(greeting).beep().pause(records).steps(),
				new Recognition(Recognition.MACHINE, Duration.ofMillis(2500)));
	}

	/**
	 * A machine that asks who is calling, and waits for an answer.
	 * @param person comes on after that; without steps the machine hangs up instead
	 */
	static PicksUp screening(Duration after, String question, Caller person) {
		Caller machine = Caller.someone().pause(BREATH).say(question).waitForAgent();
		for (Step step : person.steps()) {
			machine = machine.then(step);
		}
		return new PicksUp(after, machine.steps(), new Recognition(Recognition.MACHINE, Duration.ofMillis(2500)));
	}

	/** Picks up, says nothing, and hangs up. */
	static PicksUp silence(Duration after, Duration length) {
		return new PicksUp(after, Caller.someone().pause(length).steps(),
				new Recognition("silence", Duration.ofSeconds(10)));
	}

	/**
	 * What machine detection finds.
	 *
	 * @param value in the carrier's words: {@code human}, {@code answering-machine},
	 * {@code tone-detected}, {@code silence}, {@code timeout} or {@code error}
	 * @param after how long it takes from the picking up; beyond the order's detection
	 * time-out it finds {@code timeout} instead
	 */
	record Recognition(String value, Duration after) {

		static final Recognition PERSON = new Recognition("human", Duration.ofMillis(1500));

		static final String MACHINE = "answering-machine";

	}

}
