package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.CallListener;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Remembers for a while how the service says that calls ended. */
public final class Outcomes implements CallListener {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final Cache<String, Sinks.Many<Outcome>> byCall = Caffeine.newBuilder()
		.expireAfterWrite(10, TimeUnit.MINUTES)
		.maximumSize(10_000)
		.build();

	@Override
	public void on(CallLeg leg, CallEvent event) {
		if (event instanceof CallEvent.StreamOver(Outcome outcome, Duration _)) {
			outcomes(leg.callId().value()).tryEmitNext(outcome);
		}
	}

	/**
	 * How a call ended. A broken stream ends too, so that there may be several outcomes:
	 * the expected one if it comes, else the first.
	 */
	Mono<Outcome> of(String callId, Outcome expected) {
		Flux<Outcome> all = outcomes(callId).asFlux();
		return all.filter((outcome) -> outcome == expected)
			.next()
			.timeout(PATIENCE, all.next().timeout(PATIENCE, Mono.just(Outcome.FAILED)));
	}

	private Sinks.Many<Outcome> outcomes(String callId) {
		return this.byCall.get(callId, (_) -> Sinks.many().replay().limit(8));
	}

}
