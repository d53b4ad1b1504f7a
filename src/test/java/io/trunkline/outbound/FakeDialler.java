package io.trunkline.outbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.DialPlan;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyException;
import reactor.core.publisher.Mono;

/** A carrier that says what a test has it say, and takes every order otherwise. */
final class FakeDialler implements Dialler {

	static final Line.Open LINE = new Line.Open(new AccountId("9900000"), new PhoneNumber("+12025550100"));

	private final Deque<Mono<CallId>> replies = new ArrayDeque<>();

	private final List<DialPlan> plans = new ArrayList<>();

	private final List<Long> times = new ArrayList<>();

	private final String carrier;

	private final LongSupplier nanoTime;

	private Supplier<Line> line = () -> LINE;

	FakeDialler(LongSupplier nanoTime) {
		this("fake", nanoTime);
	}

	FakeDialler(String carrier, LongSupplier nanoTime) {
		this.carrier = carrier;
		this.nanoTime = nanoTime;
	}

	/** The next attempts end like this. */
	FakeDialler then(TelephonyException.Kind... kinds) {
		for (TelephonyException.Kind kind : kinds) {
			then(Mono.error(() -> new TelephonyException(kind, "the carrier says " + kind)));
		}
		return this;
	}

	/** The next order that is given is taken so. */
	FakeDialler then(CarrierState state) {
		return then(state.order()
			.<Mono<CallId>>map((kind) -> Mono.error(() -> state.failure(kind)))
			.orElseGet(() -> Mono.just(new CallId("c-1"))));
	}

	/** The next attempt gets this. */
	synchronized FakeDialler then(Mono<CallId> reply) {
		this.replies.add(reply);
		return this;
	}

	void line(Line line) {
		line(() -> line);
	}

	void line(Supplier<Line> line) {
		this.line = line;
	}

	/** What it was asked to dial, in order. */
	synchronized List<DialPlan> plans() {
		return List.copyOf(this.plans);
	}

	/** When it was asked, in nanoseconds. */
	synchronized List<Long> times() {
		return List.copyOf(this.times);
	}

	@Override
	public String carrier() {
		return this.carrier;
	}

	@Override
	public Line line() {
		return this.line.get();
	}

	@Override
	public Mono<CallId> dial(DialPlan plan) {
		return Mono.defer(() -> order(plan));
	}

	private synchronized Mono<CallId> order(DialPlan plan) {
		if (line() instanceof Line.Missing) {
			return Mono.error(new TelephonyException(TelephonyException.Kind.REJECTED, "there is no account"));
		}
		this.plans.add(plan);
		this.times.add(this.nanoTime.getAsLong());
		Mono<CallId> scripted = this.replies.poll();
		return (scripted != null) ? scripted : Mono.just(new CallId("c-" + this.plans.size()));
	}

}
