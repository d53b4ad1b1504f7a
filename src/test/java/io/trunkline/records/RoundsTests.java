package io.trunkline.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class RoundsTests {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<String> tried = new ArrayList<>();

	private final Set<String> impossible = new HashSet<>();

	private final Rounds<String> rounds = rounds(3, 1);

	private boolean away;

	private Duration asked = Duration.ZERO;

	@AfterEach
	void nothingIsLeft() {
		this.rounds.close();
		this.scheduler.advanceTimeBy(Duration.ofMinutes(5));
	}

	@Test
	void worksInOrder() {
		add("a", "b", "c");
		assertThat(this.tried).containsExactly("a", "b", "c");
		assertThat(this.rounds.size()).isZero();
	}

	@Test
	void peerThatIsAwayIsAskedLessAndLessOftenButAtLeastOnceAMinute() {
		this.away = true;
		add("a");
		List<Integer> attempts = new ArrayList<>();
		for (int minute = 0; minute < 10; minute++) {
			this.tried.clear();
			this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
			attempts.add(this.tried.size());
		}
		assertThat(attempts.getFirst()).isEqualTo(5);
		assertThat(attempts.subList(1, 10)).containsOnly(1);
		this.away = false;
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.rounds.size()).isZero();
		assertThat(this.rounds.isFailing()).isFalse();
	}

	@Test
	void pieceThatCanNeverBeDoneLetsOthersPass() {
		this.impossible.add("bad");
		add("bad", "a", "b");
		assertThat(this.tried).containsExactly("bad");
		this.scheduler.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(this.tried).startsWith("bad", "bad", "a", "b", "bad");
		assertThat(this.rounds.size()).isOne();
	}

	@Test
	void pauseThatThePeerAskedForIsKeptUpToAMinute() {
		this.away = true;
		this.asked = Duration.ofSeconds(20);
		add("a");
		this.scheduler.advanceTimeBy(Duration.ofMillis(19_999));
		assertThat(this.tried).hasSize(1);
		this.asked = Duration.ofHours(2);
		this.scheduler.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.tried).hasSize(2);
		this.scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.tried).hasSize(3);
	}

	@Test
	void noMoreIsTakenThanThereIsRoomFor() {
		this.away = true;
		add("a", "b", "c");
		assertThat(this.rounds.add("d")).isFalse();
		this.away = false;
		this.scheduler.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.rounds.add("d")).isTrue();
		this.scheduler.advanceTime();
		assertThat(this.tried).containsExactly("a", "a", "b", "c", "d");
	}

	@Test
	void attemptThatHangsIsGivenUpAndRepeated() {
		Rounds<String> hanging = new Rounds<>(3, 1, Duration.ofSeconds(30), (piece) -> {
			this.tried.add(piece);
			return (this.tried.size() == 1) ? Mono.never() : Mono.empty();
		}, (piece, cause) -> {
		}, Rounds.Pauses.USUAL, this.scheduler);
		hanging.add("a");
		this.scheduler.advanceTimeBy(Duration.ofSeconds(31));
		assertThat(this.tried).containsExactly("a", "a");
		assertThat(hanging.size()).isZero();
	}

	@Test
	void severalAreDoneAtATimeAndOneAfterAFailure() {
		List<Sinks.Empty<Void>> begun = new ArrayList<>();
		Rounds<String> wide = new Rounds<>(10, 4, Duration.ofSeconds(30), (piece) -> {
			Sinks.Empty<Void> end = Sinks.empty();
			begun.add(end);
			return end.asMono();
		}, (piece, cause) -> {
		}, Rounds.Pauses.USUAL, this.scheduler);
		for (int piece = 0; piece < 6; piece++) {
			wide.add("p" + piece);
		}
		this.scheduler.advanceTime();
		assertThat(begun).hasSize(4);
		begun.forEach((end) -> end.tryEmitError(new IllegalStateException("away")));
		this.scheduler.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(begun).hasSize(5);
		begun.get(4).tryEmitEmpty();
		this.scheduler.advanceTime();
		assertThat(begun).hasSize(9);
		wide.close();
	}

	@Test
	void whoHurriesDoesNotWaitForThePause() {
		this.away = true;
		add("a");
		this.away = false;
		this.rounds.hurry();
		this.scheduler.advanceTime();
		StepVerifier.create(this.rounds.idle()).verifyComplete();
		assertThat(this.tried).containsExactly("a", "a");
	}

	@Test
	void idleIsWhenTheLastPieceIsDone() {
		this.away = true;
		add("a", "b");
		StepVerifier idle = StepVerifier.create(this.rounds.idle()).expectComplete().verifyLater();
		this.away = false;
		this.scheduler.advanceTimeBy(Duration.ofSeconds(1));
		idle.verify(Duration.ofSeconds(5));
	}

	private void add(String... pieces) {
		for (String piece : pieces) {
			assertThat(this.rounds.add(piece)).isTrue();
		}
		this.scheduler.advanceTime();
	}

	private Rounds<String> rounds(int most, int lanes) {
		return new Rounds<>(most, lanes, Duration.ofSeconds(30), (piece) -> {
			this.tried.add(piece);
			return (this.away || this.impossible.contains(piece))
					? Mono.error(new Rounds.Setback("not now", this.asked)) : Mono.empty();
		}, (piece, cause) -> {
		}, Rounds.Pauses.USUAL, this.scheduler);
	}

}
