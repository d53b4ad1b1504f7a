package io.trunkline.call;

import java.time.Duration;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
import io.trunkline.language.ToolCall;
import io.trunkline.turn.Farewell;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.Phrase;
import io.trunkline.turn.ToolAsk;
import io.trunkline.turn.TurnPolicy;
import reactor.core.publisher.Flux;

/**
 * What is made ready for a call before its media stream is there.
 *
 * @param briefing who answers, and what is known of the caller
 * @param session the engine, warming up
 * @param greeting the first sentence, being rendered since the call was offered, or since
 * what it depends on was looked up; replays
 * @param dialogue what was said so far: empty, or the conversation of a stream that broke
 * @param stream which of the call's media streams it is for, counted from 1
 */
record Preparation(Briefing briefing, EngineSession session, Flux<Utterance> greeting, Dialogue dialogue, int stream) {

	/** How long the carrier may take to hang up or transfer. */
	private static final Duration LEAVE_DEADLINE = Duration.ofSeconds(10);

	Preparation(Agent agent, EngineSession session, Flux<Utterance> greeting, Dialogue dialogue, int stream) {
		this(Briefing.of(agent), session, greeting, dialogue, stream);
	}

	/** Who answers, in the words that are known by now. */
	Agent agent() {
		return this.briefing.agent();
	}

	/** Whether a stream of this call broke before. */
	boolean again() {
		return this.stream > 1;
	}

	TurnPolicy policy() {
		Agent.Turn turn = agent().turn();
		return new TurnPolicy(turn.silence(), turn.reprompts(), turn.replyDeadline(), turn.failures(),
				turn.toolRounds(), LEAVE_DEADLINE, agent().limits().maxDuration());
	}

	String sentence(Phrase phrase) {
		Agent.Phrases phrases = agent().phrases();
		return switch (phrase) {
			case SORRY -> phrases.sorry();
			case STILL_THERE -> phrases.stillThere();
			case GOODBYE -> phrases.goodbye();
			case TRANSFERRING -> phrases.transferring();
			case TRANSFER_FAILED -> phrases.transferFailed();
			case OUT_OF_ORDER -> phrases.outOfOrder();
			case TIME_IS_UP -> phrases.timeIsUp();
			case RECONNECTED -> phrases.reconnected();
		};
	}

	/** What a tool call amounts to for the turn function. */
	ToolAsk check(ToolCall call) {
		Toolbox toolbox = new Toolbox(agent().tools(), agent().destinations().keySet());
		return switch (toolbox.check(call.name(), call.arguments())) {
			case Deed.HangUp() -> new ToolAsk.Leave(call.id(), new Farewell.HangUp(Outcome.AGENT_HANGUP, call.id()));
			case Deed.Transfer(String alias) -> new ToolAsk.Leave(call.id(), new Farewell.Transfer(alias, call.id()));
			case Deed.Refused(String reason) -> new ToolAsk.Refused(call.id(), reason);
		};
	}

}
