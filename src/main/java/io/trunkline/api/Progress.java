package io.trunkline.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import tools.jackson.databind.node.ObjectNode;

/** What whoever follows a call is told, in the words of the API's document. */
sealed interface Progress {

	/**
	 * The call stands elsewhere, or another agent has it.
	 *
	 * @param engine what its latest media stream began with
	 * @param destination where a transfer leads
	 * @param result what came of a transfer
	 */
	record State(CallState state, Optional<String> agent, Optional<String> agentVersion, Optional<Engine> engine,
			Optional<String> destination, Optional<TransferResult> result) implements Progress {
	}

	/**
	 * Something was said.
	 *
	 * @param text as it was heard
	 * @param interrupted whether the agent was cut short
	 */
	record Transcript(Speaker speaker, String text, Optional<Boolean> interrupted) implements Progress {
	}

	/** Where the time before a reply's first sound went, in milliseconds. */
	record Latency(int turn, long total, long pause, long certainty, long model, long clause, long voice, long own,
			long spared) implements Progress {

		static Latency of(TurnLatency exact) {
			TurnLatency latency = exact.inMillis();
			return new Latency(latency.turn(), millis(latency.total()), millis(latency.pause()),
					millis(latency.certainty()), millis(latency.model()), millis(latency.clause()),
					millis(latency.voice()), millis(latency.own()), millis(latency.spared()));
		}
	}

	/**
	 * A tool was called, or has answered.
	 *
	 * @param millis how long it took
	 */
	record Tool(String tool, Step step, Optional<Long> millis) implements Progress {
	}

	/** The recording pauses or goes on. */
	record Recording(boolean on) implements Progress {
	}

	/** Something went wrong. */
	record Fault(String part, String message) implements Progress {
	}

	/** The call is over; nothing follows. */
	record Ended(Outcome outcome, String cause, long millis) implements Progress {
	}

	/** Who says something. */
	enum Speaker {

		CALLER, AGENT,
		/** The caller's keys. */
		KEYS,
		/** An operator, to the agent alone. */
		OPERATOR

	}

	/** How far a tool is. */
	enum Step {

		CALLED, REFUSED, ANSWERED

	}

	static long millis(Duration length) {
		return Math.round(length.toNanos() / 1e6);
	}

	/**
	 * One of the things that a follower is told.
	 *
	 * @param number counts up by one from 1 in each call
	 */
	record Numbered(long number, Instant at, Progress progress) {

		/** As a server-sent event; the JSON has no line breaks. */
		String frame() {
			ObjectNode data = ApiJson.tree(this.progress);
			data.put("at", this.at.toString());
			String name = this.progress.getClass().getSimpleName().toLowerCase(Locale.ROOT);
			return "id: " + this.number + "\nevent: " + name + "\ndata: " + data + "\n\n";
		}

		/** Words of the call are for operators and never for logs. */
		@Override
		public String toString() {
			return this.number + " " + this.progress.getClass().getSimpleName();
		}
	}

}
