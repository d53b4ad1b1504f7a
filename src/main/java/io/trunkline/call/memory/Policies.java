package io.trunkline.call.memory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.agent.TurnStyle;
import io.trunkline.turn.BargeIn;
import io.trunkline.turn.Phrase;
import io.trunkline.turn.TurnPolicy;

/** An agent's settings in the words of the turn function. */
final class Policies {

	/** How long the carrier may take to hang up or transfer. */
	private static final Duration LEAVE = Duration.ofSeconds(10);

	private Policies() {
	}

	static TurnPolicy of(Agent agent) {
		TurnStyle turn = agent.turn();
		TurnStyle.Patience patience = turn.patience();
		TurnStyle.BargeIn bargeIn = turn.bargeIn();
		TurnStyle.Speculation early = turn.speculation();
		return new TurnPolicy(!agent.phrases().disclosure().isEmpty(), guarded(bargeIn.guarded()),
				new BargeIn(bargeIn.acknowledgements(), bargeIn.farewells(), bargeIn.stopWords(), bargeIn.fillers(),
						bargeIn.minimumWords(), bargeIn.window()),
				new TurnPolicy.Speculation(early.perTurn(), early.commitAfter(), early.mostWaste()),
				new TurnPolicy.Patience(patience.silence(), patience.unclear(), patience.filler(), patience.owed(),
						patience.reply(), patience.goodbye(), LEAVE),
				new TurnPolicy.Limits(turn.reprompts(), turn.failures(), turn.toolRounds(),
						agent.limits().maxDuration(), agent.limits().wrapUp()));
	}

	private static Set<Phrase> guarded(Set<TurnStyle.Segment> segments) {
		Set<Phrase> phrases = EnumSet.of(Phrase.DISCLOSURE, Phrase.SCREENING, Phrase.VOICEMAIL);
		segments.forEach((segment) -> phrases.add(switch (segment) {
			case GREETING -> Phrase.GREETING;
			case GOODBYE -> Phrase.GOODBYE;
			case TRANSFERRING -> Phrase.TRANSFERRING;
		}));
		return phrases;
	}

}
