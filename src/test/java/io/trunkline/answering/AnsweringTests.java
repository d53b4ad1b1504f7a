package io.trunkline.answering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole answers in virtual time. Events stand with their time in milliseconds: {@code s}
 * begins to speak, {@code u} and {@code e} are words so far and at the end, {@code v} is
 * the carrier's verdict, {@code beep} and {@code key} are what they are.
 */
class AnsweringTests {

	private static final AnsweringRules ALL = new AnsweringRules(Duration.ofSeconds(4), true, true);

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			textBlock = """
					person says hello                | 500 s; 900 e Hello?                                       | 900 HUMAN, 900 begin Hello?
					person says nothing              | 0 v UNKNOWN                                               | 4000 SILENCE, 4000 begin
					carrier knows a person           | 700 v HUMAN                                               | 700 HUMAN, 700 begin
					carrier knew before              | -1 v HUMAN                                                | 0 HUMAN, 0 begin
					person is heard out              | 500 s; 600 v HUMAN; 1500 e Yes, who is this?              | 1500 HUMAN, 1500 begin Yes, who is this?
					cough is no answer               | 500 s; 800 e; 3000 s; 3300 e Hi                           | 3300 HUMAN, 3300 begin Hi
					both hear nobody                 | 2000 v SILENCE                                            | 8000 SILENCE, 8000 hang up
					somebody after a long silence    | 2000 v SILENCE; 6000 s; 6300 e Hello?                     | 6300 HUMAN, 6300 begin Hello?
					noise without an end             | 500 s                                                     | 4500 HUMAN, 4500 begin
					key is pressed by a person       | 300 key                                                   | 300 HUMAN, 300 begin
					machine with a beep              | 300 s; 2000 u please leave a message; 6000 e Please leave a message.; 7000 beep | 2000 MACHINE, 7000 message
					machine without a beep           | 300 s; 900 u sorry; 5000 e Sorry, I am not available.                  | 5000 MACHINE, 7500 message
					machine goes on after a pause    | 300 s; 3000 e I am not available.; 4000 s; 8000 e Leave a message. | 3000 MACHINE, 10500 message
					machine by its length            | 300 s; 900 u we are; 6000 e We are the Johnsons and we are all out at the lake right now. | 6000 MACHINE, 8500 message
					beep comes before its verdict    | 300 s; 4000 beep; 5000 v MACHINE                          | 4000 MACHINE, 4000 message
					message begins anew at the beep  | 300 s; 3000 e Leave a message.; 7000 beep; 9000 beep      | 3000 MACHINE, 5500 message, 7000 message
					carrier knows a machine          | 3000 v MACHINE; 3500 s; 9000 e Call later.; 10000 beep    | 3000 MACHINE, 10000 message
					carrier knew a machine before    | -1 v MACHINE                                              | 0 MACHINE, 2500 message
					carrier is wrong about a person  | 1000 v MACHINE; 2000 s; 2400 e Hello? Hello?              | 1000 MACHINE, 2400 HUMAN, 2400 begin Hello? Hello?
					carrier is wrong about a hello   | 500 s; 700 v MACHINE; 900 e Hello?                        | 900 HUMAN, 900 begin Hello?
					carrier is wrong about a machine | 500 s; 700 v HUMAN; 900 u leave; 5000 e Leave a message after the tone. | 5000 MACHINE, 7500 message
					carrier changes its mind         | 1000 v MACHINE; 2000 v HUMAN                              | 1000 MACHINE, 2000 HUMAN, 2000 begin
					machine that talks for ever      | 300 s; 1000 u this is a mailbox                           | 1000 MACHINE, 61000 message
					late verdict                     | 500 s; 900 e Hello.; 5000 v MACHINE                       | 900 HUMAN, 900 begin Hello., 5000 MACHINE, 5000 message
					late verdict over its words      | 500 s; 900 e Hi.; 2000 s; 5000 v MACHINE; 7000 e Bye.     | 900 HUMAN, 900 begin Hi., 5000 hush, 5000 MACHINE, 9500 message
					machine that pauses              | 500 s; 900 e Hi.; 2000 s; 5000 u leave your name; 7000 e Leave your name.; 7500 beep | 900 HUMAN, 900 begin Hi., 5000 hush, 5000 MACHINE, 7500 message
					beep over the agent              | 500 s; 900 e Hi.; 3000 beep                               | 900 HUMAN, 900 begin Hi., 3000 MACHINE, 3000 message
					verdict after a person's answer  | 500 s; 900 e Hello.; 3000 s; 4000 e I am not available.; 5000 v MACHINE; 6000 beep | 900 HUMAN, 900 begin Hello.
					one more hello is no answer      | 500 s; 900 e Hello.; 3000 s; 3400 e Hello?; 5000 v MACHINE | 900 HUMAN, 900 begin Hello., 5000 MACHINE, 5000 message
					screening, then a person         | 300 s; 4000 e Who is calling?; 9000 s; 9500 e Hello?      | 4000 introduce, 9500 HUMAN, 9500 begin Hello?
					screening asks twice             | 300 s; 4000 e State your name.; 9000 s; 9500 e Say your name.; 14000 s; 14500 e Who is calling?; 20000 key | 4000 introduce, 9500 introduce, 20000 HUMAN, 20000 begin
					screening fetches somebody       | 300 s; 4000 e Who is calling?; 9000 s; 9500 e Please stay on the line.; 25000 s; 25500 e Yes? | 4000 introduce, 25500 HUMAN, 25500 begin Yes?
					nobody wants to be fetched       | 300 s; 4000 e State your name.                            | 4000 introduce, 29000 MACHINE, 29000 hang up
					verdict about the screening      | 300 s; 4000 e State your name.; 5000 v MACHINE; 9000 s; 9500 e Hello? | 4000 introduce, 9500 HUMAN, 9500 begin Hello?
					screening ends in a mailbox      | 300 s; 4000 e State your name.; 9000 s; 12000 e He is not available.; 13000 beep | 4000 introduce, 12000 MACHINE, 13000 message
					""")
	void answerOf(String title, String events, String expected) {
		assertThat(String.join(", ", play(ALL, events))).as(title).isEqualTo(expected);
	}

	@Test
	void machineIsLeftAloneByAnAgentWithoutAMessage() {
		AnsweringRules silent = new AnsweringRules(Duration.ofSeconds(4), false, true);
		assertThat(play(silent, "300 s; 1000 u leave a message")).containsExactly("1000 MACHINE", "1000 hang up");
		assertThat(play(silent, "500 s; 900 e Hi.; 3000 beep")).endsWith("3000 MACHINE", "3000 hang up");
		assertThat(play(silent, "500 s; 900 e Hi.; 3000 v MACHINE")).endsWith("3000 MACHINE", "3000 hang up");
	}

	@Test
	void screeningIsLeftAloneByAnAgentWithNothingToSayToIt() {
		AnsweringRules proud = new AnsweringRules(Duration.ofSeconds(4), true, false);
		assertThat(play(proud, "300 s; 4000 e Who is calling?")).containsExactly("4000 MACHINE", "4000 hang up");
	}

	/** What was done, without timers. */
	private static List<String> play(AnsweringRules rules, String events) {
		Answering answering = new Answering(rules);
		AnsweringState state = AnsweringState.INITIAL;
		Map<Deadline, Long> waits = new EnumMap<>(Deadline.class);
		List<Timed> script = new ArrayList<>();
		for (String event : events.split(";")) {
			script.add(Timed.of(event.strip()));
		}
		script.add(new Timed(0, new AnsweringEvent.Opened()));
		script.sort(Comparator.comparingLong(Timed::at));
		List<String> done = new ArrayList<>();
		while (!script.isEmpty() || !waits.isEmpty()) {
			Optional<Timed> due = waits.entrySet()
				.stream()
				.min(Map.Entry.comparingByValue())
				.map((wait) -> new Timed(wait.getValue(), new AnsweringEvent.Expired(wait.getKey())))
				.filter((wait) -> script.isEmpty() || wait.at() < script.getFirst().at());
			Timed next = due.orElseGet(script::removeFirst);
			if (next.event() instanceof AnsweringEvent.Expired(Deadline over)) {
				waits.remove(over);
			}
			Answering.Step step = answering.step(state, next.event());
			assertThat(answering.step(state, next.event())).isEqualTo(step);
			state = step.state();
			for (AnsweringEffect effect : step.effects()) {
				switch (effect) {
					case AnsweringEffect.Start(Deadline deadline, Duration time) ->
						waits.put(deadline, next.at() + time.toMillis());
					case AnsweringEffect.Stop(Deadline deadline) -> waits.remove(deadline);
					case AnsweringEffect.Recognised(Answerer answerer) -> done.add(next.at() + " " + answerer);
					case AnsweringEffect.Begin(String said) -> done.add((next.at() + " begin " + said).strip());
					case AnsweringEffect.Hush() -> done.add(next.at() + " hush");
					case AnsweringEffect.Introduce() -> done.add(next.at() + " introduce");
					case AnsweringEffect.LeaveMessage() -> done.add(next.at() + " message");
					case AnsweringEffect.HangUp _ -> done.add(next.at() + " hang up");
				}
			}
		}
		return done;
	}

	private record Timed(long at, AnsweringEvent event) {

		static Timed of(String text) {
			String[] parts = text.split(" ", 3);
			String rest = (parts.length > 2) ? parts[2] : "";
			return new Timed(Long.parseLong(parts[0]), switch (parts[1]) {
				case "s" -> new AnsweringEvent.SpeechStarted();
				case "u" -> new AnsweringEvent.SpeechUpdated(rest);
				case "e" -> new AnsweringEvent.SpeechEnded(rest);
				case "v" -> new AnsweringEvent.Verdict(Answerer.valueOf(rest));
				case "beep" -> new AnsweringEvent.Beep();
				case "key" -> new AnsweringEvent.KeyPressed();
				default -> throw new IllegalArgumentException(text);
			});
		}

	}

}
