package io.trunkline.call;

import java.time.Instant;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.telephony.CallLeg;
import org.jspecify.annotations.Nullable;

/** Decides about a call that comes in, before anything is done for it. */
public interface Doorkeeper {

	/** What becomes of the call. Asked on an event loop; quick. */
	Entry entry(CallLeg leg, Instant now);

	/** What becomes of a call. */
	sealed interface Entry {

		/**
		 * This agent takes it.
		 *
		 * @param name of the agent; one that is not there lets nobody take it
		 * @param greeting in place of the agent's own, with the same variables; empty
		 * keeps that
		 * @param engine in place of the agent's own; null keeps that
		 */
		record Agent(String name, String greeting, @Nullable Engine engine) implements Entry {

			/** This agent on its own engine. */
			public Agent(String name, String greeting) {
				this(name, greeting, null);
			}

			/** The same agent on this engine. */
			public Agent on(Engine other) {
				return new Agent(this.name, this.greeting, other);
			}

		}

		/** Nobody takes it: the caller hears this sentence. */
		record Closed(String sentence) implements Entry {
		}

		/** It is not answered. */
		record Reject() implements Entry {
		}

	}

}
