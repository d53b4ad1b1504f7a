package io.trunkline.call;

import java.time.Instant;

import io.trunkline.telephony.CallLeg;

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
		 */
		record Agent(String name, String greeting) implements Entry {
		}

		/** Nobody takes it: the caller hears this sentence. */
		record Closed(String sentence) implements Entry {
		}

		/** It is not answered. */
		record Reject() implements Entry {
		}

	}

}
