package io.trunkline.call;

import java.time.Duration;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;

/**
 * What there is to tell about a call while it goes on. Texts are for people, never for
 * logs.
 */
public sealed interface CallEvent {

	/** The call is there, and this agent has it. Told once. */
	record Offered(String agent, String version) implements CallEvent {
	}

	/** The call is there, and no agent can have it; the reason names a setting. */
	record Refused(String reason) implements CallEvent {
	}

	/** A media stream is up; the agent answers, or goes on, with this engine. */
	record Answered(String agent, Engine engine) implements CallEvent {
	}

	/** It is clear who answered a call that we placed. */
	record Recognised(CarrierNotice.Answerer answerer) implements CallEvent {
	}

	/** The caller finished a turn. */
	record CallerSaid(String text) implements CallEvent {
	}

	/**
	 * The caller entered digits.
	 *
	 * @param shown the digits, or a word that stands for a secret
	 */
	record CallerKeyed(String shown) implements CallEvent {
	}

	/**
	 * The agent's turn is over, and something of it was heard.
	 *
	 * @param turn its number
	 * @param written what it wanted to say, as far as it was written
	 * @param heard what the caller heard of it
	 * @param interrupted whether the caller cut it short
	 */
	record AgentSpoke(int turn, String written, String heard, boolean interrupted) implements CallEvent {
	}

	/** The first sound of a reply is on its way. */
	record ReplyBegan(TurnLatency latency) implements CallEvent {
	}

	/** The model called a tool. */
	record ToolCalled(String tool, boolean refused) implements CallEvent {
	}

	/** A tool has answered the model. */
	record ToolAnswered(String tool, Duration took) implements CallEvent {
	}

	/** Another agent has the call from here on. */
	record HandedOver(String agent, String version) implements CallEvent {
	}

	/** An operator gave the agent an instruction that the caller does not hear. */
	record Whispered(String note) implements CallEvent {
	}

	/**
	 * The carrier is to connect the caller with somebody else.
	 *
	 * @param destination its alias, or {@code fallback}
	 */
	record TransferBegan(String destination) implements CallEvent {
	}

	/** The caller and somebody else talk with each other. */
	record Bridged(String destination) implements CallEvent {
	}

	/** A transfer is over. */
	record TransferOver(String destination, TransferResult result) implements CallEvent {
	}

	/** The carrier's recording pauses or goes on. */
	record RecordingChanged(boolean on) implements CallEvent {
	}

	/** The carrier has a recording; may come after {@link Ended}. */
	record Recorded(CarrierNotice.Recorded recording) implements CallEvent {
	}

	/** The carrier has a transcription; may come after {@link Ended}. */
	record Transcribed(CarrierNotice.Transcribed transcription) implements CallEvent {
	}

	/**
	 * Something went wrong, whether or not the caller noticed.
	 *
	 * @param part what it was: {@code stt}, {@code llm}, {@code tts}, {@code engine},
	 * {@code stream}, {@code carrier}
	 * @param message without numbers or words of the conversation
	 */
	record Faulted(String part, String message) implements CallEvent {
	}

	/** A media stream is over; the call may go on with another. */
	record StreamOver(Outcome outcome, Duration duration) implements CallEvent {
	}

	/**
	 * The call is over, told once and last but for what the carrier brings later.
	 *
	 * @param cause in the carrier's words; empty if it did not say
	 */
	record Ended(Outcome outcome, String cause, Duration duration) implements CallEvent {
	}

}
