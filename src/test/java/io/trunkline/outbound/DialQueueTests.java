package io.trunkline.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.trunkline.outbound.DialJob.End;
import io.trunkline.outbound.DialJob.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class DialQueueTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<Job> jobs = new ArrayList<>();

	@AfterEach
	void stop() {
		this.time.dispose();
	}

	@Test
	void theFirstGoesAtOnceAndTheOthersAtThePaceThatIsConfigured() {
		DialQueue queue = queue(4, 10, 60);
		for (int i = 0; i < 5; i++) {
			queue.enter(job(() -> Mono.just(Reply.OVER)));
		}
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.jobs).extracting((job) -> job.attempts)
			.containsExactly(List.of(0L), List.of(250L), List.of(500L), List.of(750L), List.of(1000L));
	}

	@Test
	void aSlowCarrierDoesNotSlowThePace() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Mono::never));
		queue.enter(job(() -> Mono.just(Reply.OVER)));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.jobs.get(1).attempts).containsExactly(1000L);
	}

	@Test
	void timeThatNobodyUsedIsNotSavedUp() {
		DialQueue queue = queue(1, 10, 60);
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		queue.enter(job(() -> Mono.just(Reply.OVER)));
		queue.enter(job(() -> Mono.just(Reply.OVER)));
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.jobs.get(1).attempts).containsExactly(61_000L);
	}

	@Test
	void whatWasNotTakenGoesFirstAfterPausesThatGrow() {
		DialQueue queue = queue(1, 10, 60);
		Reply[] replies = { Reply.NOT_TAKEN, Reply.NOT_TAKEN, Reply.NOT_TAKEN, Reply.OVER };
		queue.enter(job(replies));
		queue.enter(job(Reply.OVER));
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.jobs.get(0).attempts).containsExactly(0L, 1000L, 3000L, 7000L);
		assertThat(this.jobs.get(1).attempts).containsExactly(8000L);
	}

	@Test
	void aSuccessForgetsThePauses() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.NOT_TAKEN, Reply.NOT_TAKEN, Reply.OVER));
		queue.enter(job(Reply.NOT_TAKEN, Reply.OVER));
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.jobs.get(1).attempts).containsExactly(4000L, 5000L);
	}

	@Test
	void anOrderThatIsNeverTakenIsGivenUpInTime() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.NOT_TAKEN));
		this.time.advanceTimeBy(Duration.ofSeconds(59));
		assertThat(this.jobs.getFirst().ends).isEmpty();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.jobs.getFirst().ends).containsExactly(End.WAITED_TOO_LONG);
		assertThat(queue.size()).isZero();
	}

	@Test
	void ordersBehindOneThatIsNotTakenAreGivenUpInTimeToo() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.NOT_TAKEN));
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		queue.enter(job(Reply.NOT_TAKEN));
		this.time.advanceTimeBy(Duration.ofSeconds(60));
		assertThat(this.jobs.get(1).ends).containsExactly(End.WAITED_TOO_LONG);
	}

	@Test
	void aBusyCarrierIsAskedAgainWhenACallEnds() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.BUSY, Reply.OVER));
		this.time.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(this.jobs.getFirst().attempts).containsExactly(0L);
		queue.callEnded();
		assertThat(this.jobs.getFirst().attempts).containsExactly(0L, 3000L);
	}

	@Test
	void aBusyCarrierIsAskedAgainAfterAWhileSinceCallsMayEndElsewhere() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.BUSY, Reply.OVER));
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(this.jobs.getFirst().attempts).containsExactly(0L, 5000L);
	}

	@Test
	void anOrderThatFindsTheCarrierBusyIsGivenUpSooner() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.BUSY));
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		assertThat(this.jobs.getFirst().ends).containsExactly(End.BUSY);
	}

	@Test
	void theEndOfACallDoesNotShortenAPauseForTooManyRequests() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(Reply.NOT_TAKEN, Reply.NOT_TAKEN, Reply.OVER));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		queue.callEnded();
		assertThat(this.jobs.getFirst().attempts).containsExactly(0L, 1000L);
	}

	@Test
	void aFullQueueGivesUpWhateverComes() {
		DialQueue queue = queue(1, 2, 60);
		for (int i = 0; i < 4; i++) {
			queue.enter(job(Reply.OVER));
		}
		assertThat(this.jobs.get(3).ends).containsExactly(End.FULL);
		assertThat(queue.size()).isEqualTo(2);
		assertThat(queue.fullFor()).contains(Duration.ofSeconds(1));
	}

	@Test
	void aPlaceFromWhichNobodyWouldComeInTimeIsNone() {
		DialQueue queue = queue(0.1, 10, 25);
		assertThat(queue.fullFor()).isEmpty();
		for (int i = 0; i < 3; i++) {
			queue.enter(job(Reply.OVER));
		}
		assertThat(queue.fullFor()).contains(Duration.ofSeconds(5));
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(queue.fullFor()).isEmpty();
	}

	@Test
	void anErrorEndsAnOrderAndNotTheQueue() {
		DialQueue queue = queue(1, 10, 60);
		queue.enter(job(() -> Mono.error(new IllegalStateException("broken"))));
		queue.enter(job(Reply.OVER));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.jobs.get(1).attempts).containsExactly(1000L);
	}

	@Test
	void closingGivesUpWhatWaitsAndWhatComesBack() {
		DialQueue queue = queue(1, 10, 60);
		Sinks.One<Reply> reply = Sinks.one();
		queue.enter(job(reply::asMono));
		queue.enter(job(Reply.OVER));
		queue.close();
		queue.enter(job(Reply.OVER));
		reply.tryEmitValue(Reply.NOT_TAKEN);
		this.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(this.jobs).allSatisfy((job) -> assertThat(job.ends).containsExactly(End.STOPPING));
	}

	@RepeatedTest(200)
	void whateverTheCarrierSaysEachOrderEndsOnceAndThePaceIsKept(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		DialQueue queue = queue(2, 1 + random.nextInt(8), 60);
		for (int i = 0; i < 40; i++) {
			int late = random.nextInt(3000);
			queue.enter(job(() -> {
				Reply reply = List.of(Reply.OVER, Reply.OVER, Reply.NOT_TAKEN, Reply.BUSY).get(random.nextInt(4));
				return (late < 1000) ? Mono.just(reply)
						: Mono.delay(Duration.ofMillis(late), this.time).thenReturn(reply);
			}));
			this.time.advanceTimeBy(Duration.ofMillis(random.nextInt(2000)));
			if (random.nextInt(5) == 0) {
				queue.callEnded();
			}
		}
		this.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(queue.size()).isZero();
		List<Long> times = this.jobs.stream().flatMap((job) -> job.attempts.stream()).sorted().toList();
		for (int i = 1; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 1)).as("attempt %d", i).isGreaterThanOrEqualTo(500);
		}
		assertThat(this.jobs).allSatisfy((job) -> assertThat(job.ends.size() + job.over).isOne());
	}

	private DialQueue queue(double callsPerSecond, int places, int maxWaitSeconds) {
		OutboundProperties settings = new OutboundProperties(List.of(), List.of(), callsPerSecond, places,
				Duration.ofSeconds(maxWaitSeconds), Duration.ofSeconds(30), Duration.ofSeconds(5), "", Map.of());
		return new DialQueue("fake", settings, this.time, () -> this.time.now(TimeUnit.NANOSECONDS));
	}

	/** Gives these replies, and the last one again and again. */
	private Job job(Reply... replies) {
		List<Reply> left = new ArrayList<>(List.of(replies));
		return job(() -> Mono.just((left.size() > 1) ? left.removeFirst() : left.getFirst()));
	}

	private Job job(Supplier<Mono<Reply>> reply) {
		Job job = new Job(reply);
		this.jobs.add(job);
		return job;
	}

	private final class Job implements DialJob {

		private final List<Long> attempts = new ArrayList<>();

		private final List<End> ends = new ArrayList<>();

		private final Supplier<Mono<Reply>> reply;

		private int over;

		Job(Supplier<Mono<Reply>> reply) {
			this.reply = reply;
		}

		@Override
		public Mono<Reply> dial() {
			this.attempts.add(DialQueueTests.this.time.now(TimeUnit.MILLISECONDS));
			return this.reply.get().doOnNext((said) -> this.over += (said == Reply.OVER) ? 1 : 0);
		}

		@Override
		public void givenUp(End end) {
			this.ends.add(end);
		}

	}

}
