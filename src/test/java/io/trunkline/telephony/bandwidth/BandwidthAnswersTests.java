package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BandwidthAnswersTests {

	private static final BandwidthProperties BANDWIDTH = new Binder(
			new MapConfigurationPropertySource(Map.of("trunkline.bandwidth.webhook-username", "bandwidth-user",
					"trunkline.bandwidth.webhook-password", "p<\"&'>ss")))
		.bind("trunkline.bandwidth", BandwidthProperties.class)
		.get();

	private static final Answer CONNECT = new Answer.Connect(new Answer.Token("0AZaz_-9"), 1);

	private final TelephonyProperties telephony = new TelephonyProperties("https://voice.example.com", "");

	private final BandwidthAnswers answers = new BandwidthAnswers(BANDWIDTH, this.telephony);

	@Test
	void connectionsAreNumberedStreamsThatComeBack() {
		assertThat(written(this.answers.of(CONNECT))).isEqualTo(Fixtures.bxml("connect"));
		assertThat(written(this.answers.of(new Answer.Connect(new Answer.Token("0AZaz_-9"), 3))))
			.isEqualTo(Fixtures.bxml("connect-again"));
	}

	@Test
	void passingOnRingsSomebodyElse() {
		assertThat(written(this.answers.of(new Answer.PassOn(new PhoneNumber("+12025550199")))))
			.isEqualTo(Fixtures.bxml("pass-on"));
	}

	@Test
	void anApologyIsSpokenBeforeHangingUp() {
		assertThat(written(this.answers.of(new Answer.Apologise("Sorry, A&B is <closed> today."))))
			.isEqualTo(Fixtures.bxml("apologise"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\n", "\u0000\u0001" })
	void aBlankApologyIsReplacedSinceBandwidthRejectsIt(String sentence) {
		assertThat(written(this.answers.of(new Answer.Apologise(sentence)))).isEqualTo(Fixtures.bxml("fallback"));
	}

	@Test
	void hangingUpIsAnInstruction() {
		assertThat(written(this.answers.of(new Answer.HangUp()))).isEqualTo(Fixtures.bxml("hang-up"));
	}

	@Test
	void aLegThatIsRungUpIsLeftAlone() {
		assertThat(written(BxmlDocuments.carryOn())).isEqualTo(Fixtures.bxml("carry-on"));
	}

	@Test
	void aTransferStopsTheStreamFirst() {
		Bxml transfer = BxmlDocuments.transfer(BxmlDocuments.streamName(2), new PhoneNumber("+12025550103"),
				BandwidthCallback.of(BANDWIDTH, this.telephony));

		assertThat(written(transfer)).isEqualTo(Fixtures.bxml("transfer"));
	}

	@Test
	void theFallbackRingsTheFallbackNumberIfThereIsOne() {
		BandwidthAnswers withNumber = new BandwidthAnswers(BANDWIDTH,
				new TelephonyProperties("https://voice.example.com", "+12025550199"));

		assertThat(written(withNumber.fallback())).isEqualTo(Fixtures.bxml("pass-on"));
		assertThat(written(this.answers.fallback())).isEqualTo(Fixtures.bxml("fallback"));
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

	@Test
	void everyVerbWithACallbackCarriesItsOwnCredentials() throws Exception {
		List<Bxml> documents = List.of(this.answers.of(CONNECT), BxmlDocuments.transfer("agent",
				new PhoneNumber("+12025550103"), BandwidthCallback.of(BANDWIDTH, this.telephony)));
		int callbacks = 0;
		for (Bxml document : documents) {
			NodeList verbs = BxmlTests.parse(document.write()).getElementsByTagName("*");
			for (int i = 0; i < verbs.getLength(); i++) {
				Element verb = (Element) Objects.requireNonNull(verbs.item(i));
				if (hasCallback(verb)) {
					callbacks++;
					assertThat(verb.getAttribute("username")).isEqualTo("bandwidth-user");
					assertThat(verb.getAttribute("password")).isEqualTo("p<\"&'>ss");
				}
			}
		}
		assertThat(callbacks).isEqualTo(5);
	}

	private static boolean hasCallback(Element verb) {
		for (int i = 0; i < verb.getAttributes().getLength(); i++) {
			if (verb.getAttributes().item(i).getNodeName().endsWith("Url")) {
				return true;
			}
		}
		return false;
	}

	private static String written(Bxml bxml) {
		return new String(bxml.write(), StandardCharsets.UTF_8);
	}

}
