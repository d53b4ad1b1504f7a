package io.trunkline.call;

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
 * @param agent who answers
 * @param session the engine, warming up
 * @param greeting the first sentence, being rendered since the call was offered; replays
 * @param dialogue what was said so far: empty, or the conversation of a stream that broke
 * @param stream which of the call's media streams it is for, counted from 1
 */
record Preparation(Agent agent, EngineSession session, Flux<Utterance> greeting, Dialogue dialogue, int stream) {

	/** Whether a stream of this call broke before. */
	boolean again() {
		return this.stream > 1;
	}

	TurnPolicy policy() {
		return Policies.of(this.agent);
	}

	String sentence(Phrase phrase) {
		Agent.Phrases phrases = this.agent.phrases();
		return switch (phrase) {
			case DISCLOSURE -> phrases.disclosure();
			case GREETING -> this.agent.greeting();
			case SORRY -> phrases.sorry();
			case PARDON -> phrases.pardon();
			case STILL_THERE -> phrases.stillThere();
			case ONE_MOMENT -> phrases.oneMoment();
			case STILL_WORKING -> phrases.stillWorking();
			case OFFER_PERSON ->
				this.agent.destinations().isEmpty() ? phrases.stillWorking() : phrases.offerPerson();
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
		Toolbox toolbox = new Toolbox(this.agent.tools(), this.agent.destinations().keySet());
		return switch (toolbox.check(call.name(), call.arguments())) {
			case Deed.HangUp() -> new ToolAsk.Leave(call.id(), new Farewell.HangUp(Outcome.AGENT_HANGUP, call.id()));
			case Deed.Transfer(String alias) -> new ToolAsk.Leave(call.id(), new Farewell.Transfer(alias, call.id()));
			case Deed.Refused(String reason) -> new ToolAsk.Refused(call.id(), reason);
		};
	}

}
