package io.trunkline.records;

import java.time.Instant;
import java.util.List;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one call. Its components are the fields of docs/call-record.md. Moments
 * named {@code atMs} count milliseconds from {@link Times#startedAt()}.
 *
 * @param carrier who carried it
 * @param direction who placed it
 * @param from who called, as the carrier said
 * @param to who was called
 * @param times when it was
 * @param ending how it ended
 * @param agents who spoke for us, in order; several after a hand-over
 * @param streams its media streams, in order
 * @param transfers to whom the caller was to be connected
 * @param conversation what was said and keyed
 * @param tools what the model asked for
 * @param turns how long replies took
 * @param usage sums
 * @param faults what went wrong
 * @param recording what the carrier recorded
 * @param cut names of the lists above that were longer than is kept
 */
public record CallRecord(Carrier carrier, CallLeg.Direction direction, String from, String to, Times times,
		Ending ending, List<AgentPart> agents, List<StreamPart> streams, List<Transfer> transfers,
		Conversation conversation, List<ToolUse> tools, List<TurnTimes> turns, Usage usage, List<Fault> faults,
		Recording recording, List<String> cut) {

	public CallRecord {
		agents = List.copyOf(agents);
		streams = List.copyOf(streams);
		transfers = List.copyOf(transfers);
		tools = List.copyOf(tools);
		turns = List.copyOf(turns);
		faults = List.copyOf(faults);
		cut = List.copyOf(cut);
	}

	/** Without numbers and words, so that it can stand in a log. */
	@Override
	public String toString() {
		return "CallRecord[" + this.carrier + ", " + this.ending.outcome() + "]";
	}

	/**
	 * Who carried it.
	 *
	 * @param name of the carrier
	 * @param callId its name of the call; null for a call that it never took
	 */
	public record Carrier(String name, @Nullable String callId) {
	}

	/**
	 * When it was.
	 *
	 * @param startedAt when it was offered or dialled
	 * @param answeredAt when the first media stream was up; null if none ever was
	 * @param endedAt when it was over; for an incomplete record, when it was written
	 * @param durationMs from start to end
	 */
	public record Times(Instant startedAt, @Nullable Instant answeredAt, Instant endedAt, long durationMs) {
	}

	/**
	 * How it ended.
	 *
	 * @param outcome of the call; of its last stream where nobody told of its end; null
	 * if there was neither
	 * @param cause in the carrier's words; empty if it did not say
	 * @param complete whether the call's end was told; false when the process went down
	 * first or the end never came
	 * @param answeredBy who answered a call that we placed, if that is clear
	 */
	public record Ending(@Nullable Outcome outcome, String cause, boolean complete,
			CarrierNotice.@Nullable Answerer answeredBy) {
	}

	/** An agent that had the call from this moment on. */
	public record AgentPart(String name, String version, long atMs) {
	}

	/**
	 * A media stream; without duration and outcome while it was not told to be over.
	 *
	 * @param engine what it began with; null if nobody told that it began
	 */
	public record StreamPart(long atMs, @Nullable Engine engine, @Nullable Long durationMs, @Nullable Outcome outcome) {
	}

	/** A transfer to an alias; without a result when nobody told. */
	public record Transfer(String destination, long atMs, @Nullable TransferResult result, @Nullable Long overMs) {
	}

	/**
	 * What was said and keyed. All empty where {@code trunkline.records.transcript} is
	 * false.
	 *
	 * @param transcript as it was heard
	 * @param keys entries of the caller
	 * @param notes what operators told the agent unheard by the caller
	 */
	public record Conversation(List<Line> transcript, List<Entry> keys, List<Note> notes) {

		public Conversation {
			transcript = List.copyOf(transcript);
			keys = List.copyOf(keys);
			notes = List.copyOf(notes);
		}

		@Override
		public String toString() {
			return "Conversation[hidden]";
		}

	}

	/**
	 * A turn of the conversation.
	 *
	 * @param text what was said, as far as it was heard
	 * @param atMs when the turn was over
	 * @param interrupted whether the caller cut it short
	 * @param written all that the agent wanted to say, where that was more than was heard
	 */
	public record Line(Speaker who, String text, long atMs, boolean interrupted, @Nullable String written) {

		@Override
		public String toString() {
			return "Line[hidden]";
		}

	}

	/** Whose turn it was. */
	public enum Speaker {

		/** The person at the telephone. */
		CALLER,
		/** Our agent. */
		AGENT

	}

	/** An entry of the caller's keys, or the word that stands for a secret one. */
	public record Entry(String shown, long atMs) {

		@Override
		public String toString() {
			return "Entry[hidden]";
		}

	}

	/** What an operator told the agent. */
	public record Note(String text, long atMs) {

		@Override
		public String toString() {
			return "Note[hidden]";
		}

	}

	/** A tool that the model called; without a time while it has not answered. */
	public record ToolUse(String name, boolean refused, long atMs, @Nullable Long tookMs) {
	}

	/**
	 * How long one reply took, in milliseconds; the parts add up to the total but for
	 * rounding.
	 *
	 * @see io.trunkline.call.latency.TurnLatency
	 */
	public record TurnTimes(int turn, long atMs, long totalMs, long pauseMs, long certaintyMs, long modelMs,
			long clauseMs, long voiceMs, long ownMs, long sparedMs) {
	}

	/**
	 * Sums.
	 *
	 * @param streamMs time with a media stream, which is what recognisers are paid for
	 * @param charactersWritten of the agents' turns that were heard, at least in part
	 * @param charactersHeard of these, what was heard
	 * @param replies replies that were measured: answers to the caller
	 */
	public record Usage(long streamMs, int callerTurns, int callerCharacters, int agentTurns, int charactersWritten,
			int charactersHeard, int replies, int toolCalls) {
	}

	/** Something went wrong. */
	public record Fault(String part, String message, long atMs) {
	}

	/** What the carrier recorded, as far as it was known when the call was over. */
	public record Recording(List<Switch> switches, List<Recorded> recorded, List<Transcribed> transcribed) {

		public Recording {
			switches = List.copyOf(switches);
			recorded = List.copyOf(recorded);
			transcribed = List.copyOf(transcribed);
		}

	}

	/** Recording went on, or paused. */
	public record Switch(boolean on, long atMs) {
	}

	/** A recording at the carrier; the address needs the account's credentials. */
	public record Recorded(String id, String status, long lengthMs, String url) {

		static Recorded of(CarrierNotice.Recorded notice) {
			return new Recorded(notice.id(), notice.status(), notice.length().toMillis(), notice.url());
		}

	}

	/** A transcription at the carrier; the address needs the account's credentials. */
	public record Transcribed(String id, String status, String url) {

		static Transcribed of(CarrierNotice.Transcribed notice) {
			return new Transcribed(notice.id(), notice.status(), notice.url());
		}

	}

}
