package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.ToolContext;
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
 * @param agent who answers
 * @param session the engine, warming up
 * @param greeting the first sentence, being rendered since the call was offered; replays
 * @param dialogue what was said so far: empty, or the conversation of a stream that broke
 * @param stream which of the call's media streams it is for, counted from 1
 */
record Preparation(Agent agent, Toolbox toolbox, EngineSession session, Flux<Utterance> greeting, Dialogue dialogue,
		int stream) {

	/** How long the carrier may take to hang up or transfer. */
	private static final Duration LEAVE_DEADLINE = Duration.ofSeconds(10);

	/** Whether a stream of this call broke before. */
	boolean again() {
		return this.stream > 1;
	}

	TurnPolicy policy() {
		Agent.Turn turn = this.agent.turn();
		return new TurnPolicy(turn.silence(), turn.reprompts(), turn.replyDeadline(), turn.failures(),
				turn.toolRounds(), LEAVE_DEADLINE, this.agent.limits().maxDuration());
	}

	String sentence(Phrase phrase) {
		Agent.Phrases phrases = this.agent.phrases();
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
		ToolContext context = new ToolContext("", "", "", Map.of(), List::of);
		return switch (this.toolbox.check(call.id(), call.name(), call.arguments(), context)) {
			case Deed.HangUp() -> new ToolAsk.Leave(call.id(), new Farewell.HangUp(Outcome.AGENT_HANGUP, call.id()));
			case Deed.Transfer(String alias) -> new ToolAsk.Leave(call.id(), new Farewell.Transfer(alias, call.id()));
			case Deed.HandOver(String _), Deed.Run(String _, var _, var _) ->
				new ToolAsk.Refused(call.id(), "This tool cannot be used in this call.");
			case Deed.Refused(String reason) -> new ToolAsk.Refused(call.id(), reason);
		};
	}

}
