package io.trunkline.telephony.twilio;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The room on a real port of the loopback interface. */
final class TwilioServer implements AutoCloseable {

	static final Secret TOKEN = new Secret("0123456789abcdef0123456789abcdef");

	static final String PUBLIC_URL = "https://voice.example.com";

	static final String ACCOUNT = "AC22222222222222222222222222222222";

	static final String CALL = "CA11111111111111111111111111111111";

	private final ConfigurableApplicationContext context;

	private TwilioServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts with a token and a public address; properties may override these. */
	static TwilioServer start(Switchboard switchboard, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--management.server.port=0", "--spring.main.banner-mode=off",
						"--logging.level.io.trunkline=info", "--trunkline.public-url=" + PUBLIC_URL,
						"--trunkline.fallback-number=", "--trunkline.twilio.auth-token=" + TOKEN.value()));
		for (String property : properties) {
			arguments.removeIf((argument) -> argument.startsWith("--" + property.replaceFirst("=.*", "=")));
			arguments.add("--" + property);
		}
		return new TwilioServer(new SpringApplicationBuilder(Application.class)
			.initializers(
					(GenericApplicationContext context) -> context.registerBean(Switchboard.class, () -> switchboard))
			.run(arguments.toArray(String[]::new)));
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	double count(String meter, String tag, String value) {
		var counter = this.context.getBean(MeterRegistry.class).find(meter).tag(tag, value).counter();
		return (counter != null) ? counter.count() : 0;
	}

	WebTestClient client() {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + port())
			.responseTimeout(Duration.ofSeconds(12))
			.build();
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

	@Override
	public void close() {
		this.context.close();
	}

	@EnableAutoConfiguration
	@EnableConfigurationProperties({ TwilioProperties.class, TelephonyProperties.class })
	@Import({ TwilioWebhookConfiguration.class, TwilioMediaConfiguration.class })
	static class Application {

	}

}
