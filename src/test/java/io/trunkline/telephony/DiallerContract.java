package io.trunkline.telephony;

import java.time.Duration;
import java.util.Optional;

import io.trunkline.telephony.DialPlan.Detection;
import io.trunkline.telephony.Dialler.Line;
import io.trunkline.telephony.TelephonyException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What every {@link Dialler} does, whichever carrier is behind it. Who joins plays the
 * carrier's API, however it likes to.
 */
public interface DiallerContract {

	/** What is tried again is tried within this. */
	Duration PATIENCE = Duration.ofSeconds(30);

	/** Somebody is to be called. */
	DialPlan PLAN = new DialPlan("order-1", new PhoneNumber("+12025550123"), Optional.empty(), Duration.ofSeconds(25),
			Duration.ofSeconds(10), Detection.NONE);

	/** One whose carrier takes each order so. */
	Dialler dialler(CarrierState state);

	/** One that knows of no account. */
	Dialler unconfigured();

	/** How many orders the carriers have had. */
	int orders();

	@Test
	default void anOrderThatIsTakenHasTheCarriersName() {
		Dialler dialler = dialler(CarrierState.WILLING);
		assertThat(dialler.line()).isInstanceOf(Line.Open.class);
		assertThat(dialler.dial(PLAN).block(PATIENCE)).isNotNull();
		assertThat(orders()).isOne();
	}

	@Test
	default void nobodyIsDialledBeforeSomebodyWantsToKnow() {
		Mono<CallId> order = dialler(CarrierState.WILLING).dial(PLAN);
		assertThat(orders()).isZero();
		order.block(PATIENCE);
		order.block(PATIENCE);
		assertThat(orders()).as("each subscription orders").isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "WILLING", "OVER" })
	default void anOrderFailsSoThatItIsKnownWhatMayBeDone(CarrierState state) {
		TelephonyException failure = failure(dialler(state));
		assertThat(failure.kind()).isEqualTo(state.order().orElseThrow());
		assertThat(failure.retryAfter().isPresent()).as("a pause is named")
			.isEqualTo(state == CarrierState.RATE_LIMITED);
	}

	@ParameterizedTest
	@EnumSource(names = { "CUT_OFF", "FAILING", "RATE_LIMITED", "FULL" })
	default void anOrderIsGivenOnce(CarrierState state) {
		failure(dialler(state));
		assertThat(orders()).isOne();
	}

	@Test
	default void withoutAnAccountNothingIsOrdered() {
		Dialler dialler = unconfigured();
		assertThat(dialler.line()).isInstanceOfSatisfying(Line.Missing.class,
				(missing) -> assertThat(missing.settings()).isNotEmpty());
		assertThat(failure(dialler).kind()).isEqualTo(Kind.REJECTED);
		assertThat(orders()).isZero();
	}

	private static TelephonyException failure(Dialler dialler) {
		TelephonyException refused = catchThrowableOfType(TelephonyException.class,
				() -> dialler.dial(PLAN).block(PATIENCE));
		assertThat(refused).as("a failure").isNotNull();
		assertThat(refused).hasMessageNotContaining("2025550123");
		return refused;
	}

}
