package io.trunkline.call.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.tool.Spoken;
import io.trunkline.call.playback.PlaybackLedger;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as it was heard, in the shape in which a model reads it. While an
 * agent turn is under way it stands here as its ledger has it; once it is over, only what
 * was heard stays. Each tool call in it has a result, always.
 */
public final class Dialogue {

	private static final Message INTERRUPTED = new Message.Note(
			"The caller interrupted the agent here and heard only the words above.");

	/** Messages that stay as they are when the oldest are summarised. */
	private static final int RECENT = 8;

	private final List<Message> past = new ArrayList<>();

	/** Calls whose result comes after their turn is over: id to name. */
	private final Map<String, String> unfinished = new HashMap<>();

	private @Nullable Draft draft;

	public void callerSaid(String text) {
		this.past.add(new Message.Caller(text));
	}

	/** Something the model should know, from nobody in the conversation. */
	public void note(String text) {
		this.past.add(new Message.Note(text));
	}

	/** An agent turn begins, or its next round. */
	public void begin(PlaybackLedger ledger) {
		if (this.draft == null || this.draft.ledger != ledger) {
			this.draft = new Draft(ledger);
		}
		this.draft.rounds.add(new Round(ledger.written().length()));
	}

	public void asked(ToolCall call) {
		if (this.draft != null) {
			this.draft.rounds.getLast().calls.add(call);
		}
	}

	/** What came of a call of the turn under way. */
	public void answered(String callId, String result) {
		if (this.draft != null) {
			this.draft.results.put(callId, result);
		}
	}

	/** A call goes on though its turn may end; its result will come. */
	public void unfinished(String callId, String tool) {
		this.unfinished.put(callId, tool);
	}

	/** A call has run, be its turn still under way or long over. */
	public void ran(String callId, String result) {
		String tool = this.unfinished.remove(callId);
		if (this.draft != null && this.draft.has(callId)) {
			this.draft.results.put(callId, result);
		}
		else if (tool != null) {
			note("The result of the earlier call of " + tool + " has come: " + result);
		}
	}

	/**
	 * The turn is over.
	 * @param heard the part of its text that was heard, from the beginning
	 * @param interrupted whether the caller cut it short
	 */
	public void close(String heard, boolean interrupted) {
		if (this.draft != null) {
			List<Message> said = this.draft.messages(heard);
			this.past.addAll(said);
			if (interrupted && !heard.isBlank()) {
				this.past.add(INTERRUPTED);
			}
			this.draft = null;
		}
	}

	/** The conversation, the turn under way included as written. */
	public List<Message> messages() {
		List<Message> all = new ArrayList<>(this.past);
		if (this.draft != null) {
			all.addAll(this.draft.messages(this.draft.ledger.written()));
		}
		return all;
	}

	/** Characters of what was said; calls and results of tools do not count. */
	public int talk() {
		return this.past.stream().mapToInt(Dialogue::talkOf).sum();
	}

	/**
	 * The part that a summary may replace: all but the most recent messages, up to a turn
	 * of the caller.
	 */
	public List<Message> oldest() {
		int end = Math.max(0, this.past.size() - RECENT);
		while (end > 0 && !(this.past.get(end) instanceof Message.Caller)) {
			end--;
		}
		return List.copyOf(this.past.subList(0, end));
	}

	/**
	 * Puts a summary in the place of the oldest messages. Calls of tools stay there word
	 * by word, with their results.
	 */
	public void compact(int count, String summary) {
		List<Message> oldest = this.past.subList(0, count);
		List<Message> kept = new ArrayList<>();
		kept.add(new Message.Note(summary));
		for (Message message : oldest) {
			switch (message) {
				case Message.ToolResult result -> kept.add(result);
				case Message.Agent(String _, var calls) when !calls.isEmpty() -> kept.add(new Message.Agent("", calls));
				case Message.Agent _, Message.Caller _, Message.Note _ -> {
				}
			}
		}
		oldest.clear();
		this.past.addAll(0, kept);
	}

	private static int talkOf(Message message) {
		return switch (message) {
			case Message.Caller(String text) -> text.length();
			case Message.Agent(String text, var _) -> text.length();
			case Message.Note(String text) -> text.length();
			case Message.ToolResult _ -> 0;
		};
	}

	/** What was said and heard, without what only a model needs to know. */
	public List<Spoken> heard() {
		List<Spoken> heard = new ArrayList<>();
		for (Message message : this.past) {
			switch (message) {
				case Message.Caller(String text) -> heard.add(new Spoken(Spoken.Who.CALLER, text));
				case Message.Agent(String text, var _) -> heard.add(new Spoken(Spoken.Who.AGENT, text));
				case Message.ToolResult _, Message.Note _ -> {
				}
			}
		}
		return heard;
	}

	/** The conversation as it would be if the caller had said this. */
	public List<Message> messagesAfter(String said) {
		List<Message> all = messages();
		all.add(new Message.Caller(said));
		return all;
	}

	/** An agent turn under way. */
	private static final class Draft {

		private final PlaybackLedger ledger;

		private final List<Round> rounds = new ArrayList<>();

		private final Map<String, String> results = new HashMap<>();

		Draft(PlaybackLedger ledger) {
			this.ledger = ledger;
		}

		boolean has(String callId) {
			return this.rounds.stream()
				.flatMap((round) -> round.calls.stream())
				.anyMatch((call) -> call.id().equals(callId));
		}

		/**
		 * Calls without a result are left out: a model's server refuses a history with
		 * them.
		 */
		List<Message> messages(String heard) {
			List<Message> messages = new ArrayList<>();
			for (int at = 0; at < this.rounds.size(); at++) {
				Round round = this.rounds.get(at);
				int end = (at + 1 < this.rounds.size()) ? this.rounds.get(at + 1).from : Integer.MAX_VALUE;
				String text = heard.substring(Math.min(round.from, heard.length()), Math.min(end, heard.length()))
					.strip();
				List<ToolCall> answered = round.calls.stream()
					.filter((call) -> this.results.containsKey(call.id()))
					.toList();
				if (!text.isEmpty() || !answered.isEmpty()) {
					messages.add(new Message.Agent(text, answered));
				}
				answered.forEach((call) -> messages
					.add(new Message.ToolResult(call.id(), this.results.getOrDefault(call.id(), ""))));
			}
			return messages;
		}

	}

	/**
	 * One answer of the model.
	 *
	 * @param from where its text begins in that of the turn
	 */
	private record Round(int from, List<ToolCall> calls) {

		Round(int from) {
			this(from, new ArrayList<>());
		}
	}

}
