package io.trunkline.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.trunkline.outbound.Placed.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BookedOrderTests {

	private static final Instant DIAL_BY = Instant.parse("2026-11-21T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "QUEUED, PT0S, QUEUED", "QUEUED, PT0.001S, FAILED", "DIALLING, PT0S, DIALLING",
			"DIALLING, PT0.001S, UNCERTAIN", "DIALLING, PT10M, UNCERTAIN", "DIALLING, PT10M0.001S, FAILED",
			"UNCERTAIN, -PT1M, UNCERTAIN", "UNCERTAIN, PT10M, UNCERTAIN", "UNCERTAIN, PT10M0.001S, FAILED",
			"PLACED, PT24H, PLACED", "FAILED, -PT1M, FAILED" })
	void anOrderThatNobodyHasInHandAnyMoreIsSeenAsWhatItMustBe(State kept, Duration late, State seen) {
		assertThat(order(kept).seenAt(DIAL_BY.plus(late))).isEqualTo(seen);
	}

	@Test
	void onlyAnOrderThatWasNeverDialledIsAbandoned() {
		Instant late = DIAL_BY.plus(Duration.ofHours(1));
		for (State state : State.values()) {
			assertThat(order(state).isAbandonedAt(late)).as("%s", state).isEqualTo(state == State.QUEUED);
			assertThat(order(state).isAbandonedAt(DIAL_BY)).isFalse();
		}
	}

	@Test
	void anOrderShowsNothingOfItsCall() {
		assertThat(order(State.QUEUED)).hasToString("out-x QUEUED");
	}

	@Test
	void equalWishesHaveEqualDigestsAndOthersDoNot() {
		PlaceCall wish = new PlaceCall("k", "+1", "a", Map.of("x", "1", "y", "2"), null, null, null);
		assertThat(Digests.of(wish))
			.isEqualTo(Digests.of(new PlaceCall("other", "+1", "a", Map.of("y", "2", "x", "1"), null, null, null)))
			.isNotEqualTo(Digests.of(new PlaceCall("k", "+1", "a", Map.of("x", "2", "y", "1"), null, null, null)))
			.isNotEqualTo(Digests.of(new PlaceCall("k", "+1", "a", Map.of("x", "1"), null, null, null)))
			.isNotEqualTo(Digests.of(new PlaceCall("k", "+1", "a", Map.of("x", "1", "y", "2"), "+1", null, null)))
			.isNotEqualTo(Digests
				.of(new PlaceCall("k", "+1", "a", Map.of("x", "1", "y", "2"), null, Duration.ofSeconds(1), null)))
			.isNotEqualTo(Digests
				.of(new PlaceCall("k", "+1", "a", Map.of("x", "1", "y", "2"), null, null, Duration.ofSeconds(1))));
		assertThat(Digests.of(new PlaceCall(null, "1", "21", Map.of(), null, null, null)))
			.isNotEqualTo(Digests.of(new PlaceCall(null, "12", "1", Map.of(), null, null, null)));
	}

	private static BookedOrder order(State state) {
		return new BookedOrder("out-x", "", "wish", "reception", Map.of("name", "Ada"), DIAL_BY.toEpochMilli(), state);
	}

}
