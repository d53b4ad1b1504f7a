package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.scenario.Line.Cue;
import io.trunkline.turn.Outcome;

/**
 * A scenario as steps of a caller, or of whoever is called. Both wait longer than a line
 * allows, so that a conversation that is merely late goes on.
 *
 * @param lines for each step, the place of the line that it belongs to in the dialogue
 */
record ScenarioCaller(Caller caller, List<Integer> lines) {

	/** Short pauses belong to speech. */
	private static final Duration STOPPED = Duration.ofMillis(200);

	private static final Duration LATE = Duration.ofSeconds(4);

	/** From one key to the next. */
	private static final Duration BETWEEN_KEYS = Duration.ofMillis(150);

	ScenarioCaller {
		lines = List.copyOf(lines);
	}

	static ScenarioCaller of(Scenario scenario, double patience) {
		Caller caller = Caller.from(scenario.from()).dialling(scenario.number()).with(scenario.carrier());
		for (String destination : destinations(scenario)) {
			caller = caller.whenTransferred(destination, other(scenario.others(), destination, patience));
		}
		List<Integer> lines = new ArrayList<>();
		for (int i = 0; i < scenario.dialogue().size(); i++) {
			for (Step step : steps(scenario.dialogue().get(i), patience)) {
				caller = caller.then(step);
				lines.add(i);
			}
		}
		return new ScenarioCaller(caller, lines);
	}

	/** Whoever is called instead of calling. */
	Callee called(Scenario.Order order) {
		return (order.callee() != null) ? order.callee()
				: new Callee.PicksUp(order.after(), this.caller.steps(), order.recognised());
	}

	/** The place of the line that is decided when this step is done, its last. */
	OptionalInt decidedBy(int step) {
		int line = this.lines.get(step);
		boolean last = step + 1 == this.lines.size() || this.lines.get(step + 1) != line;
		return last ? OptionalInt.of(line) : OptionalInt.empty();
	}

	private static List<String> destinations(Scenario scenario) {
		List<String> numbers = new ArrayList<>(List.of(ScenarioAgents.COLLEAGUE));
		scenario.settings().agent().forEach((key, value) -> {
			if (key.startsWith(ScenarioAgents.DESTINATIONS)) {
				numbers.add(value);
			}
		});
		return numbers;
	}

	private static Callee other(Scenario.Others others, String who, double patience) {
		Scenario.Part part = others.parts().get(who);
		if (part == null) {
			return others.fates().getOrDefault(who, others.usual());
		}
		List<Step> steps = part.lines().stream().flatMap((line) -> steps(line, patience).stream()).toList();
		return new Callee.PicksUp(part.after(), steps, null);
	}

	private static List<Step> steps(Line line, double patience) {
		return switch (line) {
			case Line.Agent agent -> List.of(new Step.WaitForPhrase(agent.phrase(), late(agent, patience)));
			case Line.Person person -> List.of(new Step.WaitForPhrase(person.phrase(), late(person, patience)));
			case Line.Caller(String text, Cue cue) -> List.of(step(cue), new Step.Say(text));
			case Line.Noise(Duration length, Cue cue) -> List.of(step(cue), new Step.Cough(length));
			case Line.Keys(String keys, Cue cue) -> pressing(keys, cue);
			case Line.Beeps(Cue cue) -> List.of(step(cue), new Step.Beep(Caller.BEEP));
			case Line.KeysHeard heard -> List.of(new Step.WaitForKeys(heard.keys(), late(heard, patience)));
			case Line.Recording recording ->
				List.of(new Step.WaitForRecording(recording.state(), late(recording, patience)));
			case Line.AgentStops stops -> List.of(new Step.WaitForQuiet(STOPPED, late(stops, patience)));
			case Line.AgentSilent(Duration length) ->
				List.of(step(new Cue.AgentQuiet()), new Step.ListenToSilence(length));
			case Line.AgentNever _ -> List.of();
			case Line.StreamBreaks(Cue cue) -> List.of(step(cue), new Step.DropSocket());
			case Line.Transferred transferred -> List.of(new Step.WaitForTransfer(late(transferred, patience)));
			case Line.Ends ends ->
				(ends.outcome() == Outcome.CALLER_HANGUP) ? List.of(step(new Cue.AgentQuiet()), new Step.HangUp())
						: List.of(new Step.WaitForEnd(late(ends, patience)));
		};
	}

	private static List<Step> pressing(String keys, Cue cue) {
		List<Step> steps = new ArrayList<>(List.of(step(cue)));
		for (int i = 0; i < keys.length(); i++) {
			if (i > 0) {
				steps.add(new Step.Pause(BETWEEN_KEYS));
			}
			steps.add(new Step.Press(keys.charAt(i)));
		}
		return steps;
	}

	private static Step step(Cue cue) {
		return switch (cue) {
			case Cue.AgentQuiet() -> new Step.WaitForQuiet(Caller.TURN_GAP, Duration.ofSeconds(30));
			case Cue.AfterWords(int words) -> new Step.WaitForWords(words, Caller.PATIENCE);
			case Cue.After(Duration pause) -> new Step.Pause(pause);
		};
	}

	private static Duration late(Line.Timed line, double patience) {
		return Duration.ofMillis(Math.round(line.within().toMillis() * patience)).plus(LATE);
	}

}
