package io.trunkline.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation as text: each line that begins with {@code >} is an event, the lines
 * below it are the effects that follow, and {@code =} stands before the phase in which
 * that ends.
 */
final class Transcript {

	static final TurnPolicy POLICY = new TurnPolicy(Duration.ofSeconds(8), 2, Duration.ofSeconds(8), 3, 3,
			Duration.ofSeconds(10), Duration.ofMinutes(30));

	private Transcript() {
	}

	/** Plays the events of a transcript and writes down what really follows. */
	static String replay(List<String> lines) {
		TurnTaking turnTaking = new TurnTaking(POLICY);
		TurnState state = TurnState.INITIAL;
		List<String> out = new ArrayList<>();
		for (String line : lines) {
			if (line.startsWith("#") || line.isBlank()) {
				out.add(line);
			}
			else if (line.startsWith("> ")) {
				Step step = turnTaking.step(state, event(line.substring(2)));
				state = step.state();
				out.add(line);
				step.effects().forEach((effect) -> out.add("    " + text(effect)));
				out.add("    = " + state.phase() + " " + state.turn());
			}
		}
		return String.join("\n", out) + "\n";
	}

	private static TurnEvent event(String text) {
		String[] parts = text.split(" ", 2);
		String rest = (parts.length > 1) ? parts[1] : "";
		return switch (parts[0]) {
			case "StreamOpened" -> new TurnEvent.StreamOpened(rest.equals("again"));
			case "StreamEnded" -> new TurnEvent.StreamEnded(Outcome.valueOf(rest));
			case "CallerStarted" -> new TurnEvent.CallerStarted();
			case "CallerUpdated" -> new TurnEvent.CallerUpdated(rest);
			case "CallerMayHaveFinished" -> new TurnEvent.CallerMayHaveFinished(rest);
			case "CallerResumed" -> new TurnEvent.CallerResumed();
			case "CallerFinished" -> new TurnEvent.CallerFinished(rest);
			case "HearingLost" -> new TurnEvent.HearingLost();
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
			default -> new ToolAsk.Refused(words[2], "There is no such tool.");
		};
	}

	private static int number(String rest) {
		return Integer.parseInt(rest.split(" ")[0]);
	}

	private static String text(TurnEffect effect) {
		return switch (effect) {
			case TurnEffect.Remember(String said) -> "Remember \"" + said + "\"";
			case TurnEffect.Greet(int turn) -> "Greet " + turn;
			case TurnEffect.Think(int turn) -> "Think " + turn;
			case TurnEffect.Say(int turn, Phrase phrase) -> "Say " + turn + " " + phrase;
			case TurnEffect.Interrupt(int turn) -> "Interrupt " + turn;
			case TurnEffect.Conclude(int turn) -> "Conclude " + turn;
			case TurnEffect.AnswerTool(int turn, String id, String result) ->
				"AnswerTool " + turn + " " + id + " \"" + result + "\"";
			case TurnEffect.Leave(int turn, Farewell farewell) ->
				"Leave " + turn + " " + farewell.getClass().getSimpleName() + " " + farewell.outcome();
			case TurnEffect.StartTimer(Timer timer, int turn, Duration after) ->
				"StartTimer " + timer + " " + turn + " " + after.toSeconds() + "s";
			case TurnEffect.StopTimer(Timer timer) -> "StopTimer " + timer;
			case TurnEffect.Finish(Outcome outcome) -> "Finish " + outcome;
		};
	}

}
