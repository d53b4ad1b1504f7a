package io.trunkline.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as it was heard, in the shape in which a model reads it. While an
 * agent turn is under way it stands here as written; once it is over, only what was heard
 * stays.
 */
final class Dialogue {

	private static final Message INTERRUPTED = new Message.Note(
			"The caller interrupted the agent here and heard only the words above.");

	private final List<Message> past = new ArrayList<>();

	private @Nullable Draft draft;

	void callerSaid(String text) {
		this.past.add(new Message.Caller(text));
	}

	/** An agent turn begins, or its next round. */
	void begin(int turn) {
		if (this.draft == null || this.draft.turn != turn) {
			this.draft = new Draft(turn);
		}
		this.draft.rounds.add(new Round());
	}

	void write(String text) {
		if (this.draft != null) {
			this.draft.rounds.getLast().text.append(text);
		}
	}

	void asked(ToolCall call) {
		if (this.draft != null) {
			this.draft.rounds.getLast().calls.add(call);
		}
	}

	/** What came of a call, also when its turn is over by now. */
	void answered(String callId, String result) {
		if (this.draft != null) {
			this.draft.results.put(callId, result);
		}
	}

	/**
	 * The turn is over.
	 * @param heard the part of its text that was heard, from the beginning
	 * @param interrupted whether the caller cut it short
	 */
	void close(String heard, boolean interrupted) {
		if (this.draft != null) {
			List<Message> said = this.draft.messages(heard);
			this.past.addAll(said);
			if (interrupted && !said.isEmpty()) {
				this.past.add(INTERRUPTED);
			}
			this.draft = null;
		}
	}

	/** The conversation, the turn under way included as written. */
	List<Message> messages() {
		List<Message> all = new ArrayList<>(this.past);
		if (this.draft != null) {
			all.addAll(this.draft.messages(this.draft.written()));
		}
		return all;
	}

	/** An agent turn under way. */
	private static final class Draft {

		private final int turn;

		private final List<Round> rounds = new ArrayList<>();

		private final Map<String, String> results = new HashMap<>();

		Draft(int turn) {
			this.turn = turn;
		}

		String written() {
			StringBuilder all = new StringBuilder();
			this.rounds.forEach((round) -> all.append(round.text));
			return all.toString();
		}

		/**
		 * Calls without a result are left out: a model's server refuses a history with
		 * them.
		 */
		List<Message> messages(String heard) {
			List<Message> messages = new ArrayList<>();
			int from = 0;
			for (Round round : this.rounds) {
				int to = Math.min(from + round.text.length(), heard.length());
				String text = heard.substring(Math.min(from, to), to).strip();
				List<ToolCall> answered = round.calls.stream()
					.filter((call) -> this.results.containsKey(call.id()))
					.toList();
				if (!text.isEmpty() || !answered.isEmpty()) {
					messages.add(new Message.Agent(text, answered));
				}
				answered.forEach((call) -> messages
					.add(new Message.ToolResult(call.id(), this.results.getOrDefault(call.id(), ""))));
				from += round.text.length();
			}
			return messages;
		}

	}

	/** One answer of the model. */
	private static final class Round {

		private final StringBuilder text = new StringBuilder();

		private final List<ToolCall> calls = new ArrayList<>();

	}

}
