package io.trunkline.sandbox;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.CallListener;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.springframework.boot.ansi.AnsiColor;
import org.springframework.boot.ansi.AnsiElement;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.ansi.AnsiStyle;
import org.springframework.util.StringUtils;

/**
 * Tells sandbox calls to the person at the terminal, as they happen. Words go to the
 * terminal only, never to a log, and only the sandbox has a narrator.
 */
final class DemoNarrator implements CallListener {

	private static final int WIDTH = 76;

	private static final int MARGIN = 18;

	private final PrintStream out;

	private final Map<CallId, Long> began = new ConcurrentHashMap<>();

	DemoNarrator(PrintStream out) {
		this.out = out;
	}

	/** A paragraph of the narrator's own. */
	void say(String text) {
		print("", text, AnsiStyle.FAINT);
	}

	/** Something that can be done next, on one line, so that it can be copied. */
	void next(String what, String how) {
		printLine("", "- %-15s%s".formatted(what + ":", how), AnsiStyle.FAINT);
	}

	@Override
	public void on(CallLeg leg, CallEvent event) {
		this.began.putIfAbsent(leg.callId(), System.nanoTime());
		String time = clock(Duration.ofNanos(System.nanoTime() - this.began.getOrDefault(leg.callId(), 0L)));
		switch (event) {
			case CallEvent.Answered(String agent, Engine engine) -> {
				this.out.println();
				print(time + "  line", answered(leg, agent, engine), AnsiColor.DEFAULT);
			}
			case CallEvent.CallerSaid(String text) -> print(time + "  caller", text, AnsiColor.CYAN);
			case CallEvent.ReplyBegan(TurnLatency latency) -> print("", latency.statement(), AnsiStyle.FAINT);
			case CallEvent.AgentSpoke spoke -> agent(time, spoke);
			case CallEvent.ToolCalled(String tool, boolean refused) ->
				print(time + "  tool", tool + (refused ? " (refused)" : ""), AnsiColor.MAGENTA);
			case CallEvent.CallerKeyed(String shown) -> print(time + "  keys", shown, AnsiColor.CYAN);
			case CallEvent.HandedOver(String agent, String _) ->
				print(time + "  line", "The agent " + agent + " goes on.", AnsiColor.DEFAULT);
			case CallEvent.TransferBegan(String destination) ->
				print(time + "  line", "The caller is being put through to " + destination + ".", AnsiColor.DEFAULT);
			case CallEvent.TransferOver over -> print(time + "  line", result(over.result()), AnsiColor.DEFAULT);
			case CallEvent.Offered _, CallEvent.Refused _, CallEvent.Recognised _, CallEvent.ToolAnswered _,
					CallEvent.Bridged _, CallEvent.Whispered _, CallEvent.RecordingChanged _, CallEvent.Recorded _,
					CallEvent.Transcribed _, CallEvent.Faulted _ ->
				this.out.flush();
			case CallEvent.StreamOver(Outcome outcome, Duration duration) ->
				print(time + "  line", "The agent was on the line for " + seconds(duration) + "."
						+ ((outcome == Outcome.CONTINUED) ? " " + ending(outcome) : ""), AnsiColor.DEFAULT);
			case CallEvent.Ended(Outcome outcome, String _, Duration duration) -> {
				print(time + "  line", ending(outcome) + " The call took " + seconds(duration) + ".",
						AnsiColor.DEFAULT);
				this.began.remove(leg.callId());
			}
		}
	}

	private String answered(CallLeg leg, String agent, Engine engine) {
		String carrier = StringUtils.capitalize(leg.carrier());
		String who = "the agent " + agent + ", engine " + DemoWish.name(engine) + ".";
		return switch (leg.direction()) {
			case INBOUND -> "A call from " + leg.from() + " over " + carrier + " is answered by " + who;
			case OUTBOUND -> leg.to() + " has answered a call over " + carrier + " from " + who;
		};
	}

	private void agent(String time, CallEvent.AgentSpoke spoke) {
		if (!spoke.interrupted()) {
			print(time + "  agent", spoke.heard().strip(), AnsiColor.GREEN);
			return;
		}
		String heard = spoke.heard().strip();
		print(time + "  agent", heard.isEmpty() ? "(nothing was heard)" : heard + " --", AnsiColor.GREEN);
		print("",
				"interrupted: that much was heard. Never heard: \""
						+ shortened(spoke.written().substring(spoke.heard().length()).strip()) + "\"",
				AnsiColor.YELLOW);
	}

	private static String result(TransferResult result) {
		return switch (result) {
			case TALKED -> "The two have spoken.";
			case BUSY -> "It was busy there.";
			case NO_ANSWER -> "Nobody answered there.";
			case REJECTED -> "It was refused there.";
			case FAILED -> "It could not be rung.";
		};
	}

	private static String ending(Outcome outcome) {
		return switch (outcome) {
			case CALLER_HANGUP -> "The caller hung up.";
			case AGENT_HANGUP -> "The agent hung up after its goodbye.";
			case OPERATOR_HANGUP -> "An operator ended the call.";
			case VOICEMAIL -> "A machine answered.";
			case NOT_REACHED -> "Nobody answered the call.";
			case NOT_SERVED -> "No agent could take the call.";
			case TRANSFERRED -> "The caller was connected with a person.";
			case CONTINUED -> "The call goes on with another media stream.";
			case SILENCE -> "The caller said nothing; the agent said goodbye and hung up.";
			case MAX_DURATION -> "The longest allowed time was over.";
			case ERROR_STT -> "The agent could not hear; the call was passed on.";
			case ERROR_LLM -> "The model failed; the call was passed on.";
			case ERROR_TTS -> "The voice failed; the call was passed on.";
			case STREAM_BROKEN -> "The media stream broke.";
			case FAILED -> "Something failed on our side.";
		};
	}

	/** Breaks a text into lines beside its margin. */
	private void print(String margin, String text, AnsiElement look) {
		StringBuilder line = new StringBuilder();
		String side = margin;
		for (String word : text.split(" ")) {
			if (line.length() + word.length() > WIDTH) {
				printLine(side, line.toString(), look);
				line.setLength(0);
				side = "";
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		printLine(side, line.toString(), look);
	}

	private void printLine(String margin, String line, AnsiElement look) {
		String pad = " ".repeat(Math.max(1, MARGIN - margin.length()));
		this.out.println("  " + AnsiOutput.toString(AnsiStyle.FAINT, margin, AnsiStyle.NORMAL) + pad
				+ AnsiOutput.toString(look, line, AnsiColor.DEFAULT, AnsiStyle.NORMAL));
	}

	private static String shortened(String text) {
		return (text.length() <= 90) ? text : text.substring(0, text.lastIndexOf(' ', 90)) + " ...";
	}

	private static String clock(Duration since) {
		return "%02d:%02d.%d".formatted(since.toMinutes(), since.toSecondsPart(), since.toMillisPart() / 100);
	}

	private static String seconds(Duration duration) {
		return duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
	}

}
