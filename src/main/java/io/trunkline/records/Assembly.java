package io.trunkline.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A record in the making. What it holds is bounded, however long the call is. Not for
 * several threads at a time.
 */
final class Assembly {

	/** Characters of a transcript: more than two hours of talk. */
	static final int LONGEST_TRANSCRIPT = 100_000;

	/** Items of any other list. */
	static final int LONGEST_LIST = 1000;

	/** Characters of a name, a cause or a message. */
	static final int LONGEST_TEXT = 500;

	private final Privacy privacy;

	private final Instant startedAt;

	/** Also read by others, to find who is silent. */
	private volatile Instant heardOf;

	private CallLeg leg;

	private @Nullable Instant answeredAt;

	private CarrierNotice.@Nullable Answerer answeredBy;

	private @Nullable Outcome lastStream;

	private final Bounded<CallRecord.AgentPart> agents = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.StreamPart> streams = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Transfer> transfers = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Line> transcript = new Bounded<>(LONGEST_TRANSCRIPT, Assembly::length);

	private final Bounded<CallRecord.Entry> keys = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Note> notes = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.ToolUse> tools = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.TurnTimes> turns = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Fault> faults = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Switch> switches = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Recorded> recorded = new Bounded<>(LONGEST_LIST);

	private final Bounded<CallRecord.Transcribed> transcribed = new Bounded<>(LONGEST_LIST);

	private final Tally tally = new Tally();

	Assembly(Privacy privacy, CallLeg leg, Instant now) {
		this.privacy = privacy;
		this.leg = leg;
		this.startedAt = now;
		this.heardOf = now;
	}

	/** When something was last told of the call. */
	Instant heardOf() {
		return this.heardOf;
	}

	/** Takes what was told, but for the end. */
	void add(CallLeg leg, CallEvent event, Instant now) {
		this.leg = leg;
		this.heardOf = now;
		long at = since(now);
		switch (event) {
			case CallEvent.Offered(String agent, String version) -> agent(agent, version, at);
			case CallEvent.HandedOver(String agent, String version) -> agent(agent, version, at);
			case CallEvent.Refused(String reason) -> fault("call", reason, at);
			case CallEvent.Answered(String _, Engine engine) -> {
				this.answeredAt = (this.answeredAt != null) ? this.answeredAt : now;
				this.streams.add(new CallRecord.StreamPart(at, engine, null, null));
			}
			case CallEvent.Recognised(CarrierNotice.Answerer answerer) -> this.answeredBy = answerer;
			case CallEvent.CallerSaid(String text) -> callerSaid(text, at);
			case CallEvent.CallerKeyed(String shown) -> {
				if (this.privacy.transcript()) {
					this.keys.add(new CallRecord.Entry(brief(shown), at));
				}
			}
			case CallEvent.AgentSpoke spoke -> agentSpoke(spoke, at);
			case CallEvent.ReplyBegan(TurnLatency latency) -> replyBegan(latency, at);
			case CallEvent.ToolCalled(String tool, boolean refused) -> {
				this.tally.toolCalls++;
				this.tools.add(new CallRecord.ToolUse(brief(tool), refused, at, null));
			}
			case CallEvent.ToolAnswered(String tool, Duration took) -> toolAnswered(brief(tool), took);
			case CallEvent.Whispered(String note) -> {
				if (this.privacy.transcript()) {
					this.notes.add(new CallRecord.Note(brief(note), at));
				}
			}
			case CallEvent.TransferBegan(String destination) ->
				this.transfers.add(new CallRecord.Transfer(brief(destination), at, null, null));
			case CallEvent.TransferOver(String destination, TransferResult result) ->
				transferOver(brief(destination), result, at);
			case CallEvent.RecordingChanged(boolean on) -> this.switches.add(new CallRecord.Switch(on, at));
			case CallEvent.Recorded(CarrierNotice.Recorded recording) ->
				once(this.recorded, CallRecord.Recorded.of(recording));
			case CallEvent.Transcribed(CarrierNotice.Transcribed transcription) ->
				once(this.transcribed, CallRecord.Transcribed.of(transcription));
			case CallEvent.Faulted(String part, String message) -> fault(part, message, at);
			case CallEvent.StreamOver(Outcome outcome, Duration duration) -> streamOver(outcome, duration, at);
			case CallEvent.Bridged _, CallEvent.Ended _ -> {
				// A transfer's result says the one; the other is asked for when the
				// record
				// is made.
			}
		}
	}

	/** The record of a call that has ended. */
	CallRecord ended(CallEvent.Ended ended, Instant now) {
		return record(new CallRecord.Ending(ended.outcome(), brief(ended.cause()), true, this.answeredBy), now,
				Math.max(0, ended.duration().toMillis()));
	}

	/** The record of a call whose end nobody will tell. */
	CallRecord incomplete(Instant now) {
		return record(new CallRecord.Ending(this.lastStream, "", false, this.answeredBy), now, since(now));
	}

	private CallRecord record(CallRecord.Ending ending, Instant now, long durationMs) {
		CallRecord.Carrier carrier = new CallRecord.Carrier(this.leg.carrier(), carrierCallId());
		CallRecord.Times times = new CallRecord.Times(this.startedAt, this.answeredAt, now, durationMs);
		CallRecord.Conversation conversation = new CallRecord.Conversation(this.transcript.list(), this.keys.list(),
				this.notes.list());
		CallRecord.Recording recording = new CallRecord.Recording(this.switches.list(), this.recorded.list(),
				this.transcribed.list());
		return new CallRecord(carrier, this.leg.direction(), brief(this.privacy.from(this.leg)),
				brief(this.privacy.to(this.leg)), times, ending, this.agents.list(), this.streams.list(),
				this.transfers.list(), conversation, this.tools.list(), this.turns.list(), this.tally.usage(),
				this.faults.list(), recording, cut());
	}

	/** A call that was only dialled goes by our own name, which stands elsewhere. */
	private @Nullable String carrierCallId() {
		String callId = this.leg.callId().value();
		return callId.equals(this.leg.tag()) ? null : callId;
	}

	private void agent(String name, String version, long at) {
		this.agents.add(new CallRecord.AgentPart(name, version, at));
	}

	private void callerSaid(String text, long at) {
		this.tally.callerTurns++;
		this.tally.callerCharacters += text.length();
		if (this.privacy.transcript()) {
			this.transcript.add(new CallRecord.Line(CallRecord.Speaker.CALLER, text, at, false, null));
		}
	}

	private void agentSpoke(CallEvent.AgentSpoke spoke, long at) {
		this.tally.agentTurns++;
		this.tally.charactersWritten += spoke.written().length();
		this.tally.charactersHeard += spoke.heard().length();
		if (this.privacy.transcript()) {
			String written = spoke.written().equals(spoke.heard()) ? null : spoke.written();
			this.transcript
				.add(new CallRecord.Line(CallRecord.Speaker.AGENT, spoke.heard(), at, spoke.interrupted(), written));
		}
	}

	private void replyBegan(TurnLatency exact, long at) {
		this.tally.replies++;
		TurnLatency latency = exact.inMillis();
		this.turns
			.add(new CallRecord.TurnTimes(latency.turn(), at, latency.total().toMillis(), latency.pause().toMillis(),
					latency.certainty().toMillis(), latency.model().toMillis(), latency.clause().toMillis(),
					latency.voice().toMillis(), latency.own().toMillis(), latency.spared().toMillis()));
	}

	/** Two calls of one tool answer in the order in which they were asked, as a rule. */
	private void toolAnswered(String tool, Duration took) {
		this.tools.change((use) -> use.name().equals(tool) && !use.refused() && use.tookMs() == null,
				(use) -> new CallRecord.ToolUse(use.name(), false, use.atMs(), took.toMillis()));
	}

	private void transferOver(String destination, TransferResult result, long at) {
		boolean known = this.transfers.change(
				(transfer) -> transfer.destination().equals(destination) && transfer.result() == null,
				(transfer) -> new CallRecord.Transfer(destination, transfer.atMs(), result, at));
		if (!known) {
			this.transfers.add(new CallRecord.Transfer(destination, at, result, at));
		}
	}

	private void streamOver(Outcome outcome, Duration duration, long at) {
		this.lastStream = outcome;
		long length = Math.max(0, duration.toMillis());
		this.tally.streamMs += length;
		boolean known = this.streams.change((stream) -> stream.outcome() == null,
				(stream) -> new CallRecord.StreamPart(stream.atMs(), stream.engine(), length, outcome));
		if (!known) {
			this.streams.add(new CallRecord.StreamPart(Math.max(0, at - length), null, length, outcome));
		}
	}

	private void fault(String part, String message, long at) {
		this.faults.add(new CallRecord.Fault(brief(part), brief(message), at));
	}

	private List<String> cut() {
		List<String> names = new ArrayList<>();
		note(names, "agents", this.agents);
		note(names, "streams", this.streams);
		note(names, "transfers", this.transfers);
		note(names, "transcript", this.transcript);
		note(names, "keys", this.keys);
		note(names, "notes", this.notes);
		note(names, "tools", this.tools);
		note(names, "turns", this.turns);
		note(names, "faults", this.faults);
		note(names, "switches", this.switches);
		note(names, "recorded", this.recorded);
		note(names, "transcribed", this.transcribed);
		return names;
	}

	private long since(Instant now) {
		return Math.max(0, Duration.between(this.startedAt, now).toMillis());
	}

	private static void note(List<String> names, String name, Bounded<?> list) {
		if (list.isCut()) {
			names.add(name);
		}
	}

	private static <T> void once(Bounded<T> list, T item) {
		if (!list.contains(item)) {
			list.add(item);
		}
	}

	private static int length(CallRecord.Line line) {
		return line.text().length() + ((line.written() != null) ? line.written().length() : 0);
	}

	private static String brief(String text) {
		if (text.length() <= LONGEST_TEXT) {
			return text;
		}
		boolean pair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
		return text.substring(0, pair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
	}

	/** What is counted, also of what is not kept. */
	private static final class Tally {

		private long streamMs;

		private int callerTurns;

		private int callerCharacters;

		private int agentTurns;

		private int charactersWritten;

		private int charactersHeard;

		private int replies;

		private int toolCalls;

		private CallRecord.Usage usage() {
			return new CallRecord.Usage(this.streamMs, this.callerTurns, this.callerCharacters, this.agentTurns,
					this.charactersWritten, this.charactersHeard, this.replies, this.toolCalls);
		}

	}

}
