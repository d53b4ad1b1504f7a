package io.trunkline.telephony;

import io.trunkline.telephony.Switchboard.AdmittedCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link Switchboard} does with those who bring a token. */
public interface SwitchboardContract {

	Switchboard switchboard();

	/** A call that is expected. */
	CallLeg leg();

	/** The token of that call's media socket. */
	String token();

	@Test
	default void aTokenOpensItsCallOnce() {
		String token = token();
		assertThat(switchboard().admit(token).map(AdmittedCall::leg).block()).isEqualTo(leg());
		assertThat(switchboard().admit(token).blockOptional()).isEmpty();
	}

	@Test
	default void aTokenIsRedeemedByWhoeverSubscribes() {
		String token = token();
		var admission = switchboard().admit(token);
		assertThat(switchboard().admit(token).blockOptional()).isPresent();
		assertThat(admission.blockOptional()).isEmpty();
	}

	@Test
	default void aTokenThatNobodyGaveOutOpensNothing() {
		token();
		assertThat(switchboard().admit("0".repeat(42) + "x").blockOptional()).isEmpty();
	}

	@Test
	default void aCallThatIsGivenBackIsNotOpenedAgain() {
		String token = token();
		switchboard().admit(token).blockOptional().orElseThrow().abandon();
		assertThat(switchboard().admit(token).blockOptional()).isEmpty();
	}

	@Test
	default void aCallThatIsOfferedTwiceGetsOneAnswer() {
		Answer answer = switchboard().offered(leg()).block();
		assertThat(switchboard().offered(leg()).block()).isNotNull().isEqualTo(answer);
	}

}
