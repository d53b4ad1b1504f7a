package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BandwidthAnswersTests {

	private static final BandwidthProperties BANDWIDTH = BxmlPaths.BANDWIDTH;

	private static final List<Party> PARTIES = List.of(new Party.Phone(new PhoneNumber("+12025550103")));

	private static final Answer CONNECT = new Answer.Connect(new Answer.Token("0AZaz_-9"), 1);

	private final TelephonyProperties telephony = new TelephonyProperties("https://voice.example.com", "");

	private final BandwidthAnswers answers = new BandwidthAnswers(BANDWIDTH, this.telephony);

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\n", "\u0000\u0001" })
	void aBlankApologyIsReplacedSinceBandwidthRejectsIt(String sentence) {
		assertThat(written(this.answers.of(new Answer.Apologise(sentence)))).isEqualTo(Fixtures.bxml("fallback"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\n", "\u0000\u0001" })
	void aBriefingThatSaysNothingHoldsNobodyUp(String sentence) {
		assertThat(written(this.answers.of(new BridgeAnswer.Brief(sentence, false))))
			.isEqualTo(Fixtures.bxml("bridge"));
		assertThat(written(this.answers.of(new BridgeAnswer.Brief(sentence, true)))).contains("<Gather ")
			.doesNotContain("SpeakSentence");
	}

	@Test
	void keysAreAllThatIsPressed() {
		StreamPlan plan = new StreamPlan(Map.of(), Optional.empty(), "1<2>w\"3x");

		assertThat(written(this.answers.restream(1, new Answer.Connect(new Answer.Token("t"), 2, plan))))
			.contains("<SendDtmf>12w3</SendDtmf>");
		assertThat(written(this.answers.restream(1,
				new Answer.Connect(new Answer.Token("t"), 2, new StreamPlan(Map.of(), Optional.empty(), "x?")))))
			.doesNotContain("SendDtmf");
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, 1", "PT0.4S, 1", "PT45S, 45", "PT5M, 300", "PT1H, 300" })
	void ringingLastsAsLongAsBandwidthTakes(Duration ring, int seconds) {
		assertThat(transfer(new TransferPlan(PARTIES, "", "", ring, false)))
			.contains("callTimeout=\"" + seconds + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Anonymous", "2025550102", "+1 202 555 0102", "+1\"", "<" })
	void aCallerIdThatIsNoNumberIsLeftToBandwidth(String callerId) {
		assertThat(transfer(new TransferPlan(PARTIES, callerId, "", TransferPlan.RING, false)))
			.doesNotContain("transferCallerId=");
	}

	@Test
	void aCallerNameIsCutWhereBandwidthWouldRefuseIt() {
		assertThat(transfer(new TransferPlan(PARTIES, "", "n".repeat(300), TransferPlan.RING, false)))
			.contains("transferCallerDisplayName=\"" + "n".repeat(256) + "\"");
		assertThat(transfer(new TransferPlan(PARTIES, "", "n".repeat(255) + "\uD83D\uDE00", TransferPlan.RING, false)))
			.contains("transferCallerDisplayName=\"" + "n".repeat(255) + "\"");
		assertThat(transfer(new TransferPlan(PARTIES, "", " \u0000\n", TransferPlan.RING, false)))
			.doesNotContain("transferCallerDisplayName");
	}

	@Test
	void aPartyThatCannotBeRungIsLeftOut() {
		List<Party> parties = new ArrayList<>(List.of(new Party.Sip("desk", ""), new Party.Sip("sip:a b@h", ""),
				new Party.Sip("sip:desk@h.example", "x".repeat(257))));
		assertThat(transfer(new TransferPlan(parties, "", "", TransferPlan.RING, false))).containsOnlyOnce("<SipUri ")
			.doesNotContain("uui");
		assertThatExceptionOfType(TelephonyException.class)
			.isThrownBy(() -> transfer(new TransferPlan(parties.subList(0, 2), "", "", TransferPlan.RING, false)))
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(TelephonyException.Kind.REJECTED));
	}

	@Test
	void noMoreThanEightAreRung() {
		assertThat(
				transfer(new TransferPlan(Collections.nCopies(9, PARTIES.getFirst()), "", "", TransferPlan.RING, false))
					.split("<PhoneNumber "))
			.hasSize(1 + 8);
	}

	@Test
	void withoutAPublicUrlThereIsAFallbackButNoStream() {
		BandwidthAnswers unreachable = new BandwidthAnswers(BANDWIDTH, new TelephonyProperties("", "+12025550199"));

		assertThatIllegalStateException().isThrownBy(() -> unreachable.of(CONNECT))
			.withMessageContaining("trunkline.public-url (PUBLIC_URL)");
		assertThat(written(unreachable.fallback())).contains("transferCompleteUrl=\"/webhooks/bandwidth\"");
	}

	@Test
	void plainHttpGivesPlainSockets() {
		BandwidthAnswers local = new BandwidthAnswers(BANDWIDTH, new TelephonyProperties("http://127.0.0.1:8080", ""));

		assertThat(written(local.of(CONNECT))).contains("destination=\"ws://127.0.0.1:8080/media/bandwidth/0AZaz_-9\"");
	}

	@Test
	void aTokenCannotLeaveItsPlaceInTheUrl() {
		Answer odd = new Answer.Connect(new Answer.Token("a/../b?c#d\"e"), 1);

		assertThat(written(this.answers.of(odd)))
			.contains("destination=\"wss://voice.example.com/media/bandwidth/a%2F..%2Fb%3Fc%23d%22e\"");
	}

	private String transfer(TransferPlan plan) {
		return written(this.answers.transfer(BxmlPaths.LEG, 1, plan));
	}

	private static String written(Bxml bxml) {
		return new String(bxml.write(), StandardCharsets.UTF_8);
	}

}
