package io.trunkline.telephony;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the webhook of any carrier makes of one incoming call. Who joins tells of it in
 * the carrier's words; what is told twice is the same delivery.
 */
public interface WebhookContract {

	/** What the webhook asks and tells. */
	RecordingSwitchboard switchboard();

	/**
	 * Announces a call.
	 * @param call which one, in letters and digits
	 * @return the document that comes back
	 */
	String announce(String call);

	/**
	 * Has a call come back from its media stream.
	 * @return the document that comes back
	 */
	String comeBack(String call);

	/** Tells of a call's end. */
	void tellEnd(String call);

	@BeforeEach
	default void begin() {
		switchboard().begin(() -> Mono.just(new Answer.HangUp()));
		switchboard().bridge(() -> Mono.just(new BridgeAnswer.Connect()));
	}

	@Test
	default void aCallThatIsAnnouncedTwiceIsOneCallWithOneAnswer() {
		switchboard().begin(() -> Mono.just(new Answer.Connect(new Answer.Token("0AZaz_-9"), 1)));
		String document = announce("c01");
		assertThat(document).contains("0AZaz_-9");
		assertThat(announce("c01")).isEqualTo(document);
		assertThat(switchboard().offered).hasSize(2);
		assertThat(switchboard().offered.stream().distinct()).hasSize(1);
		assertThat(switchboard().passed).isEmpty();
	}

	@Test
	default void aCallThatComesBackIsTheOneThatWasAnnounced() {
		announce("c02");
		assertThat(comeBack("c02")).contains("Hangup");
		assertThat(switchboard().passed).isEqualTo(switchboard().offered);
	}

	@Test
	default void anEndThatIsToldTwiceIsOneEnd() {
		announce("c03");
		tellEnd("c03");
		tellEnd("c03");
		assertThat(switchboard().told).extracting(RecordingSwitchboard.Told::notice)
			.singleElement()
			.isInstanceOf(CarrierNotice.Disconnected.class);
		assertThat(switchboard().told.getFirst().call()).isEqualTo(switchboard().offered.getFirst().id());
	}

	@Test
	default void aCallerHearsSomethingWhateverFails() {
		switchboard().begin(() -> Mono.error(new IllegalStateException("broken")));
		assertThat(announce("c04")).contains("sorry");
		switchboard().begin(Mono::empty);
		assertThat(announce("c06")).contains("sorry");
	}

	@Test
	default void aSwitchboardThatFailsOnNewsDoesNotChangeTheAnswer() {
		switchboard().begin(() -> Mono.just(new Answer.HangUp()));
		switchboard().goDeaf();
		tellEnd("c05");
		assertThat(announce("c05")).contains("Hangup");
	}

}
