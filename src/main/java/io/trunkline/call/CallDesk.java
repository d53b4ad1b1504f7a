package io.trunkline.call;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.trunkline.admission.Admission;
import io.trunkline.admission.ExpectedCall;
import io.trunkline.agent.Agent;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.progress.Course;
import io.trunkline.call.progress.Duty;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.turn.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * What all calls of this pod share.
 *
 * @param course what follows from what
 * @param reception makes ready for streams
 * @param admission makes the tokens of their sockets
 * @param liveCalls begins them
 * @param fallback the answer to a call that cannot be served
 * @param apology the answer to a call that nobody at all can take
 * @param clock monotonic nanoseconds
 * @param retired is told of each call that is over
 */
record CallDesk(Course course, Reception reception, Admission admission, LiveCalls liveCalls, Answer fallback,
		Answer apology, LongSupplier clock, Consumer<CallLife> retired) {

	private static final Logger log = LoggerFactory.getLogger(CallDesk.class);

	/** How long a token may take; a carrier waits longer. */
	private static final Duration TOKEN_DEADLINE = Duration.ofMillis(1500);

	static final String NO_PLACE = "all places are taken (trunkline.admission.max-concurrent-calls)";

	long nanoTime() {
		return this.clock.getAsLong();
	}

	Disposable after(Duration delay, Runnable task) {
		return this.reception.after(delay, task);
	}

	/** Makes ready for a stream; empty when there is no place or no engine. */
	Optional<Reservation> reserve(CallLeg leg, Briefing briefing, Dialogue dialogue, Duty.Connect connect) {
		try {
			return this.reception.reserve(leg, briefing, dialogue, connect.stream(), connect.opening());
		}
		catch (RuntimeException ex) {
			log.error("Call {} failed on our side", leg, ex);
			return Optional.empty();
		}
	}

	/** The answer that opens a stream; fails when there is no token for it. */
	Mono<Answer> connect(CallLeg leg, int stream, Briefing briefing, String digits) {
		StreamPlan plan = new StreamPlan(briefing.ordered(),
				(stream == 1) ? recording(briefing.agent()) : Optional.empty(), digits,
				stream == 1 && briefing.agent().recording().liveTranscript());
		return this.admission.issue(expected(leg, stream))
			.<Answer>map((token) -> new Answer.Connect(new Answer.Token(token), stream, plan))
			.timeout(TOKEN_DEADLINE);
	}

	/** Makes a token that nobody used worthless. */
	void revoke(CallLeg leg) {
		this.admission.revoke(leg.callId().value()).onErrorComplete().subscribe();
	}

	void tell(CallLeg leg, CallEvent event) {
		this.liveCalls.tell(leg, event);
	}

	void ended(CallLeg leg, Outcome outcome, Duration talked) {
		log.info("Call {} is over: {}", leg, outcome);
		this.liveCalls.meters().ended(leg, outcome, talked);
	}

	void retire(CallLife life) {
		this.retired.accept(life);
	}

	/**
	 * A recording goes on over all streams, so that only the first begins it, as it does
	 * a transcript.
	 */
	private static Optional<RecordingPlan> recording(Agent agent) {
		Agent.Recording recording = agent.recording();
		boolean later = recording.afterDisclosure() && !agent.phrases().disclosure().isBlank();
		return recording.on() ? Optional
			.of(new RecordingPlan(later, recording.mp3() ? RecordingPlan.Format.MP3 : RecordingPlan.Format.WAV,
					recording.bothSides(), recording.transcribed()))
				: Optional.empty();
	}

	private static ExpectedCall expected(CallLeg leg, int stream) {
		return new ExpectedCall(leg.carrier(), leg.accountId().value(), leg.callId().value(), leg.from(), leg.to(),
				leg.direction().name().toLowerCase(Locale.ROOT), stream, leg.tag());
	}

}
