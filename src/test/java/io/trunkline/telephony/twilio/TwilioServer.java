package io.trunkline.telephony.twilio;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.trunkline.secret.Secret;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.WebhookRoom;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Twilio's room. */
final class TwilioServer extends WebhookRoom {

	static final Secret TOKEN = new Secret("0123456789abcdef0123456789abcdef");

	static final String PUBLIC_URL = WebhookRoom.PUBLIC_URL;

	static final String ACCOUNT = "AC22222222222222222222222222222222";

	static final String CALL = "CA11111111111111111111111111111111";

	private TwilioServer(Switchboard switchboard, String... properties) {
		super(Application.class, switchboard, List.of("trunkline.twilio.auth-token=" + TOKEN.value()), properties);
	}

	/** Starts with a token and a public address; properties may override these. */
	static TwilioServer start(Switchboard switchboard, String... properties) {
		return new TwilioServer(switchboard, properties);
	}

	/** What every webhook of an incoming call says, and more. */
	static Map<String, String> form(String... more) {
		Map<String, String> form = new LinkedHashMap<>(Map.of("AccountSid", ACCOUNT, "CallSid", CALL, "From",
				"+12025550123", "To", "+12025550100", "CallStatus", "ringing", "Direction", "inbound", "ApiVersion",
				"2010-04-01", "CallerName", "Zoë & Sons"));
		for (int i = 0; i < more.length; i += 2) {
			form.put(more[i], more[i + 1]);
		}
		return form;
	}

	/** Posts with the right signature and reads the whole response. */
	EntityExchangeResult<byte[]> post(String path, Map<String, String> form) {
		String body = form.entrySet()
			.stream()
			.map((entry) -> URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
			.collect(Collectors.joining("&"));
		return post(path, body, TwilioSignature.sign(TOKEN, PUBLIC_URL + path, WebhookForm.read(body)));
	}

	EntityExchangeResult<byte[]> post(String path, String body, String signature) {
		return client().post()
			.uri(path)
			.header(TwilioSignature.HEADER, signature)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue(body.getBytes(UTF_8))
			.exchange()
			.expectBody()
			.returnResult();
	}

	@EnableAutoConfiguration
	@EnableConfigurationProperties({ TwilioProperties.class, TelephonyProperties.class })
	@Import({ TwilioWebhookConfiguration.class, TwilioMediaConfiguration.class })
	static class Application {

	}

}
