package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.engine.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class LeadTests {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<Duration> awaited = new ArrayList<>();

	/** A caller who has heard so much. */
	private Duration heard = Duration.ZERO;

	private final Pace caller = (position) -> {
		this.awaited.add(position);
		return (position.compareTo(this.heard) <= 0) ? Mono.empty() : Mono.never();
	};

	private final Lead lead = new Lead(this.caller, this.scheduler);

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

	@Test
	void firstPieceWaitsForNobody() {
		StepVerifier.create(this.lead.room()).verifyComplete();
		assertThat(this.awaited).isEmpty();
	}

	@Test
	void laterPieceWaitsAtLeastUntilTheReplyMayBeHeard() {
		this.lead.sent("Yes, of course. ");
		StepVerifier.create(this.lead.room()).verifyComplete();
		assertThat(this.awaited).containsExactly(Duration.ZERO);
	}

	@Test
	void soundIsEstimatedByLettersUntilItComes() {
		this.lead.sent("a".repeat(200));
		this.lead.room().subscribe().dispose();
		assertThat(this.awaited).containsExactly(Duration.ofMillis(6400));
	}

	@Test
	void slowVoiceIsMeasuredByItsSound() {
		this.lead.sent("a".repeat(200));
		this.lead.sounded(Duration.ofSeconds(15));
		this.lead.sent("a".repeat(100));
		this.lead.room().subscribe().dispose();
		assertThat(this.awaited).containsExactly(Duration.ofMillis(15200));
	}

	@Test
	void fastVoiceDoesNotHoldTheReplyUpForEver() {
		this.lead.sent("a".repeat(300));
		this.lead.sounded(Duration.ofSeconds(9));
		this.heard = Duration.ofSeconds(9);
		StepVerifier.create(this.lead.room())
			.then(() -> assertThat(this.awaited).containsExactly(Duration.ofMillis(12600)))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(2)))
			.verifyComplete();
		assertThat(this.awaited).containsExactly(Duration.ofMillis(12600), Duration.ofSeconds(3));
	}

	@Test
	void voiceThatHasNotBegunIsNotTakenForComplete() {
		this.lead.sent("a".repeat(300));
		this.heard = Duration.ofSeconds(9);
		StepVerifier.create(this.lead.room())
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(5)))
			.thenCancel()
			.verify();
		assertThat(this.awaited).containsExactly(Duration.ofMillis(12600));
	}

}
