package io.trunkline.call.memory;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.turn.Phrase;
import io.trunkline.turn.TurnPolicy;

/** Who speaks in a call: an agent with its tools. */
public record Persona(Agent agent, Toolbox toolbox) {

	public TurnPolicy policy() {
		return Policies.of(this.agent);
	}

	public String sentence(Phrase phrase) {
		Agent.Phrases phrases = this.agent.phrases();
		return switch (phrase) {
			case DISCLOSURE -> phrases.disclosure();
			case GREETING -> this.agent.greeting();
			case SORRY -> phrases.sorry();
			case PARDON -> phrases.pardon();
			case STILL_THERE -> phrases.stillThere();
			case ONE_MOMENT -> phrases.oneMoment();
			case STILL_WORKING -> phrases.stillWorking();
			case OFFER_PERSON -> this.agent.destinations().isEmpty() ? phrases.stillWorking() : phrases.offerPerson();
			case GOODBYE -> phrases.goodbye();
			case TRANSFERRING -> phrases.transferring();
			case TRANSFER_FAILED -> phrases.transferFailed();
			case OUT_OF_ORDER -> phrases.outOfOrder();
			case TIME_IS_UP -> phrases.timeIsUp();
			case RECONNECTED -> phrases.reconnected();
			case RECITED -> "";
			case SCREENING -> this.agent.outbound().screening();
			case VOICEMAIL -> this.agent.outbound().voicemail();
		};
	}

}
