package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.records.CallRecordSink;
import io.trunkline.records.RecordEvent;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Remembers for a while what the service has written of calls. */
public final class Records implements CallRecordSink {

	private final Cache<String, Sinks.Many<RecordEvent.CallEnded>> byCall = Caffeine.newBuilder()
		.expireAfterWrite(10, TimeUnit.MINUTES)
		.maximumSize(10_000)
		.build();

	@Override
	public Mono<Void> write(RecordEvent event) {
		return Mono.fromRunnable(() -> {
			if (event instanceof RecordEvent.CallEnded ended) {
				of(ended.callId()).tryEmitNext(ended);
			}
		});
	}

	/**
	 * The record of a call.
	 * @param callId the call's name for operators
	 * @return empty if there is none in time
	 */
	Mono<RecordEvent.CallEnded> of(String callId, Duration within) {
		return of(callId).asFlux().next().timeout(within, Mono.empty());
	}

	private Sinks.Many<RecordEvent.CallEnded> of(String callId) {
		return this.byCall.get(callId, (_) -> Sinks.many().replay().limit(8));
	}

}
