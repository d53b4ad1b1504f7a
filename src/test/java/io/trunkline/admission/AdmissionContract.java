package io.trunkline.admission;

import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What tokens do, wherever they are kept. */
interface AdmissionContract {

	/** The door of one pod. */
	Admission admission();

	/** The door of another pod, if the store serves several; else the same one. */
	default Admission neighbour() {
		return admission();
	}

	static ExpectedCall call(String callId) {
		return new ExpectedCall("bandwidth", "9900000", callId, "+12025550123", "+12025550100", "inbound", 1);
	}

	static String issue(Admission admission, ExpectedCall call) {
		String token = admission.issue(call).block();
		assertThat(token).isNotNull();
		return token;
	}

	@Test
	default void aTokenOpensTheCallItWasMadeFor() {
		ExpectedCall call = new ExpectedCall("twilio", "AC1", "CA-1_x", "", "sip:a\"b@\u00e9.example", "outbound", 3);
		String token = issue(admission(), call);
		assertThat(token).matches("[A-Za-z0-9_-]{43}");
		StepVerifier.create(neighbour().redeem(token)).expectNext(call).verifyComplete();
	}

	@Test
	default void aTokenIsGoodOnce() {
		String token = issue(admission(), call("c-once"));
		StepVerifier.create(admission().redeem(token)).expectNextCount(1).verifyComplete();
		StepVerifier.create(admission().redeem(token)).verifyComplete();
		StepVerifier.create(neighbour().redeem(token)).verifyComplete();
	}

	@Test
	default void aSecondTokenOfACallReplacesTheFirst() {
		String first = issue(admission(), call("c-again"));
		String second = issue(neighbour(), call("c-again"));
		StepVerifier.create(admission().redeem(first)).verifyComplete();
		StepVerifier.create(admission().redeem(second)).expectNext(call("c-again")).verifyComplete();
	}

	@Test
	default void aUsedTokenDoesNotHinderTheNextOne() {
		StepVerifier.create(admission().redeem(issue(admission(), call("c-next")))).expectNextCount(1).verifyComplete();
		StepVerifier.create(admission().redeem(issue(admission(), call("c-next")))).expectNextCount(1).verifyComplete();
	}

	@Test
	default void ofTokensIssuedAtOnceForOneCallExactlyOneIsGood() {
		List<String> tokens = Flux.range(0, 50)
			.flatMap((i) -> ((i % 2 == 0) ? admission() : neighbour()).issue(call("c-burst"))
				.subscribeOn(Schedulers.boundedElastic()))
			.collectList()
			.block();
		assertThat(tokens).isNotNull().hasSize(50).doesNotHaveDuplicates();
		StepVerifier.create(Flux.fromIterable(tokens).concatMap(admission()::redeem))
			.expectNext(call("c-burst"))
			.verifyComplete();
	}

	@Test
	default void callsDoNotDisturbEachOther() {
		String one = issue(admission(), call("c-one"));
		String two = issue(admission(), call("c-two"));
		StepVerifier.create(admission().redeem(two)).expectNext(call("c-two")).verifyComplete();
		StepVerifier.create(admission().redeem(one)).expectNext(call("c-one")).verifyComplete();
	}

	@Test
	default void aRevokedTokenIsRefused() {
		String token = issue(admission(), call("c-revoked"));
		StepVerifier.create(neighbour().revoke("c-revoked")).verifyComplete();
		StepVerifier.create(neighbour().revoke("c-revoked")).verifyComplete();
		StepVerifier.create(admission().redeem(token)).verifyComplete();
	}

	@Test
	default void nothingHappensBeforeSubscription() {
		String token = issue(admission(), call("c-cold"));
		var unused = List.of(admission().issue(call("c-cold")), admission().redeem(token),
				admission().revoke("c-cold"));
		assertThat(unused).hasSize(3);
		StepVerifier.create(admission().redeem(token)).expectNext(call("c-cold")).verifyComplete();
	}

}
