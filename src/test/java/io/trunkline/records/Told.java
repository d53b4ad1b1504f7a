package io.trunkline.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.call.CallEvent;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;
import reactor.core.publisher.Mono;

/** What calls tell, a clock that is set by hand, and a sink that keeps what it gets. */
final class Told implements InstantSource, CallRecordSink {

	static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

	static final CallEvent.Offered OFFERED = new CallEvent.Offered("reception", "0a1b2c3d");

	static final CallEvent.Ended ENDED = new CallEvent.Ended(Outcome.CALLER_HANGUP, "hangup", Duration.ofSeconds(61));

	final List<RecordEvent> written = new ArrayList<>();

	private Instant now = START;

	static CallLeg inbound(String id) {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId(id), "+12025550123", "+12025550100",
				CallLeg.Direction.INBOUND);
	}

	static CallLeg outbound(String callId, String tag) {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId(callId), "+12025550100", "+12025550123",
				CallLeg.Direction.OUTBOUND, tag);
	}

	static TurnLatency latency(int turn) {
		return new TurnLatency(turn, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofMillis(300),
				Duration.ofMillis(40), Duration.ofMillis(90), Duration.ofMillis(5), Duration.ofMillis(250));
	}

	static RecordEvent.CallEnded event(String callId) {
		Assembly assembly = new Assembly(new Privacy(true, Privacy.Numbers.FULL), inbound(callId), START);
		assembly.add(inbound(callId), new CallEvent.CallerSaid("Grüße, \"Ada\"\nhier"), START);
		return RecordEvent.CallEnded.of(START, callId, assembly.ended(ENDED, START.plusSeconds(61)));
	}

	void after(Duration time) {
		this.now = this.now.plus(time);
	}

	List<RecordEvent.CallEnded> calls() {
		return this.written.stream()
			.filter(RecordEvent.CallEnded.class::isInstance)
			.map(RecordEvent.CallEnded.class::cast)
			.toList();
	}

	CallRecord only() {
		if (calls().size() != 1) {
			throw new AssertionError(calls().size() + " records");
		}
		return calls().getFirst().call();
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public Mono<Void> write(RecordEvent event) {
		return Mono.fromRunnable(() -> this.written.add(event));
	}

}
