package io.trunkline.telephony;

import java.time.Duration;
import java.util.List;

import io.trunkline.telephony.TelephonyException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What every {@link CallControl} does, whichever carrier is behind it. Who joins plays
 * the carrier's API, however it likes to.
 */
public interface CallControlContract {

	/** What is tried again is tried within this. */
	Duration PATIENCE = Duration.ofSeconds(30);

	/** Dialled by nobody but this contract. */
	TransferPlan PLAN = TransferPlan.to(new PhoneNumber("+12025550199"));

	/**
	 * A carrier that takes the next requests so, one after the other, and all others as
	 * the last.
	 */
	CallControl control(CarrierState... states);

	/** A leg of that carrier. */
	CallLeg leg();

	/** How many requests about calls the carrier has had. */
	int requests();

	@Test
	default void legsAreThoseOfItsCarrier() {
		assertThat(control(CarrierState.WILLING).carrier()).isEqualTo(leg().carrier());
	}

	@Test
	default void nothingIsAskedBeforeSomebodyWantsToKnow() {
		CallControl control = control(CarrierState.WILLING);
		List<Mono<Void>> requests = List.of(control.hangUp(leg()), control.transfer(leg(), 1, PLAN),
				control.restream(leg(), 1, new Answer.Connect(new Answer.Token("t"), 2)), control.record(leg(), true));
		assertThat(requests()).isZero();
		requests.forEach((request) -> request.block(PATIENCE));
		assertThat(requests()).isEqualTo(4);
		requests.getFirst().block(PATIENCE);
		assertThat(requests()).as("each subscription asks").isEqualTo(5);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "WILLING", "FULL" })
	default void aTransferFailsSoThatItIsKnownWhatMayBeDone(CarrierState state) {
		CallControl control = control(state);
		assertThat(kind(control.transfer(leg(), 1, PLAN))).isEqualTo(state.change().orElseThrow());
	}

	@ParameterizedTest
	@EnumSource(names = { "OVER", "DISAGREEING", "CUT_OFF", "FAILING" })
	default void anotherStreamAndTheTransferFailAlike(CarrierState state) {
		CallControl control = control(state);
		assertThat(kind(control.restream(leg(), 1, new Answer.Connect(new Answer.Token("t"), 2))))
			.isEqualTo(state.change().orElseThrow());
	}

	/** It may have been done, and would be done anew. */
	@ParameterizedTest
	@EnumSource(names = { "CUT_OFF", "FAILING" })
	default void aChangeThatMayHaveBeenMadeIsNotMadeAgain(CarrierState state) {
		CallControl control = control(state);
		kind(control.transfer(leg(), 1, PLAN));
		assertThat(requests()).isOne();
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT_OFF", "FAILING", "RATE_LIMITED" })
	default void anEndIsAskedForUntilItIsThere(CarrierState state) {
		control(state, CarrierState.WILLING).hangUp(leg()).block(PATIENCE);
		assertThat(requests()).isEqualTo(2);
	}

	@Test
	default void aCallThatIsOverHasTheEndThatItWasToHave() {
		control(CarrierState.OVER).hangUp(leg()).block(PATIENCE);
		assertThat(kind(control(CarrierState.OVER).record(leg(), false))).isEqualTo(Kind.GONE);
	}

	@Test
	default void anEndThatIsNotAllowedFails() {
		assertThat(kind(control(CarrierState.FORBIDDEN).hangUp(leg()))).isEqualTo(Kind.UNAUTHORIZED);
	}

	@Test
	default void aTransferToNobodyIsNotEvenAskedFor() {
		CallControl control = control(CarrierState.WILLING);
		TransferPlan nobody = new TransferPlan(List.of(), "", "", TransferPlan.RING, false);
		assertThat(kind(control.transfer(leg(), 1, nobody))).isEqualTo(Kind.REJECTED);
		assertThat(requests()).isZero();
	}

	private static Kind kind(Mono<Void> request) {
		TelephonyException refused = catchThrowableOfType(TelephonyException.class, () -> request.block(PATIENCE));
		assertThat(refused).as("a failure").isNotNull();
		assertThat(refused).hasMessageNotContaining("2025550199");
		return refused.kind();
	}

}
