package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.sandbox.openai.Conversation;
import io.trunkline.sandbox.openai.ModelFault;
import io.trunkline.sandbox.openai.Part;
import io.trunkline.sandbox.openai.SandboxBrain;

/** Plays the model of one scenario in one call. */
final class ScriptedModel implements Part {

	private static final SandboxBrain RECEPTIONIST = new SandboxBrain();

	private final Scenario.Model model;

	/** Rules that are not used up, with how often they may still be used. */
	private final List<Left> left = new ArrayList<>();

	ScriptedModel(Scenario.Model model) {
		this.model = model;
		model.rules().forEach((rule) -> this.left.add(new Left(rule, rule.times())));
	}

	@Override
	public synchronized Performance perform(Conversation conversation) {
		for (int i = 0; i < this.left.size(); i++) {
			ModelRule rule = this.left.get(i).rule();
			if (rule.fits(conversation)) {
				use(i);
				Duration firstToken = rule.firstToken().orElse(this.model.firstToken());
				ModelFault fault = rule.fault().orElse(null);
				return new Performance(rule.answer(), firstToken, this.model.betweenTokens(), fault);
			}
		}
		return new Performance(RECEPTIONIST.answer(conversation), this.model.firstToken(), this.model.betweenTokens(),
				null);
	}

	private void use(int place) {
		Left used = this.left.get(place);
		if (used.times() == 1) {
			this.left.remove(place);
		}
		else if (used.times() > 1) {
			this.left.set(place, new Left(used.rule(), used.times() - 1));
		}
	}

	/** A rule; 0 is for ever. */
	private record Left(ModelRule rule, int times) {
	}

}
