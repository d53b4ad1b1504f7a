package io.trunkline.telephony.twilio;

import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.twilio.security.RequestValidator;
import io.trunkline.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class TwilioSignatureTests {

	private static final Secret TOKEN = new Secret("0123456789abcdef0123456789abcdef");

	private static final String VOICE = "https://voice.example.test/twilio/voice";

	private static final String FORM = "AccountSid=AC22222222222222222222222222222222&ApiVersion=2010-04-01"
			+ "&CallSid=CA11111111111111111111111111111111&CallStatus=ringing&Direction=inbound&From=%2B15550100001"
			+ "&To=%2B15550100002";

	private static final String V1 = "cAvrOG1Y42uJzoRR7+rT8MBOqgw=";

	private final TwilioSignature signature = new TwilioSignature(List.of(TOKEN));

	@Test
	void aFormIsSignedWithItsParametersInOrder() {
		assertThat(admits(VOICE, FORM, V1)).isTrue();
		assertThat(admits(VOICE, "To=%2B15550100002&" + FORM.replace("&To=%2B15550100002", ""), V1)).isTrue();
		assertThat(admits(VOICE + "?tenant=a%20b&x=1", FORM, "JEiHtGzk3FhBX6eSF5bs4n8oriQ=")).isTrue();
	}

	@Test
	void theUsualPortMayBeWrittenOrNot() {
		String withPort = "ua9YvMve/PRA9D4y263wmH+dZxs=";
		String url = "https://voice.example.test:443/twilio/voice";
		assertThat(admits(VOICE, FORM, withPort)).isTrue();
		assertThat(admits(url, FORM, withPort)).isTrue();
		assertThat(admits(url, FORM, V1)).isTrue();
		assertThat(admits("https://voice.example.test:8443/twilio/voice", FORM, V1)).isFalse();
		assertThat(admits("https://voice.example.test:80/twilio/voice", FORM, V1)).isFalse();
	}

	@Test
	void whatStandsInTheUrlAloneIsSignedThere() {
		assertThat(admits("https://voice.example.test/twilio/status?CallSid=CA11111111111111111111111111111111"
				+ "&CallStatus=completed", "", "RcFzkRT6wRY7lM7+axIIgBhhy9A="))
			.isTrue();
	}

	@Test
	void aBodyThatIsNoFormIsSignedByItsDigest() {
		String url = "https://voice.example.test/twilio/json?bodySHA256="
				+ "2c0666189e06a136563bd761c2f72f38f9bac28ae28ac660caca87f3e6e3fa6f";
		String signed = "PLqfysQXIXrhNF/DEaKn9DCEgn0=";
		assertThat(admits(url, "{\"event\":\"demo\",\"n\":1}", signed)).isTrue();
		assertThat(admits(url, "{\"event\":\"demo\",\"n\":2}", signed)).isFalse();
		assertThat(admits(url, "", signed)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "wss://voice.example.test/twilio/media/tok1", "wss://voice.example.test/twilio/media/tok1/",
					"wss://voice.example.test:443/twilio/media/tok1", "https://voice.example.test/twilio/media/tok1" })
	void aHandshakeIsSignedWithOrWithoutItsSlashAndPort(String signed) {
		String said = TwilioSignature.sign(TOKEN, signed, WebhookForm.EMPTY);
		assertThat(this.signature.admitsUpgrade("wss://voice.example.test/twilio/media/tok1", said)).isTrue();
		assertThat(this.signature.admitsUpgrade("wss://voice.example.test/twilio/media/tok2", said)).isFalse();
		assertThat(this.signature.admitsUpgrade("wss://voice.example.test/twilio/media/tok1",
				"RNHOMA62guTjAhxtpKSukUDR/Vo="))
			.isTrue();
	}

	@Test
	void emptyAndForeignValuesCount() {
		assertThat(admits(VOICE, FORM + "&CallerName=&Caller=Zo%C3%AB", "MXgzmcVZAdnhSRIHO91FiR1AGFk=")).isTrue();
		assertThat(admits(VOICE, FORM + "&CallerName&Caller=Zo%c3%ab", "MXgzmcVZAdnhSRIHO91FiR1AGFk=")).isTrue();
	}

	@Test
	void repeatedValuesCountOnceAndInOrder() {
		assertThat(admits(VOICE, FORM + "&MediaUrl=b&MediaUrl=a&MediaUrl=a", "C7zRfRjjbQeIF8EhHXDsOYQf4tE=")).isTrue();
	}

	@Test
	void eachTokenCountsWhileTheyAreChanged() {
		TwilioSignature rotating = new TwilioSignature(List.of(new Secret("next"), TOKEN));
		assertThat(rotating.admits(VOICE, FORM.getBytes(UTF_8), V1)).isTrue();
		assertThat(rotating.admits(VOICE, FORM.getBytes(UTF_8),
				TwilioSignature.sign(new Secret("next"), VOICE, WebhookForm.read(FORM))))
			.isTrue();
		assertThat(new TwilioSignature(List.of(new Secret("next"))).admits(VOICE, FORM.getBytes(UTF_8), V1)).isFalse();
		assertThat(new TwilioSignature(List.of()).admits(VOICE, FORM.getBytes(UTF_8), V1)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "=", "cAvrOG1Y42uJzoRR7+rT8MBOqgw", "cAvrOG1Y42uJzoRR7+rT8MBOqgw= ",
			"CAvrOG1Y42uJzoRR7+rT8MBOqgw=", "\u00e9" })
	void anythingElseIsNoSignature(String said) {
		assertThat(admits(VOICE, FORM, said)).isFalse();
	}

	@Test
	void everyChangeOfARequestCosts() {
		assertThat(admits(VOICE + "/", FORM, V1)).isFalse();
		assertThat(admits(VOICE.replace("https", "http"), FORM, V1)).isFalse();
		assertThat(admits(VOICE, FORM + "&x=", V1)).isFalse();
		assertThat(admits(VOICE, FORM.replace("CallStatus=ringing", "CallStatus=Ringing"), V1)).isFalse();
		assertThat(admits(VOICE, FORM.replace("&CallStatus=ringing", ""), V1)).isFalse();
	}

	/** Whatever the parameters, Twilio's own library takes what we sign. */
	@Test
	void twiliosOwnValidatorAgrees() {
		RequestValidator twilio = new RequestValidator(TOKEN.value());
		for (long seed = 0; seed < 500; seed++) {
			Random random = new Random(seed);
			Map<String, String> parameters = new HashMap<>();
			for (int i = random.nextInt(8); i > 0; i--) {
				parameters.put(text(random), text(random));
			}
			String form = parameters.entrySet()
				.stream()
				.map((entry) -> URLEncoder.encode(entry.getKey(), UTF_8) + "="
						+ URLEncoder.encode(entry.getValue(), UTF_8))
				.collect(Collectors.joining("&"));
			String said = TwilioSignature.sign(TOKEN, VOICE, WebhookForm.read(form));
			assertThat(twilio.validate(VOICE, parameters, said)).as("seed %d", seed).isTrue();
			assertThat(admits(VOICE, form, said)).as("seed %d", seed).isTrue();
		}
	}

	private boolean admits(String url, String body, String said) {
		return this.signature.admits(url, body.getBytes(UTF_8), said);
	}

	/** Never empty; code points that UTF-8 has. */
	private static String text(Random random) {
		StringBuilder text = new StringBuilder("p");
		for (int i = random.nextInt(6); i > 0; i--) {
			int character = random.nextInt(random.nextBoolean() ? 0x7F : 0x2FFF);
			text.appendCodePoint(character);
		}
		return text.toString();
	}

}
