package io.trunkline.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryAdmissionTests implements AdmissionContract {

	private static final Duration TTL = Duration.ofSeconds(60);

	/** Begins just before the overflow, which a reading of nanoTime may do. */
	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);

	private final MemoryPendingCalls pending = new MemoryPendingCalls(TTL, this.nanoTime::get);

	private final Admission admission = new TokenAdmission(this.pending, new SimpleMeterRegistry());

	@Override
	public Admission admission() {
		return this.admission;
	}

	@Test
	void aTokenIsGoodUntilItsTimeIsUp() {
		String token = AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		this.nanoTime.addAndGet(TTL.toNanos() - 1);
		StepVerifier.create(this.admission.redeem(token)).expectNextCount(1).verifyComplete();
	}

	@Test
	void anExpiredTokenIsRefusedAndForgotten() {
		String token = AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		this.nanoTime.addAndGet(TTL.toNanos());
		StepVerifier.create(this.admission.redeem(token)).verifyComplete();
		assertThat(this.pending.size()).isZero();
	}

	@Test
	void eachTokenHasItsOwnTime() {
		String early = AdmissionContract.issue(this.admission, AdmissionContract.call("c-early"));
		this.nanoTime.addAndGet(TTL.toNanos() / 2);
		String late = AdmissionContract.issue(this.admission, AdmissionContract.call("c-late"));
		this.nanoTime.addAndGet(TTL.toNanos() / 2);
		StepVerifier.create(this.admission.redeem(early)).verifyComplete();
		StepVerifier.create(this.admission.redeem(late)).expectNextCount(1).verifyComplete();
	}

	@Test
	void aRenewedTokenLivesOnWhenTheFirstOneWouldHaveExpired() {
		AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		this.nanoTime.addAndGet(TTL.toNanos() / 2);
		String renewed = AdmissionContract.issue(this.admission, AdmissionContract.call("c-1"));
		this.nanoTime.addAndGet(TTL.toNanos() / 2);
		assertThat(this.pending.size()).isOne();
		StepVerifier.create(this.admission.redeem(renewed)).expectNextCount(1).verifyComplete();
	}

	@Test
	void moreCallsThanCanBeKeptPushTheOldestOut() {
		String oldest = AdmissionContract.issue(this.admission, AdmissionContract.call("c-oldest"));
		String second = AdmissionContract.issue(this.admission, AdmissionContract.call("c-second"));
		for (int i = 2; i <= MemoryPendingCalls.MOST; i++) {
			AdmissionContract.issue(this.admission, AdmissionContract.call("c-" + i));
		}
		assertThat(this.pending.size()).isEqualTo(MemoryPendingCalls.MOST);
		StepVerifier.create(this.admission.redeem(oldest)).verifyComplete();
		StepVerifier.create(this.admission.redeem(second)).expectNextCount(1).verifyComplete();
	}

	@RepeatedTest(100)
	void ofManyAttemptsAtOnceExactlyOneGetsIn() {
		String token = AdmissionContract.issue(this.admission, AdmissionContract.call("c-race"));
		Flux<ExpectedCall> attempts = Flux.range(0, 200)
			.flatMap((attempt) -> this.admission.redeem(token).subscribeOn(Schedulers.boundedElastic()), 200);
		StepVerifier.create(attempts.count()).expectNext(1L).verifyComplete();
		assertThat(this.pending.size()).isZero();
	}

}
