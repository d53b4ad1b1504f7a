package io.trunkline.records;

import reactor.core.publisher.Mono;

/**
 * Somewhere that records go. Any bean of this type gets every event of this pod, one at a
 * time as a rule; sinks do not wait for each other.
 */
public interface CallRecordSink {

	/**
	 * Writes an event. Subscribed to on a thread that may block, never on a call's.
	 * @return completes when the event is safe; when it fails or takes longer than 30 s
	 * the event is written again later, behind others that came meanwhile. An event may
	 * therefore come twice, with the same {@link RecordEvent#eventId()}.
	 */
	Mono<Void> write(RecordEvent event);

	/**
	 * Asked at the end of the process, after the last event; there are a few seconds.
	 * @return completes when nothing of what was written is still on its way
	 */
	default Mono<Void> flush() {
		return Mono.empty();
	}

	/** What metrics and logs call it; one of few. */
	default String name() {
		return getClass().getSimpleName();
	}

}
