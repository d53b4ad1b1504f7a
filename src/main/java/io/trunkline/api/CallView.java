package io.trunkline.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.turn.Outcome;

/**
 * What the API shows of a call in a list.
 *
 * @param createdAt when this pod heard of it first
 * @param answeredAt when an agent had it first
 * @param engine what its latest media stream began with
 * @param answeredBy who answered a call that we placed
 * @param destination where the last transfer led
 * @param cause why it ended, in the carrier's words
 * @param latency of the last reply
 */
record CallView(String id, Direction direction, CallState state, String from, String to, Optional<String> agent,
		Optional<String> agentVersion, Optional<Engine> engine, Optional<CarrierNotice.Answerer> answeredBy,
		Instant createdAt, Optional<Instant> answeredAt, Optional<Instant> endedAt, Optional<Outcome> outcome,
		Optional<String> cause, Optional<String> destination, Optional<Progress.Latency> latency) {

	/**
	 * What it shows of a single call.
	 *
	 * @param carrierCall the carrier's name of the call
	 * @param transcript the newest entries
	 */
	record Detail(@JsonUnwrapped CallView call, Optional<String> carrier, Optional<String> carrierCall,
			List<Entry> transcript, List<Recording> recordings) {
	}

	/** One thing said. */
	record Entry(Instant at, @JsonUnwrapped Progress.Transcript transcript) {
	}

	/** A recording that the carrier made. */
	record Recording(String id, String status, long millis, String url) {
	}

}
