package io.trunkline.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A conversation as text: each line that begins with {@code >} is an event, the lines
 * below it are the effects that follow, and {@code =} stands before the phase in which
 * that ends.
 */
final class Transcript {

	static final BargeIn BARGE_IN = new BargeIn(List.of("mm-hm", "yeah", "yes", "ok", "thank you", "i see"),
			List.of("bye", "you too"), List.of("stop", "wait", "hold on", "no"), List.of("um", "uh"), 2,
			Duration.ofMillis(700));

	static final TurnPolicy POLICY = policy(false, Set.of(), Duration.ZERO);

	private Transcript() {
	}

	static TurnPolicy policy(boolean disclosure, Set<Phrase> guarded, Duration commitAfter) {
		return new TurnPolicy(disclosure, guarded, BARGE_IN, new TurnPolicy.Speculation(3, commitAfter, 50),
				new TurnPolicy.Patience(Duration.ofSeconds(8), Duration.ofSeconds(5), Duration.ofMillis(700),
						Duration.ofMillis(2400), Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(10)),
				new TurnPolicy.Limits(2, 3, 3, Duration.ofMinutes(30), Duration.ofMinutes(1)));
	}

	/**
	 * Plays the events of a transcript and writes down what really follows. A line that
	 * begins with {@code %} changes the policy: {@code disclosure}, {@code commit}, or
	 * the name of a phrase to guard.
	 */
	static String replay(List<String> lines) {
		TurnTaking turnTaking = new TurnTaking(policy(lines));
		TurnState state = TurnState.INITIAL;
		List<String> out = new ArrayList<>();
		for (String line : lines) {
			if (line.startsWith("#") || line.startsWith("%") || line.isBlank()) {
				out.add(line);
			}
			else if (line.startsWith("> ")) {
				Step step = turnTaking.step(state, event(line.substring(2)));
				state = step.state();
				out.add(line);
				step.effects().forEach((effect) -> out.add("    " + text(effect)));
				out.add("    = " + state.phase() + " " + state.turn() + (state.ducked() ? " ducked" : ""));
			}
		}
		return String.join("\n", out) + "\n";
	}

	private static TurnPolicy policy(List<String> lines) {
		List<String> settings = lines.stream()
			.filter((line) -> line.startsWith("% "))
			.flatMap((line) -> Stream.of(line.substring(2).split(" ")))
			.toList();
		Set<Phrase> guarded = settings.stream()
			.filter((setting) -> setting.equals(setting.toUpperCase(Locale.ROOT)))
			.map(Phrase::valueOf)
			.collect(Collectors.toSet());
		if (settings.contains("disclosure")) {
			guarded.add(Phrase.DISCLOSURE);
		}
		return policy(settings.contains("disclosure"), guarded,
				settings.contains("commit") ? Duration.ofMillis(200) : Duration.ZERO);
	}

	private static TurnEvent event(String text) {
		String[] parts = text.split(" ", 2);
		String rest = (parts.length > 1) ? parts[1] : "";
		return switch (parts[0]) {
			case "StreamOpened" -> new TurnEvent.StreamOpened(
					rest.isEmpty() ? Opening.FRESH : Opening.valueOf(rest.toUpperCase(Locale.ROOT)));
			case "StreamEnded" -> new TurnEvent.StreamEnded(Outcome.valueOf(rest));
			case "CallerStarted" -> new TurnEvent.CallerStarted();
			case "CallerUpdated" -> new TurnEvent.CallerUpdated(rest);
			case "CallerMayHaveFinished" -> new TurnEvent.CallerMayHaveFinished(rest);
			case "CallerResumed" -> new TurnEvent.CallerResumed();
			case "CallerFinished" -> new TurnEvent.CallerFinished(rest);
			case "CallerKeying" -> new TurnEvent.CallerKeying();
			case "CallerKeyed" -> new TurnEvent.CallerKeyed(rest);
			case "WordsCalledFor" -> new TurnEvent.WordsCalledFor(rest);
			case "TransferCalledFor" -> new TurnEvent.TransferCalledFor(rest);
			case "HangUpCalledFor" -> new TurnEvent.HangUpCalledFor(Outcome.valueOf(rest));
			case "Whispered" -> new TurnEvent.Whispered(rest);
			case "MachineTalks" -> new TurnEvent.MachineTalks();
			case "MachineAsks" -> new TurnEvent.MachineAsks();
			case "MachineListens" -> new TurnEvent.MachineListens();
			case "HearingLost" -> new TurnEvent.HearingLost();
			case "Ducked" -> new TurnEvent.Ducked(number(rest), rest.endsWith("last"));
			case "ReplyDry" -> new TurnEvent.ReplyDry(number(rest));
			case "ToolDone" -> new TurnEvent.ToolDone(number(rest), rest.split(" ")[1]);
			case "ReplyAudible" -> new TurnEvent.ReplyAudible(Integer.parseInt(rest));
			case "ReplyComplete" -> new TurnEvent.ReplyComplete(number(rest), rest.endsWith("silent"));
			case "ReplyHeard" -> new TurnEvent.ReplyHeard(Integer.parseInt(rest));
			case "ReplyFailed" -> new TurnEvent.ReplyFailed(number(rest), Outcome.valueOf(rest.split(" ")[1]));
			case "LeaveAccepted" -> new TurnEvent.LeaveAccepted(Integer.parseInt(rest));
			case "LeaveRefused" -> new TurnEvent.LeaveRefused(Integer.parseInt(rest));
			case "Expired" ->
				new TurnEvent.Expired(Timer.valueOf(rest.split(" ")[0]), Integer.parseInt(rest.split(" ")[1]));
			case "ToolAsked" -> new TurnEvent.ToolAsked(number(rest), ask(rest.split(" ")));
			default -> throw new IllegalArgumentException("no such event: " + text);
		};
	}

	private static ToolAsk ask(String[] words) {
		return switch (words[1]) {
			case "hang_up" -> new ToolAsk.Leave(words[2], new Farewell.HangUp(Outcome.AGENT_HANGUP, words[2]));
			case "transfer" -> new ToolAsk.Leave(words[2], new Farewell.Transfer("human", words[2]));
			case "send_digits" -> new ToolAsk.Leave(words[2], new Farewell.Digits("1w2", words[2]));
			case "aside" -> new ToolAsk.Aside(words[2]);
			case "hand_over" -> new ToolAsk.HandOver(words[2], "sales");
			case "read" -> new ToolAsk.Run(words[2], true);
			case "write" -> new ToolAsk.Run(words[2], false);
			default -> new ToolAsk.Refused(words[2], "There is no such tool.");
		};
	}

	private static int number(String rest) {
		return Integer.parseInt(rest.split(" ")[0]);
	}

	private static String text(TurnEffect effect) {
		return switch (effect) {
			case TurnEffect.Remember(String said) -> "Remember \"" + said + "\"";
			case TurnEffect.RememberKeys(String shown) -> "RememberKeys \"" + shown + "\"";
			case TurnEffect.Note(String text) -> "Note \"" + text + "\"";
			case TurnEffect.Recite(int turn, String sentence) -> "Recite " + turn + " \"" + sentence + "\"";
			case TurnEffect.AllowRecording() -> "AllowRecording";
			case TurnEffect.Greet(int turn) -> "Greet " + turn;
			case TurnEffect.Think(int turn) -> "Think " + turn;
			case TurnEffect.Speculate(String said) -> "Speculate \"" + said + "\"";
			case TurnEffect.Discard() -> "Discard";
			case TurnEffect.Release(int turn) -> "Release " + turn;
			case TurnEffect.Fill(int turn, Phrase phrase) -> "Fill " + turn + " " + phrase;
			case TurnEffect.Duck(int turn) -> "Duck " + turn;
			case TurnEffect.Resume(int turn) -> "Resume " + turn;
			case TurnEffect.RunTool(int turn, String id) -> "RunTool " + turn + " " + id;
			case TurnEffect.CancelTool(int turn, String id) -> "CancelTool " + turn + " " + id;
			case TurnEffect.HandOver(int turn, String agent) -> "HandOver " + turn + " " + agent;
			case TurnEffect.WrapUp() -> "WrapUp";
			case TurnEffect.Say(int turn, Phrase phrase) -> "Say " + turn + " " + phrase;
			case TurnEffect.Interrupt(int turn) -> "Interrupt " + turn;
			case TurnEffect.Conclude(int turn) -> "Conclude " + turn;
			case TurnEffect.AnswerTool(int turn, String id, String result) ->
				"AnswerTool " + turn + " " + id + " \"" + result + "\"";
			case TurnEffect.Leave(int turn, Farewell farewell) ->
				"Leave " + turn + " " + farewell.getClass().getSimpleName() + " " + farewell.outcome();
			case TurnEffect.StartTimer(Timer timer, int turn, Duration after) ->
				"StartTimer " + timer + " " + turn + " " + after.toMillis() + " ms";
			case TurnEffect.StopTimer(Timer timer) -> "StopTimer " + timer;
			case TurnEffect.Finish(Outcome outcome) -> "Finish " + outcome;
		};
	}

}
