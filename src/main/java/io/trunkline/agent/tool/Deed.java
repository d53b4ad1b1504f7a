package io.trunkline.agent.tool;

import io.trunkline.agent.Agent;
import reactor.core.publisher.Mono;

/** What a tool call amounts to once its name and arguments have been checked. */
public sealed interface Deed {

	/** End the call. */
	record HangUp() implements Deed {
	}

	/** Connect the caller with a configured destination. */
	record Transfer(String alias) implements Deed {
	}

	/** Let another agent go on with the call. */
	record HandOver(String agent) implements Deed {
	}

	/** Collect what the caller enters next by these rules; none of its keys are bound. */
	record AskDigits(Agent.Keys rules) implements Deed {
	}

	/** Have the carrier press these keys. */
	record SendDigits(String digits) implements Deed {
	}

	/** Have the carrier's recording pause or go on. */
	record SetRecording(boolean on) implements Deed {
	}

	/**
	 * Run a tool.
	 *
	 * @param tool its name
	 * @param effect {@link Effect#READ} or {@link Effect#WRITE}
	 * @param result runs it when subscribed to, each time anew. Gives one text for the
	 * model, never fails, and ends within the tool's timeout. Cancelling ends the
	 * exchange of a READ; a WRITE goes on unwatched until its own timeout.
	 */
	record Run(String tool, Effect effect, Mono<String> result) implements Deed {
	}

	/** Nothing may be done; the reason is written for the model. */
	record Refused(String reason) implements Deed {
	}

}
